"""Turns of duty: which shifts there are, whose turn it is, and who may swap."""
