"""Regular meetings of bodies: how many are required and held, whether papers came in time, which shortcomings they named."""
