"""The depot itself: who runs it, on which tier, from when to when."""
