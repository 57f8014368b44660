"""How much of the allowed time is left; the only place of the solver that looks at a clock."""

from __future__ import annotations

from time import monotonic, process_time


class Clock:
    """A time allowance in seconds, running from the moment it is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._begun = monotonic()
        self._begun_working = process_time()

    @property
    def spent(self) -> float:
        """Seconds gone."""
        return monotonic() - self._begun

    @property
    def worked(self) -> float:
        """Seconds of processor time used, which a busy machine does not stretch."""
        return process_time() - self._begun_working

    @property
    def left(self) -> float:
        """Seconds still allowed, never below zero."""
        return max(0.0, self.seconds - self.spent)

    def part(self, share: float) -> Clock:
        """A clock for a share (0..1) of what is left."""
        return Clock(self.left * share)
