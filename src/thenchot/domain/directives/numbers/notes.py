"""Remarks about a file or a spelling: English sentences that remember how to be said in another language."""

from __future__ import annotations

from collections.abc import Callable


class Note(str):
    """An English sentence; `said` puts it into the reader's language."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        return translate(self.template).format(**self.values)


def phrase(template: str, /, **values: object) -> Note:
    """A note from its English template with {names}."""
    made = Note(template.format(**values))
    made.template, made.values = template, values
    return made


def gettext_noop(template: str) -> str:
    """Marks a template kept in a table as a sentence to be translated."""
    return template
