"""Numbers that lie together in one row, as they lie in memory: read about as fast whether there are
few or many, because none is spelled out. Big-endian, as PostgreSQL writes them (`int4send`).

Packed in one way only, in order and without noughts, so that equal contents are equal bytes.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

OF_A_BLOCK = 7  # hexagons within the next larger one
HOURS = np.dtype([("hours", ">i4"), ("cases", ">i4")])
BLOCKS = np.dtype([("block", ">i8"), ("cases", ">i4", OF_A_BLOCK)])
MORE_SPOTS = np.dtype([("day", ">i4"), ("block", ">i8"), ("place", ">i4"), ("cases", ">i4")])
Numbers: TypeAlias = NDArray[np.int64]


def read_hours(packed: bytes) -> tuple[Numbers, Numbers]:
    """Hours, and how many cases took so many; what was packed apart may stand one after the
    other."""
    read = np.frombuffer(packed, HOURS)
    return read["hours"].astype(np.int64), read["cases"].astype(np.int64)


def hours_with(packed: bytes, more: bytes) -> bytes:
    """What is packed, with more, which may be negative; empty where nothing is left."""
    hours, cases = read_hours(packed + more)
    told, place = np.unique(hours, return_inverse=True)
    total = np.zeros(len(told), np.int64)
    np.add.at(total, place, cases)
    return _packed(HOURS, total != 0, hours=told, cases=total)


def blocks_between(rows: list[tuple[int, bytes]]) -> tuple[Numbers, Numbers]:
    """Blocks, and the cases of the seven hexagons of each: of rows, each times its sign."""
    read = np.frombuffer(b"".join(packed for _sign, packed in rows), BLOCKS)
    signs = np.repeat(
        [sign for sign, _packed in rows], [len(packed) // BLOCKS.itemsize for _sign, packed in rows]
    )
    order = np.argsort(read["block"], kind="stable")
    blocks = read["block"].astype(np.int64)[order]
    first = np.flatnonzero(np.diff(blocks, prepend=-1))
    cases = (read["cases"].astype(np.int64) * signs[:, np.newaxis])[order]
    return blocks[first], np.add.reduceat(cases, first, axis=0)


def days_with(rows: Mapping[int, bytes], more: bytes) -> dict[int, bytes]:
    """Running numbers by day of a month, with what is more (`MORE_SPOTS`, which may be negative) on
    some of its days: every row from the first of these on, empty where it says the same as the one
    before. `rows` begin with the last before that first day, if there is one."""
    added = np.frombuffer(more, MORE_SPOTS)
    told = {day: np.frombuffer(packed, BLOCKS) for day, packed in rows.items()}
    days = np.unique([*told, *added["day"].tolist()])
    blocks = np.unique(np.concatenate([added["block"], *(row["block"] for row in told.values())]))
    total = np.zeros((len(days), len(blocks), OF_A_BLOCK), np.int64)
    where = np.searchsorted(days, added["day"]), np.searchsorted(blocks, added["block"])
    np.add.at(total, (*where, added["place"]), added["cases"])
    total = total.cumsum(axis=0)
    was = np.zeros_like(total[0])
    for place, day in enumerate(days.tolist()):
        if day in told:
            was = np.zeros_like(was)
            was[np.searchsorted(blocks, told[day]["block"])] = told[day]["cases"]
        total[place] += was
    earlier = np.concatenate([np.zeros_like(total[:1]), total[:-1]])
    return {
        day: _packed(BLOCKS, row.any(axis=1) & (row != before).any(), block=blocks, cases=row)
        for day, row, before in zip(days.tolist(), total, earlier, strict=True)
        if day >= added["day"].min()
    }


def _packed(form: np.dtype[Any], kept: NDArray[np.bool_], **columns: Numbers) -> bytes:
    read = np.empty(np.count_nonzero(kept), form)
    for name, numbers in columns.items():
        read[name] = numbers[kept]
    return read.tobytes()
