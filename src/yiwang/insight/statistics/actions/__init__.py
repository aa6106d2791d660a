"""Typing figures in, correcting them, taking them back."""
