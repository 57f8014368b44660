"""Tests of the key link solver: known answers, brute force and properties."""
