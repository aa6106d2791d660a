"""Entries of the responsibility register that were contested in a year: what to look at when the
register is revised. An entry is contested when a department that it sent a case to gave it back."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Forbidden
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import has_power
from yiwang.structure.registers.models import Entry
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import visible_cases
from yiwang.work.cases.queries.named import numbers_of
from yiwang.work.workflows.queries.hops import Hop, hops_between


@dataclass(frozen=True, slots=True)
class CitedHop:
    """A return with the number of its case."""

    hop: Hop
    number: str


@dataclass(frozen=True, slots=True)
class Contested:
    """An entry, the returns of what it had decided, and those that relied on it. `entry` None: what
    no entry decided."""

    entry: Entry | None
    returns: tuple[CitedHop, ...]
    relied_on: int  # how often others named it as the one that applies

    @property
    def redirected_to(self) -> list[tuple[str, int]]:
        """The offices that got it instead, the most frequent first."""
        return Counter(name for each in self.returns for name in each.hop.given_to).most_common()

    @property
    def named_instead(self) -> list[tuple[str, int]]:
        """The entries that the departments relied on, the most frequent first."""
        titles = [each.hop.entry.title for each in self.returns if each.hop.entry]
        return Counter(titles).most_common()

    @property
    def uncovered(self) -> int:
        """How often it was said that no entry covers this."""
        return sum(each.hop.entry is None for each in self.returns)

    @property
    def arbitrated(self) -> int:
        return sum(each.hop.is_arbitrated for each in self.returns)


def contested_entries(year: int, account_id: int, *, now: datetime) -> list[Contested]:
    """The entries contested in the cases that the account may see, the most contested first.

    Refuses (Forbidden) whoever has no figures to see.
    """
    if not has_power(account_id, VIEW_FIGURES, timezone.localdate(now)):
        raise Forbidden(_("None of your posts gives you the figures. Ask your supervisor."))
    return grouped(returns_of(year, visible_cases(account_id, now)))


def returns_of(year: int, cases: QuerySet[Case]) -> list[CitedHop]:
    """Every return in these cases within the year, oldest first."""
    start, end = (_midnight(date(each, 1, 1)) for each in (year, year + 1))
    hops = hops_between(SUBJECT, cases.values_list("pk", flat=True), start, end)
    numbers = numbers_of({hop.subject_id for hop in hops})
    return [CitedHop(hop, numbers[hop.subject_id]) for hop in hops]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def grouped(returns: Collection[CitedHop]) -> list[Contested]:
    """By the entry that had decided; the same entry of two versions counts as one."""
    groups: dict[str, list[CitedHop]] = {}
    for each in returns:
        groups.setdefault(_key(each.hop.against), []).append(each)
    cited = Counter(_key(each.hop.entry) for each in returns if each.hop.entry)
    found = [_contested(group, cited[key]) for key, group in groups.items()]
    return sorted(found, key=lambda each: -len(each.returns))


def _contested(group: Sequence[CitedHop], relied_on: int) -> Contested:
    return Contested(group[-1].hop.against, tuple(group), relied_on)


def _key(entry: Entry | None) -> str:
    return entry.key if entry else ""
