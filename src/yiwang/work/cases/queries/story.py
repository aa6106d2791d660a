"""The records of a case as sentences for people. Staff see everybody's name and reasons; the
reporter sees every step and the post that answers for it, never the name of a person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.contrib.auth import get_user_model
from django.utils.timezone import localdate

from yiwang.foundation.records.models import Record
from yiwang.foundation.records.queries import history_of
from yiwang.structure.registers.queries import entry
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries.checked import Checked, Rested, begun_from, checked_in
from yiwang.work.cases.queries.counted import Counted, counted_in
from yiwang.work.cases.queries.mediation import path_names
from yiwang.work.cases.queries.sent_on import sent_on_in
from yiwang.work.cases.sentences import (
    FOR_STAFF_ONLY,
    LABELLED,
    REASONS_FOR_ALL,
    sentence_of,
    who_of,
)
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.wording import in_words

PATH_CHOSEN = "cases.case.path_chosen"
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
    begun_from: Rested | None = None  # a procedure of a register, for staff
    checked: list[Checked] = field(default_factory=list)  # item by item, for staff
    counted: Counted | None = None  # a vote
    sent_on: list[str] = field(default_factory=list)  # who was full, with the numbers


@dataclass(frozen=True, slots=True)
class Reveal:
    """Somebody looked at the contact: which post, when, why."""

    at: datetime
    who: str
    reason: str


def timeline(case_id: int, audience: Audience = "reporter") -> list[Event]:
    """What happened to the case, oldest first, in four queries at most; two more for each time
    it was given out as one thing."""
    records = history_of((SUBJECT, case_id))
    if audience == "reporter":
        records = [one for one in records if one.name not in FOR_STAFF_ONLY]
    bodies = _organizations_at(case_id)
    paths = _paths(case_id) if any(one.name == PATH_CHOSEN for one in records) else {}
    labels = _labels_at(case_id) if any(one.name in LABELLED for one in records) else {}
    templates = _templates(case_id, [one for one in records if "one_thing" in one.data])
    people = _people(records) if audience == "staff" else {}
    return [
        Event(
            at=one.at,
            name=one.name,
            sentence=sentence_of(
                one,
                bodies,
                paths,
                labels.get(_action_of(one)) or templates.get(one.data.get("one_thing", ""), ""),
                _holder(one, people),
            ),
            who=who_of(one),
            person=people.get(one.account_id or 0, ""),
            reason=_reason(one, audience),
            begun_from=begun_from(one) if audience == "staff" else None,
            checked=checked_in(one) if audience == "staff" else [],
            counted=counted_in(one),
            sent_on=sent_on_in(one),
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


def _paths(case_id: int) -> dict[str, str]:
    """The ways that the workflow of the case offers to the parties of a dispute."""
    version = Case.objects.filter(pk=case_id).values_list("run__version_id", flat=True).get()
    return path_names(definition_of_version(version)) if version else {}


def _action_of(one: Record) -> tuple[str, str]:
    return one.data.get("step", ""), one.data.get("action", "")


def _labels_at(case_id: int) -> dict[tuple[str, str], str]:
    """(step, action) -> its label, by the version that the case goes by."""
    version_id = Case.objects.values_list("run__version_id", flat=True).get(pk=case_id)
    steps = definition_of_version(version_id).steps if version_id else {}
    return {
        (key, action.key): in_words(action.name, action.name_en)
        for key, step in steps.items()
        for action in step.actions
    }


def _templates(case_id: int, dispatched: Collection[Record]) -> dict[str, str]:
    """Key -> title of the templates that were followed, as they stood on the day."""
    if not dispatched:
        return {}
    version = Case.objects.values_list("run__version_id", flat=True).get(pk=case_id)
    steps, titles = definition_of_version(version).steps, dict[str, str]()
    for one in dispatched:
        key, register = one.data["one_thing"], steps[one.data["step"]].one_thing
        found = entry(register, key, localdate(one.at)) if register else None
        titles[key] = in_words(found.title, found.title_en) if found else key
    return titles


def _holder(one: Record, people: Mapping[int, str]) -> str:
    """Who was named for a task, or is so no longer."""
    return people.get(one.data.get("holder", 0), "")


def _people(records: Collection[Record]) -> dict[int, str]:
    acting = {one.account_id for one in records if one.account_id}
    ids = acting | {one.data["holder"] for one in records if "holder" in one.data}
    accounts = get_user_model().objects.in_bulk(ids) if ids else {}
    return {account_id: one.name or one.username for account_id, one in accounts.items()}
