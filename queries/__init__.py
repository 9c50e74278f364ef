"""councilgraph.queries"""
