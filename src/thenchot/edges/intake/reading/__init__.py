"""Reading: from a file as people have it to rows, tables and typed columns. Pure Python, writes nothing.

`open_book` opens a file, `find_table` finds the table in a sheet, `Table.records` streams its rows.
Bad files raise `FileRefused`; bad rows carry their faults.
"""

from thenchot.edges.intake.reading.book import Book, open_book
from thenchot.edges.intake.reading.cells import Cell, CellError, Row, Sheet, Span
from thenchot.edges.intake.reading.faults import FileRefused, Phrase, Place, ReadingFault, column_letter, phrase
from thenchot.edges.intake.reading.layout import Column, Note, Record
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.records import Records
from thenchot.edges.intake.reading.scripts import composed, hidden_character, letter_fault, lookalike
from thenchot.edges.intake.reading.table import Table, find_table
from thenchot.edges.intake.reading.text import TextChoice
from thenchot.edges.intake.reading.twins import twin_sheets
from thenchot.edges.intake.reading.values.dates import DateStyle
from thenchot.edges.intake.reading.values.numbers import DECIMAL_COMMA, DECIMAL_POINT, PLAIN, NumberStyle
from thenchot.edges.intake.reading.values.profile import ColumnProfile, column_profile
from thenchot.edges.intake.reading.values.refusal import ValueRefused
from thenchot.edges.intake.reading.values.words import TextStyle, TruthStyle

__all__ = [
    "DECIMAL_COMMA",
    "DECIMAL_POINT",
    "PLAIN",
    "Book",
    "Cell",
    "CellError",
    "Column",
    "ColumnProfile",
    "DateStyle",
    "FileRefused",
    "Limits",
    "Note",
    "NumberStyle",
    "Phrase",
    "Place",
    "ReadingFault",
    "Record",
    "Records",
    "Row",
    "Sheet",
    "Span",
    "Table",
    "TextChoice",
    "TextStyle",
    "TruthStyle",
    "ValueRefused",
    "column_letter",
    "column_profile",
    "composed",
    "find_table",
    "hidden_character",
    "letter_fault",
    "lookalike",
    "open_book",
    "phrase",
    "twin_sheets",
]
