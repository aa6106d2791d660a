"""Whom a round asks, for whoever tells them.

Of an anonymous round everybody is told who was asked, whether they have answered or not, also when
they are reminded: a message to some of them would say of the others that they have answered.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from yiwang.insight.reviews.models import Asked, Reviewed
from yiwang.structure.posts.queries.told import posts_of_bodies


@dataclass(frozen=True, slots=True)
class ToTell:
    """A post that a round asks, and until when; `account_id`: that person alone is meant."""

    post_id: int
    account_id: int | None
    closes_on: date


def posts_asked(round_ids: Collection[int], *, again: bool = False) -> dict[int, list[ToTell]]:
    """Round -> those who are asked in it, of rounds that are open; in four statements.

    Holders of appointments, for themselves; bodies by all their posts; whoever has a duty list to
    report. `again`: without those of whom it is open to see that they have answered or reported.
    """
    rows = Asked.objects.filter(reviewed__round__in=round_ids, reviewed__round__closed_at=None)
    duties = Reviewed.objects.filter(round__in=round_ids, round__closed_at=None)
    duties = duties.filter(duties__isnull=False, appointment__isnull=False)
    if again:
        rows = rows.exclude(is_answered=True, reviewed__is_anonymous=False)
        duties = duties.filter(duties__is_done=None)
    found: dict[int, list[ToTell]] = defaultdict(list)
    for each in (_people(rows, "reviewed__round"), _people(duties, "round"), _bodies(rows)):
        for round_id, told in each:
            found[round_id].append(told)
    return dict(found)


def _people(rows: QuerySet[Asked] | QuerySet[Reviewed], of: str) -> Iterator[tuple[int, ToTell]]:
    names = (of, "appointment__post", "appointment__account", f"{of}__closes_on")
    held = rows.filter(appointment__isnull=False).order_by(*names).distinct()
    for round_id, post_id, account_id, closes_on in held.values_list(*names):
        yield round_id, ToTell(post_id, account_id, closes_on)


def _bodies(rows: QuerySet[Asked]) -> Iterator[tuple[int, ToTell]]:
    names = ("reviewed__round", "organization", "reviewed__round__closes_on")
    found = rows.filter(organization__isnull=False).order_by(*names).distinct()
    asked = list(found.values_list(*names))
    posts = posts_of_bodies({body for _round, body, _day in asked}) if asked else {}
    for round_id, body, closes_on in asked:
        for post_id in posts.get(body, ()):
            yield round_id, ToTell(post_id, None, closes_on)
