"""councilgraph: a knowledge graph of council proceedings."""
