"""Pure building blocks without Django: refusals, dates and periods, quantities, Vietnamese text, identities."""
