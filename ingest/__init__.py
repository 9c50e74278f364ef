"""The reader: a file of proceedings goes in, a graph of its facts comes out."""
