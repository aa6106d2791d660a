"""The ledger of burden of an area and a month: by source, by community, for each of its people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet
from django.utils import timezone

from yiwang.insight.burden.models import FORMS, Demand
from yiwang.structure.organizations.figures import bodies_of_kinds
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import bodies_by_id
from yiwang.structure.posts.queries.counted import people_below
from yiwang.structure.registers.gate import GUARDED_KINDS
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.queries.asked_of import asked_of
from yiwang.work.cases.queries.refused import refused_of

MATTERS, BESIDE = "matters", "beside"
COLUMNS = (MATTERS, BESIDE, *FORMS)  # what is demanded
RESIDENTS, HOTLINE, NOBODY = "residents", "hotline", "nobody"


@dataclass(slots=True)
class Source:
    """Who demands: `residents`, `hotline`, or a body by its id, or one by its words."""

    key: str
    body_id: int | None = None
    words: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Community:
    """A body with what was demanded of it, and for each person who works in its area."""

    body: Organization
    number: int
    people: int
    refused: int = 0

    @property
    def each(self) -> Decimal | None:
        """Demands for each person, to one decimal; None where nobody works there."""
        if not self.people:
            return None
        return (Decimal(self.number) / self.people).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class NotAdmitted:
    """A demand that a gate refused, with its sentence: written down (`title`), or when it was to be
    sent here (`type` and `number` of the matter, both empty where it is confidential)."""

    body: Organization
    asker: Organization | None
    on: date
    said: str
    title: str = ""
    asker_words: str = ""
    type: CaseType | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """`refused` are demands that no gate register admits: shown, and in no sum."""

    sources: list[Source]
    communities: list[Community]
    refused: list[NotAdmitted]

    @property
    def total(self) -> int:
        return sum(source.total for source in self.sources)


def ledger_of(area_id: int, month: date, on: date) -> Ledger:
    """Of the month that a day lies in, and the communities of an area; in nine statements."""
    first = month.replace(day=1)
    end = (first + timedelta(days=32)).replace(day=1)
    bodies = bodies_of_kinds(GUARDED_KINDS, on, area_id)
    sources: dict[tuple[str, int | None, str], Source] = {}
    numbers = dict.fromkeys((body.pk for body in bodies), 0)
    for each in asked_of(list(numbers), _midnight(first), _midnight(end)):
        source = _source(sources, each.source, each.asker_id, "")
        source.counts[BESIDE if each.role else MATTERS] += each.number
        numbers[each.body_id] += each.number
    typed = list(demands_of(list(numbers), first, end))
    for demand in typed:
        if demand.is_admitted:
            source = _source(sources, "body", demand.asker_id, demand.asker_words)
            source.counts[demand.form] += 1
            numbers[demand.body_id] += 1
    refused = _refused(bodies, typed, first, end)
    return Ledger(
        sorted(sources.values(), key=lambda each: (-each.total, each.key, each.words)),
        _communities(bodies, numbers, Counter(each.body.pk for each in refused), on),
        refused,
    )


def _refused(
    bodies: Sequence[Organization], typed: Sequence[Demand], first: date, end: date
) -> list[NotAdmitted]:
    """What was written down and not admitted, and what a gate refused when it was to be sent; the
    latest first."""
    found = [
        NotAdmitted(
            each.body, each.asker, each.asked_on, each.gate_said, each.title, each.asker_words
        )
        for each in typed
        if not each.is_admitted
    ]
    known = {body.pk: body for body in bodies}
    sent = refused_of(list(known), _midnight(first), _midnight(end))
    askers = bodies_by_id({each.asker_id for each in sent if each.asker_id})
    found += [
        NotAdmitted(
            known[each.body_id],
            askers.get(each.asker_id or 0),
            timezone.localdate(each.at),
            each.said,
            type=each.type,
            number=each.number,
        )
        for each in sent
    ]
    return sorted(found, key=lambda each: each.on, reverse=True)


def demands_of(body_ids: Sequence[int], first: date, end: date) -> QuerySet[Demand]:
    """What was entered by hand for these bodies, the latest first."""
    found = Demand.objects.filter(body__in=body_ids, asked_on__gte=first, asked_on__lt=end)
    return found.select_related("body", "asker").order_by("-asked_on", "-pk")


def _source(
    sources: dict[tuple[str, int | None, str], Source], key: str, body_id: int | None, words: str
) -> Source:
    return sources.setdefault((key, body_id, words), Source(key, body_id, words))


def _communities(
    bodies: Sequence[Organization], numbers: dict[int, int], refused: Counter[int], on: date
) -> list[Community]:
    people = people_below([body.area_id for body in bodies if body.area_id], on)
    return [
        Community(body, numbers[body.pk], people.get(body.area_id or 0, 0), refused[body.pk])
        for body in bodies
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
