"""Meetings: agenda, attendance, votes, and decisions that become tasks."""
