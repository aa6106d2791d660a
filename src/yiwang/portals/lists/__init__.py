"""Registers as people use them: gaps of a standard, the way to a target, and what everybody may
read. It owns pages and words; what an entry means is decided below."""
