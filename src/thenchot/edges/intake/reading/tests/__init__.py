"""Tests of the reading half of intake."""
