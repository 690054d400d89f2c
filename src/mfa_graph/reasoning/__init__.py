"""What follows from what was said: statements derived by queries, and statements inferred by the ontology's axioms."""
