"""Who must be briefed of a document by when, and who was."""
