"""Values kept between readings: one run per indicator and day, its value at every unit. Cleared and computed again at will."""

from __future__ import annotations

from django.db import models

from thenchot.foundation.ledger.records import Housekeeping


class Run(Housekeeping):
    """An indicator computed for a day over the whole tree, at the ledger head (epoch, seq); fresh until its tables change."""

    indicator = models.CharField(max_length=80)
    on = models.DateField()
    definition = models.CharField(max_length=32)
    epoch = models.PositiveIntegerField()
    seq = models.PositiveBigIntegerField()
    computed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("indicator", "on"), name="one_run_per_indicator_and_day"),)

    def __str__(self) -> str:
        return f"{self.indicator} {self.on}"


class Value(Housekeeping):
    """The sums at one unit. Each run has one row without a unit: the records of units that have no place in the tree that day."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="values")
    unit = models.UUIDField(null=True)
    slice = models.CharField(max_length=80)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    missing = models.BigIntegerField()
    records = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("run", "unit")),)

    def __str__(self) -> str:
        return f"{self.unit} {self.numerator}/{self.denominator}"
