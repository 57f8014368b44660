"""The pure core of the key link: plain values in, plans with a proof or a gap out; no Django, no database."""
