"""Objections: those to one thing, and those that wait for somebody's decision."""

from dataclasses import dataclass
from datetime import date

from yiwang.insight.reviews.models import Objection, Reviewed
from yiwang.insight.reviews.policies import has_part_in, organizes
from yiwang.insight.reviews.subjects import Subject, belongs, key_of, subjects_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """An objection that may be decided; of an appointment its post is named and nothing else."""

    objection: Objection
    subject: Subject
    scheme: str
    since: date  # of the period that it is about
    until: date
    line: str = ""  # of a card, by its name


def objections_to_result(reviewed_id: int) -> list[Objection]:
    """Everything that was asked about a result, decided or not."""
    return list(Objection.objects.filter(reviewed=reviewed_id).order_by("id"))


def objections_to_decide(account_id: int, on: date) -> list[Waiting]:
    """Those that wait where the account organizes, and that it has no part in; oldest first."""
    rows = Objection.objects.filter(is_granted=None).exclude(by=account_id)
    found = list(
        rows.select_related(
            "reviewed__round__version", "reviewed__round__scheme", "card__scheme"
        ).order_by("asked_at", "id")[:500]
    )
    about = {row.pk: row.reviewed or row.card for row in found}
    subjects = subjects_of([each for each in about.values() if each])
    waiting = []
    for row in found:
        thing = about[row.pk]
        assert thing is not None  # the database says it is about one thing
        subject = subjects[key_of(thing)]
        if _is_for(row, subject, account_id, on):
            of = thing.round if isinstance(thing, Reviewed) else thing
            name = of.scheme.name
            waiting.append(Waiting(row, subject, name, of.since, of.until, _line(row)))
    return waiting


def _is_for(row: Objection, subject: Subject, account_id: int, on: date) -> bool:
    if not organizes(account_id, subject.area_id, on):
        return False
    if row.reviewed:
        return not has_part_in(row.reviewed, subject, account_id, on)
    return not belongs(subject, account_id, on)


def _line(row: Objection) -> str:
    lines = row.card.lines if row.card else []
    return next((str(each["name"]) for each in lines if each["key"] == row.line), "")
