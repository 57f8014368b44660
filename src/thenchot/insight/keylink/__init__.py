"""The key link: for a figure that falls short, which few fixes, where, close the gap at the least cost."""
