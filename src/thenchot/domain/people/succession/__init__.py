"""Succession: who is planned for which post, within the limits of a dated rule."""
