"""People: who serves where, in which rank and post, what they are qualified for, how they are rated, and by which decision.

Nouns: person, posting, rank, qualification, training; body, membership; rating round; discipline; succession. Acts and decisions
alone: there is no place here for what a person thinks, believes or does in private. Imports foundation only.
"""
