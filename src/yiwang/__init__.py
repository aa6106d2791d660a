"""Yiwang (一网): open, self-hosted software for grid-based grassroots governance."""
