"""The climate log of store buildings: readings by hand and from loggers, excursions beyond the limits, and the lots affected."""
