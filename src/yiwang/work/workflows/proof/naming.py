"""Naming a few of many in a sentence."""

from collections.abc import Sequence

SHOWN = 3


def listed(names: Sequence[str]) -> dict[str, object]:
    """`count`, and `names`: the first few, with an ellipsis where there are more."""
    shown = ", ".join(names[:SHOWN])
    return {"count": len(names), "names": f"{shown} …" if len(names) > SHOWN else shown}
