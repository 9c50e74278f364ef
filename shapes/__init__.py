"""councilgraph.shapes"""
