"""The key-link page: the plan that closes a gap, why it is the best, and what changes when the planner wishes otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.policy import may_anywhere
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink import adopting, drawing, places, progress_words, seen, striking, telling, wording
from thenchot.insight.keylink.answers import answer
from thenchot.insight.keylink.asked import Asked, wished
from thenchot.insight.keylink.models import Plan


@open_to("members")
def show(request: HttpRequest) -> HttpResponse:
    """The key link of one figure or of several at once."""
    place = places.place_of(request)
    unit, on = place.unit, place.on
    offered = places.figures_offered(request, unit, on)
    figures = places.chosen(request, offered)
    context = _frame(request, unit, on, offered, figures) | {"wrong_day": place.wrong}
    struck = [key for key in dict.fromkeys(request.GET.getlist("strike")) if key]
    try:
        asked = wished(dict(request.GET.lists()), figures, unit, on, places.SECONDS)
        found = answer(asked)
        if struck:
            found = striking.without(found, struck)
    except Refusal as refused:
        return render(request, "keylink/keylink.html", context | {"refused": refused.said(gettext)}, status=422)
    return render(request, "keylink/keylink.html", context | _told(request, asked, found, struck))


def _frame(
    request: HttpRequest, unit: Unit, on: date, offered: Sequence[tuple[Definition, str]], figures: places.Figures
) -> dict[str, Any]:
    """What stands on the page whatever the answer is: where, when, which figures, and the form as it was filled in."""
    given = request.GET
    return {
        "title": _("Key link"),
        "unit": unit,
        "on": on,
        "is_today": on == today(),
        "board": reverse("board") + f"?unit={unit.code}&on={on.isoformat()}",
        "figures": [(f"{d.name}.{part}", wording.name(d.name, part), (d.name, part) in figures) for d, part in offered],
        "tabs": [
            {
                "label": wording.part_name(d, part) if part else wording.name(d.name, ""),
                "url": reverse("keylink") + Asked(figures=((d.name, part),), unit=unit, on=on).query(),
                "current": figures == [(d.name, part)],
            }
            for d, part in offered
        ],
        "filled": {name: given.get(name, "") for name in ("target", "budget", "within", "work", "fixes")}
        | {
            "bench": given.get("bench", ""),
            "order": given.get("order", ""),
            "fair": bool(given.get("fair")),
            "reach": bool(given.get("reach")),
        },
        "kept": [(name, key) for name in ("must", "leave") for key in given.getlist(name)],
    }


def _told(request: HttpRequest, asked: Asked, found: Any, struck: Sequence[str]) -> dict[str, Any]:
    """The answer in words, as far as the reader may open what it names."""
    names = seen.names_for(request.user, found)
    open_answer = seen.filtered(request.user, found)
    plan = open_answer["plan"]
    told = telling.told(open_answer, asked, names)
    return {
        "answer": open_answer,
        "asked": asked,
        "plan": plan,
        "sentence": wording.sentence(open_answer) if len(asked.figures) == 1 and not asked.best_use else "",
        "no_plan": "" if plan else wording.without_plan(open_answer),
        "verdict": wording.verdict(open_answer) if plan else "",
        "certainty": wording.certainty(plan) if plan else "",
        "price": wording.price(plan) if plan else "",
        "count": wording.fixes(plan["count"]) if plan else "",
        "elapsed": wording.days(plan["elapsed"]) if plan else "",
        "due": wording.day(plan["due_on"]) if plan else "",
        "lines": telling.lines(open_answer, asked, names, struck),
        "told": told,
        "fair_price": _fair_price(open_answer),
        "second": telling.beside(open_answer.get("second_best")),
        "second_swaps": _swaps(open_answer.get("second_best")),
        "extra": telling.next_percent(open_answer.get("next_percent")),
        "curve": drawing.cost_curve(open_answer),
        "others": telling.others(open_answer, asked, names),
        "wishes": telling.wishes(asked, open_answer),
        "struck": open_answer.get("struck"),
        "struck_labels": [wording.label(line) for line in (open_answer.get("struck") or {}).get("lines", ())],
        "unstrike": reverse("keylink") + asked.query(),
        "replan": reverse("keylink") + asked.query(*[("leave", key) for key in struck]),
        "strikes": list(struck),
        "form": adopting.form_for(request.user, asked, found)
        if plan and plan["fixes"] and asked.on == today()
        else None,
        "may_adopt": plan is not None and may_anywhere(request.user, "adopt", Plan),
        "plans": [
            (plan, progress_words.said(progress), url) for plan, progress, url in adopting.plans_at(request.user, asked)
        ],
        "adopt_url": reverse("keylink-adopt") + asked.query(*[("strike", key) for key in struck]),
    }


def _fair_price(found: Any) -> str:
    price = found.get("fair_price")
    if price is None:
        return ""
    measure = found["plan"]["measure"]
    return wording.money(price) if measure == "money" else wording.fixes(int(price))


def _swaps(part: Any) -> list[tuple[str, str]]:
    """How another plan differs: fixes it has instead."""
    if not part:
        return []
    return [("+", wording.label(line)) for line in part["more"][:5] if not line.get("is_hidden")] + [
        ("\N{MINUS SIGN}", wording.label(line)) for line in part["less"][:5] if not line.get("is_hidden")
    ]
