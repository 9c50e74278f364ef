"""Example records in the project's own words, with the facts they hold."""
