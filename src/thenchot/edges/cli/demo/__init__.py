"""The demonstration: an invented organisation, grown from a seed number, that looks like a real one and is none.

Nouns: sizes, plan, catalogue, register, assessments. `build` puts it into an empty database through acts.
"""
