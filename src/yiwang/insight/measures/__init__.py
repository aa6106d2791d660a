"""Indicators: a numerator over a denominator, with what was left out and where it comes from."""
