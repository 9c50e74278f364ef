"""One module per verb: NAME, EXAMPLES shown below its help, and `run`."""
