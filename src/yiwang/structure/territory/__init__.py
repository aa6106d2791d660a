"""Nets, their areas, and which area a point lies in. It owns geometry and validity; it refuses to
know who answers for an area."""
