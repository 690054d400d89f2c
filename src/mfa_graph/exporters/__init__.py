"""What leaves the graph: files, and the manifest that vouches for them."""
