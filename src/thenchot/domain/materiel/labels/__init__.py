"""Labels and scans: the code an item carries, how it is drawn, and what a scanner's text means."""
