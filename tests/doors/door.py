"""A door: an address, and how one knocks at it."""

import uuid
from dataclasses import dataclass

FORM = uuid.UUID(int=7).hex
ACT = {"form": FORM, "kind": "housing.leak", "nature": "joint", "text": "见现场"}
TAKEN = {"form": FORM, "text": "路灯不亮", "channel": "phone", "area": "9001010101", "save": "1"}
CASES = ("new", "given", "secret", "elsewhere", "unknown")


@dataclass(frozen=True)
class Door:
    """`per` names the cases it is tried on, in the order of the table; empty: it has no case."""

    address: str
    method: str = "GET"
    sends: dict | None = None
    per: tuple[str, ...] = ()
    is_rest: bool = False
