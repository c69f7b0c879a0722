"""Measurements: accuracy against the truth beside the examples, speed, and where the time goes."""
