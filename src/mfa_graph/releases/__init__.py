"""Releases after they were made: whether one is what its manifest says, and what changed from one to the next."""
