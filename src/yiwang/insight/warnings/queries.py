"""Reading warnings: lists, the cases behind one, what became of others, and how many are open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.policies import kinds_seen, seen_warnings, warning_to_see
from yiwang.insight.warnings.working_days import midnight
from yiwang.structure.territory.queries import ids_below
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import visible_cases
from yiwang.work.cases.queries.ledger import Filters, filtered_cases
from yiwang.work.cases.queries.returning import cases_there
from yiwang.work.cases.queries.reveal_counts import Seen, seen_from
from yiwang.work.workflows.queries.due_soon import runs_due_at

__all__ = [
    "Fate",
    "Sought",
    "cases_behind",
    "contacts_seen",
    "earlier_of",
    "fates",
    "kinds_seen",
    "open_warnings",
    "page_of_warnings",
    "warning_to_see",
]

NAMED = ("area__parent", "organization", "type", "post__type", "post__organization", "post__area")
SHAPES = ("area__geometry", "area__parent__geometry", "post__area__geometry")


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for; empty: every open one. `kind_of_case` also finds the types below it."""

    is_open: bool = True
    kind: str = ""
    area_id: int | None = None
    kind_of_case: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """Of the warnings of one kind that are closed: how many came to what."""

    kind: str
    closed: int
    acted: int
    false_alarms: int


def open_warnings(account_id: int, now: datetime) -> dict[str, int]:
    """Kind -> how many are open that this account sees, kinds without any as 0: for boards.

    Those about contacts are in it for whoever oversees them only.
    """
    counts = dict.fromkeys(kinds_seen(account_id, timezone.localdate(now)), 0)
    found = seen_warnings(account_id, now).filter(closed_at=None).order_by()
    return counts | dict(found.values_list("kind").annotate(number=Count("pk")))


def page_of_warnings(
    account_id: int, sought: Sought, now: datetime, before: int | None = None, size: int = 50
) -> list[EarlyWarning]:
    """The latest first, one more than `size` where there are more; `before` is the id to go on
    from."""
    found = _sought(seen_warnings(account_id, now), sought)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.select_related(*NAMED).defer(*SHAPES).order_by("-pk")[: size + 1])


def _sought(found: QuerySet[EarlyWarning], sought: Sought) -> QuerySet[EarlyWarning]:
    found = found.filter(closed_at__isnull=sought.is_open)
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.area_id is not None:
        found = found.filter(area__in=ids_below([sought.area_id]))
    if sought.kind_of_case:
        named = Q(type__key=sought.kind_of_case) | Q(type__parent__key=sought.kind_of_case)
        found = found.filter(named)
    return found.filter(outcome=sought.outcome) if sought.outcome else found


def fates(account_id: int, now: datetime) -> list[Fate]:
    """What became of those closed so far, kind by kind: how often the rules were wrong."""
    closed = seen_warnings(account_id, now).filter(closed_at__isnull=False).order_by()
    counted = closed.values_list("kind").annotate(
        closed=Count("pk"),
        acted=Count("pk", filter=Q(outcome="acted")),
        wrong=Count("pk", filter=Q(outcome="false_alarm")),
    )
    return [Fate(*row) for row in counted.order_by("kind")]


def earlier_of(warning: EarlyWarning) -> list[EarlyWarning]:
    """Others about the same thing, the latest first. Whoever sees one sees them."""
    same = EarlyWarning.objects.filter(key=warning.key).exclude(pk=warning.pk)
    return list(same.select_related(*NAMED).defer(*SHAPES).order_by("-pk")[:20])


def cases_behind(warning: EarlyWarning, account_id: int, now: datetime) -> QuerySet[Case]:
    """The cases that make it up, those of them that the account may see."""
    numbers = warning.numbers
    if warning.kind == "surge" and warning.type:
        days = (date.fromisoformat(numbers["first"]), date.fromisoformat(numbers["last"]))
        filters = Filters(
            kind=warning.type.key, area_id=warning.area_id, since=days[0], until=days[1]
        )
        return filtered_cases(account_id, filters, now).filter(parent=None)
    if warning.kind == "recurrence":
        since = datetime.fromisoformat(numbers["since"])
        return cases_there(numbers["case"], since, account_id, now)
    if warning.kind == "near_due" and warning.organization_id:
        until = datetime.fromisoformat(numbers["until"])
        runs = runs_due_at(warning.organization_id, now, until)
        return visible_cases(account_id, now).filter(run__in=runs)
    return visible_cases(account_id, now).none()


def contacts_seen(warning: EarlyWarning) -> list[Seen]:
    """Of a warning about contacts: each that was seen, without who and whose."""
    if warning.kind != "reveals" or warning.post_id is None:
        return []
    first, last = (date.fromisoformat(warning.numbers[name]) for name in ("first", "last"))
    return seen_from(warning.post_id, midnight(first), midnight(last + timedelta(days=1)))
