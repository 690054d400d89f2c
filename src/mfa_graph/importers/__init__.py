"""What comes into the graph from elsewhere: tables, and later records and sheets."""
