"""Lending a grant to a deputy from a day until a day, and ending it sooner. Called inside an act."""

from __future__ import annotations

from datetime import date, timedelta

from thenchot.foundation.access import accounts
from thenchot.foundation.access.models import Delegation, Grant
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy

LONGEST = timedelta(days=366)


def delegate(grant: Grant, *, deputy: str, from_on: date, until_on: date, occasion: str) -> Delegation:
    """Lend the grant to the user of this log-in name. `until_on` is the first day it no longer holds.

    It never reaches further or longer than the grant itself, whatever days are named, and cannot be lent on.
    """
    to = accounts.by_name(tidy(deputy))
    if to.pk == grant.user_id:
        raise Refusal("Nobody is their own deputy", field="deputy")
    if not to.is_active:
        raise Refusal("The account of {user} is switched off", field="deputy", user=str(to))
    if from_on < today():
        raise Refusal("A delegation begins today at the earliest", field="from_on")
    if not from_on < until_on <= from_on + LONGEST:
        raise Refusal("A delegation ends after it begins, within a year", field="until_on")
    if grant.until_on is not None and until_on > grant.until_on:
        raise Refusal("The grant itself ends on {day}", field="until_on", day=grant.until_on.isoformat())
    if not tidy(occasion):
        raise Refusal("Say why, such as leave or an order's number", field="occasion")
    standing = Delegation.objects.filter(grant=grant, deputy=to, from_on__lt=until_on, until_on__gt=from_on)
    if standing.exists():
        raise Refusal("{user} is deputy for this grant in these days already", field="deputy", user=str(to))
    made = Delegation(grant=grant, deputy=to, from_on=from_on, until_on=until_on, occasion=tidy(occasion))
    made.save()
    return made


def end(delegation: Delegation) -> None:
    """The delegation holds no longer from today on."""
    if delegation.until_on <= today():
        raise Refusal("The delegation is over already")
    delegation.until_on = max(today(), delegation.from_on)
    delegation.save()
