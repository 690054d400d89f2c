"""A generated graph of the real one's shape, at any size, with answers that are known beforehand."""
