"""JSON-LD 1.1 with names of our own: the context, documents written as a stream, frames; nothing is ever fetched.

Only this package imports PyLD, which makes framed documents.
"""
