"""Directives: documents of the Party and the State and what was done about them."""
