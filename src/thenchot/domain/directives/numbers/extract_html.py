"""Which text does a reader of this html page see?"""

from html.parser import HTMLParser

from thenchot.domain.directives.numbers.notes import Note, phrase

_UNSEEN = frozenset({"script", "style", "template", "del", "title"})
_INLINE_TAGS = "a abbr b bdi bdo big cite code em font i ins kbd mark q s samp small span strong sub sup tt u var wbr"
_INLINE = frozenset(_INLINE_TAGS.split())
_CELLS = frozenset({"td", "th"})


class _Reader(HTMLParser):
    """Collects seen text; blocks end a line, cells are parted by tabs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []
        self.n_deleted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag: note what is not shown, part blocks."""
        del attrs
        if tag in _UNSEEN:
            self.unseen.append(tag)
            self.n_deleted += tag == "del"
        elif tag not in _INLINE:
            self.parts.append("\t" if tag in _CELLS else "\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a tag; an end without its start is passed over."""
        if tag in self.unseen:
            while self.unseen.pop() != tag:
                pass
        elif tag not in _INLINE and tag not in _CELLS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep seen text; line breaks in the source are spaces."""
        if not self.unseen:
            self.parts.append(" ".join(data.split("\n")))


def html_text(source: str) -> tuple[str, tuple[Note, ...]]:
    """Seen text of a page and notes on what was left out."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    notes = (phrase("{n} passages marked as deleted were left out.", n=reader.n_deleted),) if reader.n_deleted else ()
    return "\n".join(line for line in lines if line), notes
