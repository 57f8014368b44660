"""Store buildings and bays: what lies where, how much each may bear, what may lie together, how far apart they stand."""
