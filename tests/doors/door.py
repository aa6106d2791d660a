"""A door: an address, and how one knocks at it."""

from dataclasses import dataclass

CASES = ("new", "given", "secret", "elsewhere", "unknown")


@dataclass(frozen=True)
class Door:
    """`per` names the cases it is tried on, in the order of the table; empty: it has no case."""

    address: str
    method: str = "GET"
    sends: dict | None = None
    per: tuple[str, ...] = ()
    is_rest: bool = False
