"""councilgraph.ontology"""
