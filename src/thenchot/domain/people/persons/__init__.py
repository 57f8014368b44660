"""Persons: who they are to the work, where they are posted, and which rank they hold."""
