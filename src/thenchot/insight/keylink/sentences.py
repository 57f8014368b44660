"""The board's key links: one sentence for each figure, kept between readings, never waited for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from time import monotonic

from thenchot.foundation.indicators.figures import Figure
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink import kept, wording
from thenchot.insight.keylink.answers import Plain, answer
from thenchot.insight.keylink.asked import Asked

Key = tuple[str, str]
# Above this many failing records, reading them alone is longer than a board may take: the key-link page does it.
MOST_RECORDS = 20_000


def asked_of(figure: Figure, unit: Unit, seconds: float = 10) -> Asked:
    """The board's own question about a figure."""
    return Asked(figures=((figure.indicator, figure.slice),), unit=unit, on=figure.on, seconds=seconds)


def is_due(figure: Figure) -> bool:
    """Whether the figure has a key link at all: a target, something measured, and obstacles that are on record."""
    return figure.target is not None and figure.is_applicable and figure.definition.obstacles is not None


def known(figures: Collection[Figure], unit: Unit) -> dict[Key, Plain]:
    """The answers that are kept and still true; no solver is called and no record is read."""
    due = [figure for figure in figures if is_due(figure)]
    if not due:
        return {}
    names = {_name(figure, unit): figure for figure in due}
    found = kept.fresh({name: (f.definition,) for name, f in names.items()}, unit.pk, due[0].on)
    return {(names[name].indicator, names[name].slice): content for name, content in found.items()}


def worked_out(figures: Sequence[Figure], unit: Unit, *, seconds: float) -> dict[Key, Plain]:
    """The answers that are kept, and as many more as fit into `seconds`."""
    found, ends = known(figures, unit), monotonic() + seconds
    for figure in figures:
        key, left = (figure.indicator, figure.slice), ends - monotonic()
        if key in found or not is_due(figure) or left <= 0 or figure.records > MOST_RECORDS * 5:
            continue
        try:
            found[key] = answer(asked_of(figure, unit, left), around=False)
        except Refusal:
            continue
    return found


def said(answers: Mapping[Key, Plain]) -> dict[Key, str]:
    """The sentences of these answers, in the reader's language."""
    return {key: wording.sentence(content) for key, content in answers.items()}


def _name(figure: Figure, unit: Unit) -> str:
    return f"plan-{asked_of(figure, unit).name[:27]}"
