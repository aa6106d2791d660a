"""A case as staff see it: one reading for the desk's page, its side panel and the phone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from yiwang.foundation.records.queries import SealState, seal_state
from yiwang.portals.casework.forms import TaskAtHand, Tried, tasks_at_hand
from yiwang.portals.casework.natures import nature_in_words, natures
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries import appointments_of, post_name
from yiwang.structure.registers.decide import Decision
from yiwang.structure.territory.queries import paths_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import (
    Allowed,
    CaseLine,
    Event,
    Filters,
    LedgerRow,
    LikeCase,
    PlacementLine,
    Progress,
    allowed,
    case_lines,
    case_to_view,
    ledger,
    like_cases,
    placements_of,
    progress,
    route_proposal,
    timeline,
    triage_proposal,
)
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.queries import TaskLine, definition_of, run_of, tasks_of

RECURRENCE_DAYS = 90
MOST_EARLIER = 5


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """Everything the pages show of a case at one moment, and what the reader may do about it."""

    case: Case
    place: str  # path of its area; empty: outside all areas
    nature: str
    progress: Progress
    step: Step | None
    owner: str  # the first-contact owner (首问负责), in words
    tasks: list[TaskLine]  # oldest first, orders and the reporter's included
    at_hand: list[TaskAtHand]
    events: list[Event]  # for staff, latest first
    acting_as: list[Appointment]  # by which the reader has tasks at hand

    @property
    def handlers(self) -> list[TaskLine]:
        """The departments' tasks."""
        return [task for task in self.tasks if task.role == "handler"]

    @property
    def orders(self) -> list[TaskLine]:
        """Supervision orders and their answers."""
        return [task for task in self.tasks if task.role == "supervised"]

    @property
    def present(self) -> list[TaskLine]:
        """What is being done about it now, orders apart, the lead first."""
        now = [task for task in self.tasks if task.is_open and task.role != "supervised"]
        return sorted(now, key=lambda task: not task.is_lead)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the whole page shows."""

    placements: list[PlacementLine]
    like: list["LikeShown"]
    earlier: list[LedgerRow]
    allowed: Allowed
    seal: SealState
    rests_on: list[Decision]  # what the registers say of it today


@dataclass(frozen=True, slots=True)
class LikeShown:
    """A like case; `line` only if the reader may open it."""

    like: LikeCase
    line: CaseLine | None


def read_sheet(
    case_id: int, account_id: int, *, now: datetime, tried: Tried | None = None
) -> CaseSheet:
    """The case for this account. NotFound for whoever may not know that it exists."""
    case = case_to_view(case_id, account_id, now)
    on = timezone.localdate(now)
    run = run_of(SUBJECT, case_id)
    tasks = tasks_of(run.pk) if run else []
    posts = appointments_of(account_id, on)
    held = {appointment.post_id for appointment in posts}
    at_hand = tasks_at_hand(case, tasks, account_id, held=held, now=now, tried=tried)
    mine = {each.task.post_id for each in at_hand}
    return CaseSheet(
        case=case,
        place=paths_of([case.area_id]).get(case.area_id, "") if case.area_id else "",
        nature=nature_in_words(case.nature, natures(on)) if case.nature else "",
        progress=progress(case, now=now),
        step=definition_of(run).steps.get(run.step) if run else None,
        owner=post_name(run.owner_post) if run and run.owner_post else "",
        tasks=tasks,
        at_hand=at_hand,
        events=timeline(case_id, "staff")[::-1],
        acting_as=[appointment for appointment in posts if appointment.post_id in mine],
    )


def read_surroundings(sheet: CaseSheet, account_id: int, *, now: datetime) -> Surroundings:
    """What lies around the case: its areas, like ones, earlier ones, its place in the record."""
    case = sheet.case
    return Surroundings(
        placements=placements_of(case),
        like=_like(case, account_id, now),
        earlier=_earlier(case, account_id, now),
        allowed=allowed(case, account_id, now=now),
        seal=seal_state((SUBJECT, case.pk)),
        rests_on=_rests_on(case, timezone.localdate(now)),
    )


def _rests_on(case: Case, on: date) -> list[Decision]:
    """The triage and the route of the case; before it has a type there is nothing to route."""
    triage = triage_proposal(case, on)
    route = route_proposal(case, on) if case.type else None
    return [proposal.decision for proposal in (triage, route) if proposal]


def _like(case: Case, account_id: int, now: datetime) -> list[LikeShown]:
    kind = case.type.key if case.type else ""
    near = like_cases(case.lng, case.lat, case.area_id, kind, now)
    others = [like for like in near if like.case_id != case.pk]
    lines = case_lines([like.case_id for like in others], account_id, now=now) if others else {}
    return [LikeShown(like, lines.get(like.case_id)) for like in others]


def _earlier(case: Case, account_id: int, now: datetime) -> list[LedgerRow]:
    """The same kind of thing, in the same area, over already: it keeps coming back."""
    if case.area_id is None or case.type is None:
        return []
    filters = Filters(
        state="closed",
        kind=case.type.key,
        area_id=case.area_id,
        since=timezone.localdate(now) - timedelta(days=RECURRENCE_DAYS),
    )
    found = ledger(account_id, filters, now=now, size=MOST_EARLIER + 1).rows
    return [row for row in found if row.case_id != case.pk][:MOST_EARLIER]
