"""Figures that no case knows: typed in with their source, by area or body and period."""
