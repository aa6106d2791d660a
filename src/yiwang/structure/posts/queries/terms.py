"""Terms of office (换届): which posts are filled anew, body by body, and in which month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q

from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries.held import NAMED, SHAPE
from yiwang.structure.posts.queries.people import in_reach


@dataclass(frozen=True, slots=True)
class Election:
    """The terms that end at one body in one month. `month` is its first day; None: no end is
    entered, though the type of post has a term."""

    month: date | None
    body: Organization | None
    terms: Sequence[Appointment]


def years_after(day: date, years: int) -> date:
    """The same day so many years on; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def elections_in_reach(account_id: int, on: date) -> list[Election]:
    """Every term of office where the account appoints, the next month first; those without an end
    come last."""
    running = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)
    held = running.filter(in_reach(account_id, on), post__type__term_years__isnull=False)
    rows = held.select_related("account", *NAMED).defer(SHAPE)
    ordered = sorted(rows.order_by("post__type__key", "id"), key=_place)
    return [
        Election(
            terms[0].ends_on and terms[0].ends_on.replace(day=1), terms[0].post.organization, terms
        )
        for _key, found in groupby(ordered, key=_place)
        for terms in [list(found)]
    ]


def _place(each: Appointment) -> tuple[bool, date, str, int]:
    month = each.ends_on.replace(day=1) if each.ends_on else date.max
    body = each.post.organization
    return each.ends_on is None, month, body.code if body else "", each.post.organization_id or 0
