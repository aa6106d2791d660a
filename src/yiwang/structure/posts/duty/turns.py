"""Which shifts a pattern has on which days, and whose turn each is. Times are local."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift, not yet anybody's."""

    slot: str
    slot_en: str
    starts_at: datetime
    ends_at: datetime


def turns_of(
    slots: Sequence[Mapping[str, Any]], first: date, days: int, zone: tzinfo
) -> Iterator[Turn]:
    """The shifts that begin on these days, in order of time. A slot that ends before it starts ends
    on the next day; without `days` it is every day's."""
    for number in range(days):
        day = first + timedelta(days=number)
        for slot in sorted(slots, key=lambda each: str(each["starts"])):
            if not slot.get("days") or day.weekday() in slot["days"]:
                starts, ends = time.fromisoformat(slot["starts"]), time.fromisoformat(slot["ends"])
                until = day if ends > starts else day + timedelta(days=1)
                yield Turn(
                    slot["name"],
                    slot.get("name_en", ""),
                    datetime.combine(day, starts, zone),
                    datetime.combine(until, ends, zone),
                )


def shared_out(
    turns: Sequence[Turn], people: Sequence[int], last: int | None, busy: Mapping[int, list[Turn]]
) -> list[tuple[Turn, int]]:
    """Each turn with the one of `people` whose turn it is, going round after `last`; whoever is at
    another turn just then is passed over. Turns that nobody can take are left out."""
    place = people.index(last) + 1 if last in people else 0
    taken = {one: list(busy.get(one, [])) for one in people}
    given: list[tuple[Turn, int]] = []
    for turn in turns:
        for step in range(len(people)):
            one = people[(place + step) % len(people)]
            if not any(_meet(turn, other) for other in taken[one]):
                taken[one].append(turn)
                given.append((turn, one))
                place = (place + step + 1) % len(people)
                break
    return given


def _meet(one: Turn, other: Turn) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
