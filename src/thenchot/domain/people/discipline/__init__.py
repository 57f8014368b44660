"""Discipline of members and bodies: the decision, its form, from when to when it counts. Seen by few."""
