"""Our figures beside the floor of the same work on the same machine. `make bench`, or `make bench ONLY="acts"`.

A file `benches/<name>.py` holds a tuple `BENCHES`; nothing is to be registered elsewhere.
"""
