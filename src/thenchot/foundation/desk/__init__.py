"""Turns a resource declaration into pages, export and API. Nouns: resource, column, action, panel, page.

Imports access, organisation, the ledger and the kernel. Apps above declare; the desk never imports them.
"""
