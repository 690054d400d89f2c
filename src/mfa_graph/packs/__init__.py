"""Evidence packs: one file that proves an answer to whoever has nothing else, and the check of such a file."""
