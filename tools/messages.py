"""Words for people: finds every sentence of each app, keeps its `locale/vi/LC_MESSAGES/django.po` in step, compiles it.

`python -m tools.messages` brings the catalogues up to date (new sentences come in untranslated, dropped ones go) and lists what
still lacks a translation; with names of apps, theirs only. `--compile` only makes the .mo files that Django reads.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools.house import ROOT, app_folders

# Which argument of a call is a sentence; (1, "c") is its context. Refusal and phrase are ours.
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "Refusal", "phrase")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# A subclass of Refusal passes its sentence on: super().__init__("...").
IN_REFUSALS = {**KEYWORDS, "__init__": None}
HEADER = """msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Sentence:
    """One sentence as the code has it: its English text (and plural), its context, and where it stands."""

    text: str | tuple[str, str]
    context: str | None
    place: str

    @property
    def key(self) -> Key:
        """How a catalogue finds it."""
        return self.context, self.text if isinstance(self.text, str) else self.text[0]


def sentences(folder: Path) -> dict[Key, Sentence]:
    """Every sentence in the app's Python and templates, the first place each is found."""
    found: dict[Key, Sentence] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and not {"tests", "migrations"} & set(path.parts):
            for sentence in _in_file(path):
                found.setdefault(sentence.key, sentence)
    return found


def _in_file(path: Path) -> Iterator[Sentence]:
    source, keywords = path.read_text(encoding="utf-8"), KEYWORDS
    if path.suffix == ".py":
        keywords = IN_REFUSALS if "Refusal)" in source else KEYWORDS
    else:
        # In brackets, because indentation means nothing in a template and much in Python.
        source = f"({templatize(source, origin=str(path))}\n)"
    for line, name, messages, _comments in extract_python(BytesIO(source.encode()), keywords, [], {}):
        place = f"{path.relative_to(ROOT)}:{line}"
        if (sentence := _sentence(keywords[str(name)], messages, place)) is not None:
            yield sentence


def _sentence(spec: Any, messages: Any, place: str) -> Sentence | None:
    """The call's sentence by its keyword's specification; None when it is computed and so not to be found here."""
    arguments = list(messages) if isinstance(messages, tuple | list) else [messages]
    context = None
    wanted: list[int] = []
    for part in spec or (1,):
        if isinstance(part, tuple):
            context = arguments[part[0] - 1] if len(arguments) >= part[0] else None
        else:
            wanted.append(part)
    texts = [text for number in wanted if len(arguments) >= number and (text := arguments[number - 1])]
    if len(texts) < len(wanted):
        return None
    return Sentence(texts[0] if len(texts) == 1 else (texts[0], texts[1]), context, place)


def catalogue_path(folder: Path) -> Path:
    """The app's Vietnamese catalogue."""
    return folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def catalogue(folder: Path) -> Catalog:
    """The app's Vietnamese catalogue as it stands; empty when there is none."""
    path = catalogue_path(folder)
    if not path.exists():
        return Catalog(locale="vi")
    with path.open("rb") as file:
        return read_po(file, locale="vi", domain="django")


def translation(catalog: Catalog, key: Key) -> str:
    """The Vietnamese of a sentence, "" when it is missing or marked as doubtful."""
    message = catalog.get(key[1], key[0])
    if message is None or message.fuzzy:
        return ""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return forms[0] if forms else ""


def missing(folder: Path) -> list[Sentence]:
    """The app's sentences without a translation, in the order of their places."""
    known = catalogue(folder)
    lacking = [sentence for key, sentence in sentences(folder).items() if not translation(known, key)]
    return sorted(lacking, key=lambda sentence: sentence.place)


def update(folder: Path) -> bool:
    """Write the catalogue with exactly the app's sentences, old translations kept; true when the file changed."""
    known, wanted, path = catalogue(folder), sentences(folder), catalogue_path(folder)
    fresh = Catalog(locale="vi")
    for (context, text), sentence in sorted(wanted.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        old = known.get(text, context)
        kept = old.string if old is not None and not old.fuzzy else ""
        fresh.add(sentence.text, _shaped(sentence, kept), context=context, flags=_flags(old))
    out = BytesIO()
    write_po(out, fresh, width=110, no_location=True, omit_header=True, include_previous=False)
    content = HEADER.encode() + out.getvalue().strip() + b"\n"
    if not wanted or (path.exists() and path.read_bytes() == content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _shaped(sentence: Sentence, kept: Any) -> Any:
    """One text, or a tuple of the one Vietnamese form where English has two."""
    text = kept if isinstance(kept, str) else kept[0]
    return text if isinstance(sentence.text, str) else (text,)


def _flags(old: Message | None) -> set[str]:
    return set(old.flags) - {"fuzzy"} if old else set()


def compile_all() -> int:
    """Make the .mo file beside every .po; how many."""
    paths = sorted((ROOT / "src").rglob("LC_MESSAGES/*.po"))
    for path in paths:
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3], domain="django"))
    return len(paths)


def main() -> int:
    """Update, compile and report; 1 when a translation is missing."""
    only = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    lacking: list[Sentence] = []
    if "--compile" not in sys.argv:
        for folder in app_folders():
            if only and folder.name not in only:
                continue
            if update(folder):
                print(f"updated {catalogue_path(folder).relative_to(ROOT)}")
            lacking += missing(folder)
    print(f"compiled {compile_all()} catalogues")
    for sentence in lacking:
        print(f"without Vietnamese: {sentence.place}: {sentence.key[1]!r}")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
