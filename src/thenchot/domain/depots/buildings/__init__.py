"""Store buildings and their bays: what lies where, how much each may bear, what may lie together, and how far apart they stand."""
