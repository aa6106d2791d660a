"""Numbers that people give: which of them can be kept, with two digits after the point."""

from decimal import Decimal


def is_storable(value: Decimal, most: int) -> bool:
    """More than nothing, `most` at the most, no finer than a hundredth. Also asked of “1e30”, which
    could not be rounded, and of what is no number."""
    return value.is_finite() and 0 < value <= most and value == round(value, 2)
