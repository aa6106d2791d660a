"""Typed-in figures as people read them: of an area or a body, against earlier ones."""
