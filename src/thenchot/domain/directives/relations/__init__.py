"""How documents stand to one another: cites, implements, amends, replaces; what is in force on a day."""
