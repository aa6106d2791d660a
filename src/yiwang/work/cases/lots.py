"""Lots for call-backs: who is drawn follows from the seed of the month and the number of the case.

A ticket is the SHA-256 of "seed:number". A quota of 10 % calls every case whose ticket lies in the
lowest tenth as soon as it is closed; once the month is over the next lowest follow until the quota
is full. So each case has the same chance whenever it is closed, nobody can tell beforehand whom the
lot will hit, and everybody can check it afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from django.db.models import BinaryField, F, Func, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.policies import not_confidential
from yiwang.work.workflows.definition.schema import CallBacks, Quota
from yiwang.work.workflows.queries.published import workflows_in_force

CLAIMED_SOLVED = ("solved", "unanswered")  # ends that a call-back puts to the test
ALL_TICKETS = 2**256


@dataclass(frozen=True, slots=True)
class Stratum:
    """What one quota is about: the cases of these types that moved by this workflow."""

    workflow: str
    quota: Quota
    types: frozenset[int]

    @property
    def key(self) -> str:
        return f"{self.workflow}/{self.quota.kind}"


class Ticket(Func):
    """The ticket of a case, computed where the cases are."""

    template = "sha256(convert_to(%(expressions)s, 'UTF8'))"
    output_field = BinaryField()

    @classmethod
    def under(cls, seed: str) -> "Ticket":
        return cls(Concat(Value(f"{seed}:"), F("number")))


def ticket_of(seed: str, number: str) -> bytes:
    """The same for one case, as anybody may compute it."""
    return sha256(f"{seed}:{number}".encode()).digest()


def bound_of(percent: int) -> bytes:
    """Tickets below it are drawn at once."""
    return min(ALL_TICKETS * percent // 100, ALL_TICKETS - 1).to_bytes(32)


def wanted(quota: Quota, closed: int) -> int:
    """How many of so many closed cases are called back."""
    return max(-(-closed * quota.percent // 100), min(quota.least, closed))


def strata(now: datetime) -> list[Stratum]:
    """Every quota in force, with the types it is about: the nearest one named, else the rest."""
    parents = dict(CaseType.objects.values_list("pk", "parent_id"))
    keys = dict(CaseType.objects.values_list("pk", "key"))
    found = []
    for each in workflows_in_force(now):
        terms = each.definition.call_backs
        if terms is not None and each.definition.subject == SUBJECT:
            found += _strata_of(each.definition.key, terms, keys, parents)
    return found


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def closed_as_solved(month: date) -> QuerySet[Case]:
    """What was closed as solved in a month; reporters who left no number are among them."""
    taken_on = Case.objects.exclude(nature="")  # what was declined was never said to be solved
    return taken_on.filter(
        not_confidential(),
        is_open=False,
        closed_at__gte=_midnight(month),
        closed_at__lt=_midnight(next_month(month)),
        parent=None,
        run__outcome__in=CLAIMED_SOLVED,
    )


def closed_in(month: date, stratum: Stratum) -> QuerySet[Case]:
    """Those of them that a quota is about."""
    return closed_as_solved(month).filter(
        type__in=stratum.types, run__version__workflow__key=stratum.workflow
    )


def _strata_of(
    workflow: str, terms: CallBacks, keys: Mapping[int, str], parents: Mapping[int, int | None]
) -> list[Stratum]:
    named = {quota.kind: quota for quota in terms.quotas}
    rest = Quota(percent=terms.percent, least=terms.least)
    types: dict[str, set[int]] = {kind: set() for kind in ("", *named)}
    for pk, key in keys.items():
        near = [key, keys.get(parents[pk] or 0, "")]
        types[next((kind for kind in near if kind in named), "")].add(pk)
    quotas = [*named.values(), rest]
    return [
        Stratum(workflow, quota, frozenset(types[quota.kind]))
        for quota in quotas
        if (quota.percent or quota.least) and types[quota.kind]
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
