"""What is wrong with a graph: shapes and checks, each giving `mfa_graph.findings`.

Nothing is imported here: pySHACL takes a while to load, and only a run that checks should wait for it.
"""
