"""Files as people have them, read, mapped, checked and written by acts."""
