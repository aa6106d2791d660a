"""Entering what was demanded."""
