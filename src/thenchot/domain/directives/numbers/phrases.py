"""Which known phrase, such as a kind's or an issuer's name, stands here? Longest match over whole words."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from thenchot.domain.directives.numbers.tokens import fold, words_of

Meaning = TypeVar("Meaning")


class PhraseBook(Generic[Meaning]):
    """Phrases of several words, looked up without regard to marks, case, hyphens or the space between words."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[str, list[Meaning]] = {}
        self._longest = 0
        for phrase, meaning in entries:
            words = [word for word, _, _ in words_of(fold(phrase))]
            if not words:
                continue
            self._longest = max(self._longest, len(words))
            for key in (" ".join(words), "".join(words)):
                known = self._meanings.setdefault(key, [])
                if meaning not in known:
                    known.append(meaning)

    def starting(self, words: list[str], i: int) -> tuple[int, tuple[Meaning, ...]] | None:
        """Longest phrase whose first word is `words[i]`: how many words, and its meanings."""
        for length in range(min(self._longest, len(words) - i), 0, -1):
            found = self._meanings.get(" ".join(words[i : i + length]))
            if found:
                return length, tuple(found)
        return None

    def ending(self, words: list[str], end: int) -> tuple[int, tuple[Meaning, ...]] | None:
        """Longest phrase whose last word is `words[end - 1]`: how many words, and its meanings."""
        for length in range(min(self._longest, end), 0, -1):
            found = self._meanings.get(" ".join(words[end - length : end]))
            if found:
                return length, tuple(found)
        return None
