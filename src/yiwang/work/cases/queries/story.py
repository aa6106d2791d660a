"""The records of a case as sentences for people. Staff see everybody's name and reasons; the
reporter sees every step and the post that answers for it, never the name of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.contrib.auth import get_user_model

from yiwang.foundation.records.models import Record
from yiwang.foundation.records.queries import history_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.sentences import FOR_STAFF_ONLY, REASONS_FOR_ALL, sentence_of, who_of

Audience = Literal["reporter", "staff"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `name` is the record's, for an icon; `person` for staff only."""

    at: datetime
    name: str
    sentence: str
    who: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """Somebody looked at the contact: which post, when, why."""

    at: datetime
    who: str
    reason: str


def timeline(case_id: int, audience: Audience = "reporter") -> list[Event]:
    """What happened to the case, oldest first, in three queries at most."""
    records = history_of((SUBJECT, case_id))
    if audience == "reporter":
        records = [one for one in records if one.name not in FOR_STAFF_ONLY]
    bodies = _organizations_at(case_id)
    people = _people(records) if audience == "staff" else {}
    return [
        Event(
            at=one.at,
            name=one.name,
            sentence=sentence_of(one, bodies),
            who=who_of(one),
            person=people.get(one.account_id or 0, ""),
            reason=_reason(one, audience),
        )
        for one in records
    ]


def reveals(case_id: int) -> list[Reveal]:
    """Who has looked at the contact, oldest first: for the reporter."""
    return [
        Reveal(one.at, one.capacity, str(one.data.get("reason", "")))
        for one in history_of((SUBJECT, case_id))
        if one.name == "cases.contact.revealed"
    ]


def _reason(one: Record, audience: Audience) -> str:
    if audience == "reporter" and one.name not in REASONS_FOR_ALL:
        return ""
    return str(one.data.get("reason", ""))


def _organizations_at(case_id: int) -> dict[int, str]:
    """The names of all bodies that ever had a task of the case."""
    rows = Case.objects.filter(pk=case_id, run__tasks__organization__isnull=False)
    fields = ("run__tasks__organization_id", "run__tasks__organization__name")
    return dict(rows.values_list(*fields))


def _people(records: Collection[Record]) -> dict[int, str]:
    ids = {one.account_id for one in records if one.account_id}
    accounts = get_user_model().objects.in_bulk(ids) if ids else {}
    return {account_id: one.name or one.username for account_id, one in accounts.items()}
