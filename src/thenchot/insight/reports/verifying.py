"""Read back: is a file the one that was issued, and do the records at the report's ledger head still give its figures?"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pypdfium2  # type: ignore[import-untyped]  # the library ships no type information
from django.conf import settings
from django.db.models import Q

from thenchot.foundation.indicators.kept import Head
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.indicators.schema import LINK
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.models import Act, Attachment
from thenchot.insight.reports.facts import Difference, Facts, differences
from thenchot.insight.reports.models import Report, State
from thenchot.insight.reports.reading import reread

_KEY = re.compile(r"\b([0-9a-f]{32})\b")
_TAG = re.compile(r"<[^>]+>")
# Recomputes the facts where the records have moved on since; the command line replays the ledger for it.
Replayed = Callable[[Facts], Facts]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `is_same_file`: byte for byte as issued; `mark_differs`: its foot names other figures than the report's."""

    report: Report
    is_same_file: bool
    mark_differs: bool
    replayed: bool
    differences: tuple[Difference, ...]

    @property
    def is_equal(self) -> bool:
        """The file is the one issued and its figures come out again."""
        return self.is_same_file and not self.differences


def verify(content: bytes, *, replayed: Replayed) -> Verified:
    """Look the file up by its digest, else by the key at its foot; then compute its figures anew at the report's head.

    Raises Refusal for a file that belongs to no issued report.
    """
    report, is_same_file = _report(content)
    facts = report.read_facts()
    needs_replay = not _is_untouched(facts)
    now = replayed(facts) if needs_replay else reread(facts)
    mark = not is_same_file and facts.digest not in text_of(content)
    return Verified(report, is_same_file, mark, needs_replay, tuple(differences(facts, now)))


def _report(content: bytes) -> tuple[Report, bool]:
    digest = hashlib.sha256(content).hexdigest()
    kept = Attachment.objects.filter(sha256=digest, model=Report._meta.label_lower).first()
    if kept is not None:
        return Report.objects.select_related("unit").get(pk=kept.record), True
    for key in dict.fromkeys(_KEY.findall(text_of(content))):
        found: Report | None = Report.objects.select_related("unit").filter(pk=UUID(key), state=State.ISSUED).first()
        if found is not None:
            return found, False
    raise Refusal("The file is of no report that was issued here: neither its digest nor a key at its foot is known")


def text_of(content: bytes) -> str:
    """The words of a docx, xlsx or pdf, as one text; nothing for a file that is none of them."""
    if content.startswith(b"PK"):
        return _text_of_parts(content)
    if content.startswith(b"%PDF"):
        try:
            pages = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return ""
        return " ".join(page.get_textpage().get_text_range() for page in pages)
    return ""


def _text_of_parts(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            found = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith(".xml")]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return ""
    return " ".join(_TAG.sub("", text.replace("</w:p>", " ").replace("</t>", " ")) for text in found)


def _is_untouched(facts: Facts) -> bool:
    """Whether no act after the report's head touched anything its figures are made of.

    Issuing a report registers a document without clauses or briefings, which no figure counts: it is left out.
    """
    labels = {LINK, *(label for name in facts.indicators for label in by_name(name).reads)}
    head = head_of(facts)
    after = Q(epoch__gt=head.epoch) | Q(epoch=head.epoch, seq__gt=head.seq)
    acts = Act.objects.filter(after, node=settings.THENCHOT_NODE, touches__model__in=labels)
    return not acts.exclude(verb="reports.issue").exists()


def head_of(facts: Facts) -> Head:
    """The ledger head of the facts."""
    if "/" not in facts.head:
        return Head(1, 0)
    _node, epoch, seq = facts.head.rsplit("/", 2)
    return Head(int(epoch), int(seq))
