"""Why does a spelling go to review? One English sentence per reason code; `{found}` is what was met."""

from __future__ import annotations

from thenchot.domain.directives.numbers.notes import gettext_noop

REASONS = {
    "no_number": gettext_noop("No document number is recognised in «{found}»."),
    "several_numbers": gettext_noop("More than one document number stands here: {found}."),
    "named_document": gettext_noop("«{found}» names a document by its session or congress, not by number."),
    "number_year_glued": gettext_noop("Number and year are run together in «{found}»: the slash between them is lost."),
    "number_split": gettext_noop("The number in «{found}» is broken by a space: the digits may belong together."),
    "number_unclear": gettext_noop("The number in «{found}» is not a plain number."),
    "year_unclear": gettext_noop("The year in «{found}» is not written with four digits."),
    "left_part_unclear": gettext_noop("Something stands directly before «{found}»: the number may begin earlier."),
    "type_unknown": gettext_noop("«{found}» is no known kind of document."),
    "type_missing": gettext_noop(
        "The symbol «{found}» has no kind of document and its date is too late for the old style."
    ),
    "type_ambiguous": gettext_noop("The kind in «{found}» has two meanings and nothing decides between them."),
    "issuer_missing": gettext_noop("«{found}» does not say who issued the document."),
    "issuer_unknown": gettext_noop("The issuer in «{found}» is not known and the symbol does not fit one system only."),
    "issuer_not_existing": gettext_noop("The issuer in «{found}» did not exist under that code on that date."),
    "bare_number": gettext_noop("«{found}» gives a number without symbol, without «số» and without date."),
    "year_missing": gettext_noop("«{found}» needs a year to be one document."),
    "kind_not_in_system": gettext_noop("This issuer's system has no such kind of document: «{found}»."),
    "old_style_unclear": gettext_noop("«{found}» is an old style with more parts than are known."),
    "system_conflict": gettext_noop("«{found}» does not belong to the system that was given."),
    "issuer_conflict": gettext_noop("«{found}» does not belong to the issuer that was given."),
    "date_conflict": gettext_noop("The dates do not agree: {found}."),
}
