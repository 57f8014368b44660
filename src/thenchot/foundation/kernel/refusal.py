"""How a rule says no: a sentence for people, with the values it speaks of, translated where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter
from typing import Any, ClassVar


class Refusal(Exception):
    """A rule's refusal. `template` is an English sentence with {names}; the page translates it, then fills it in.

    >>> str(Refusal("{unit} would stand under itself", unit="PKT"))
    'PKT would stand under itself'
    """

    # How a value stands in a sentence; the desk puts its own here, so that days and numbers follow the reader's language.
    in_words: ClassVar[Callable[[object], str]] = staticmethod(str)

    def __init__(self, template: str, /, *, field: str = "", **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language, its values too."""
        return _Sentence().vformat(translate(self.template), (), self.values)


class _Sentence(Formatter):
    """Fills in values as people write them; one whose template says how (`{share:.1f}`) is left to the template."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return str(format(value, format_spec)) if format_spec else Refusal.in_words(value)
