"""councilgraph.ingest"""
