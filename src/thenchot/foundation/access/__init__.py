"""Who may see and do what: users, roles, grants down the tree, and the one question "which rows".

Nouns: user, role, grant, policy, reach. Imports organisation, the ledger and the kernel.
"""
