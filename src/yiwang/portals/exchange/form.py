"""What is typed into the form of a card, as the action takes it; each field that cannot be read is
named, all at once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, NotFound, Sentence
from yiwang.portals.casework.areas_found import area_meant
from yiwang.portals.casework.bodies_found import body_meant
from yiwang.portals.casework.typed import plain
from yiwang.portals.exchange.sources import Sources
from yiwang.work.exchange.models import CardKind
from yiwang.work.exchange.writing import MOST_SLOTS, Time, Written

MOST_WEEKS = 26
Rows = list[dict[str, str]]
Faults = dict[str, Sentence]


def rows_of(post: QueryDict) -> Rows:
    """The rows of times in which something was typed."""
    names = ("day", "from", "to", "places")
    columns = [[plain(each)[:20] for each in post.getlist(f"t-{name}")] for name in names]
    rows = zip(*columns, strict=False)
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [row for row in found if row["day"] or row["from"] or row["to"]][: MOST_SLOTS + 1]


def written(
    typed: dict[str, str], chosen: Sequence[str], rows: Rows, kind: CardKind, sources: Sources
) -> Written:
    """The card. Invalid, with each field that cannot be read."""
    faults: Faults = {}
    given = {
        "area_id": _found(faults, "area", lambda: area_meant(typed["area"]).pk),
        "organization_id": _body(faults, "organization", typed["organization"]),
        "venue_id": _body(faults, "venue", typed["venue"]),
        "amount": _number(faults, "amount", typed["amount"] or "1"),
        "opens_on": _day(faults, "opens_on", typed["opens_on"]) or timezone.localdate(),
        "closes_on": _day(faults, "closes_on", typed["closes_on"]),
        "year": _number(faults, "year", typed["year"]) if typed["year"] else None,
        "budget": _money(faults, "budget", typed["budget"]),
        "times": _times(faults, rows, typed["weeks"]),
    }
    if faults:
        raise Invalid(faults)
    return Written(
        kind=kind.key,
        title=typed["title"],
        text=typed["text"],
        place=typed["place"],
        series=typed["series"],
        tags=tuple(chosen),
        run_id=sources.run_id,
        entry_id=sources.entry.pk if sources.entry else None,
        need_id=sources.need.pk if sources.need else None,
        offer_id=sources.offer.pk if sources.offer else None,
        **given,  # type: ignore[arg-type]  # each of its type, or a fault was raised
    )


def _found(faults: Faults, name: str, find: Callable[[], int]) -> int | None:
    try:
        return find()
    except NotFound as refusal:
        faults[name] = refusal.sentence
    return None


def _body(faults: Faults, name: str, said: str) -> int | None:
    return _found(faults, name, lambda: body_meant(said).pk) if said else None


def _day(faults: Faults, name: str, said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        faults[name] = _("Write the day as 2026-12-31.")
        return None


def _number(faults: Faults, name: str, said: str) -> int | None:
    if said.isascii() and said.isdecimal() and len(said) < 10:
        return int(said)
    faults[name] = _("Write a whole number.")
    return None


def _money(faults: Faults, name: str, said: str) -> Decimal | None:
    if not said:
        return None
    try:
        yuan = Decimal(said.replace(",", "").replace("，", "")).quantize(Decimal("0.01"))
    except InvalidOperation:
        faults[name] = _("Say the yuan as a number, such as 20000.")
        return None
    return yuan


def _times(faults: Faults, rows: Rows, weeks: str) -> tuple[Time, ...]:
    """Each row, and the same again in the weeks that follow."""
    try:
        first = [_time(row) for row in rows]
    except ValueError:
        faults["times"] = _("Each time needs a day, when it begins and ends, and how many places.")
        return ()
    again = int(weeks) if weeks.isascii() and weeks.isdecimal() and len(weeks) < 4 else 0
    if again > MOST_WEEKS or (weeks and not weeks.isdecimal()):
        faults["weeks"] = _("Say a number of weeks, at most %(most)d.") % {"most": MOST_WEEKS}
        return ()
    return tuple(
        Time(
            each.starts_at + timedelta(weeks=week),
            each.ends_at + timedelta(weeks=week),
            each.places,
        )
        for week in range(again + 1)
        for each in first
    )


def _time(row: dict[str, str]) -> Time:
    day = date.fromisoformat(row["day"])
    start, end = (
        timezone.make_aware(datetime.combine(day, time.fromisoformat(row[name])))
        for name in ("from", "to")
    )
    if not 0 < len(row["places"] or "1") < 6:
        raise ValueError
    return Time(start, end, int(row["places"] or 1))
