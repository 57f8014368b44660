"""The xlsx family (xlsx, xlsm, xltx, xltm) as a stream of rows.

Read here and not by a library because a register needs what the fast readers drop: formula errors as errors (calamine gives
an empty cell), numbers by their text, and memory that does not grow with a stray cell far to the right. Format: ECMA-376
part 1, chapters 8, 12 and 18.
"""
