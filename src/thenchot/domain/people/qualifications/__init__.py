"""Qualifications reached, and the training planned and done to reach them."""
