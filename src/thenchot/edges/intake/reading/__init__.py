"""Reading: from a file as people have it to rows, tables and typed columns. Pure Python, writes nothing.

`open_book` opens a file, `find_table` finds the table in a sheet, `Table.records` streams its rows.
Bad files raise `FileRefused`; bad rows carry their faults.
"""

from thenchot.edges.intake.reading.book import Book, open_book
from thenchot.edges.intake.reading.cells import Cell, CellError, Row, Sheet, Span
from thenchot.edges.intake.reading.faults import FileRefused, Phrase, Place, ReadingFault, column_letter, phrase
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.table import Column, Note, Record, Records, Table, find_table

__all__ = [
    "Book",
    "Cell",
    "CellError",
    "Column",
    "FileRefused",
    "Limits",
    "Note",
    "Phrase",
    "Place",
    "ReadingFault",
    "Record",
    "Records",
    "Row",
    "Sheet",
    "Span",
    "Table",
    "column_letter",
    "find_table",
    "open_book",
    "phrase",
]
