"""How a rule says no: a sentence for people, with the values it speaks of, translated where it is shown."""

from __future__ import annotations

from collections.abc import Callable


class Refusal(Exception):
    """A rule's refusal. `template` is an English sentence with {names}; the page translates it, then fills it in.

    >>> str(Refusal("{unit} would stand under itself", unit="PKT"))
    'PKT would stand under itself'
    """

    def __init__(self, template: str, /, *, field: str = "", **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        return translate(self.template).format(**self.values)
