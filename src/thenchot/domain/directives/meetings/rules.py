"""When a meeting may decide, and when a proposal is carried."""

from __future__ import annotations

from thenchot.foundation.kernel.refusal import Refusal


def has_quorum(present: int, members: int, quorum_percent: int) -> bool:
    """More than the stated share of the members with a vote is present; exactly that share is not enough."""
    return present * 100 > members * quorum_percent


def check_votes(votes_for: int, against: int, abstained: int, present: int) -> None:
    """Raise Refusal when more votes were given than members were present."""
    given = votes_for + against + abstained
    if given > present:
        raise Refusal(
            "{given} votes were given by {present} members present", field="votes_for", given=given, present=present
        )


def is_carried(votes_for: int, members: int) -> bool:
    """More than half of all members with a vote, present or not, are for it."""
    return votes_for * 2 > members
