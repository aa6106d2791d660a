"""A case as staff see it: one reading for the desk's page, its side panel and the phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from yiwang.foundation.records.queries import SealState, seal_state
from yiwang.portals.casework.asked import APPEALED, AskedShown, shown
from yiwang.portals.casework.forms import TaskAtHand, Tried, tasks_at_hand
from yiwang.portals.casework.natures import nature_in_words, natures
from yiwang.portals.casework.people import PersonShown, people_shown
from yiwang.portals.casework.whistled import WhistleShown, whistles_shown
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries import appointments_of, post_name
from yiwang.structure.registers.decide import Decision
from yiwang.structure.territory.queries import paths_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.models.publication import Objection as PublicObjection
from yiwang.work.cases.models.publication import Publication
from yiwang.work.cases.queries import (
    Allowed,
    CaseLine,
    Event,
    EvidenceShown,
    LikeCase,
    MergeLine,
    PlacementLine,
    Progress,
    Recurrence,
    allowed,
    case_lines,
    case_to_view,
    evidence_of,
    like_cases,
    merges_of,
    placements_of,
    progress,
    recurrence_of,
    route_proposal,
    timeline,
    triage_proposal,
)
from yiwang.work.cases.queries.objections import objections_to
from yiwang.work.cases.queries.publications import objections_of, publication_of
from yiwang.work.cases.queries.questions import AnswerLine, answers_of
from yiwang.work.workflows.actions.invite_outside import INVITING_ROLES
from yiwang.work.workflows.definition.schema import Reason, Step
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.queries import ClockLine, TaskLine, definition_of, run_of, tasks_of
from yiwang.work.workflows.queries.hops import Hop, hops_of
from yiwang.work.workflows.queries.nudges import NudgeLine, nudges_of
from yiwang.work.workflows.queries.outside import InvitationLine, invitations_of
from yiwang.work.workflows.queries.questions import QuestionLine, open_question
from yiwang.work.workflows.queries.requests import asked_of
from yiwang.work.workflows.queries.runs import clock_of_run
from yiwang.work.workflows.queries.territorial import territorial_owner
from yiwang.work.workflows.sides import is_beside

WORKING_ROLES = {"actor", "handler"}


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """Everything the pages show of a case at one moment, and what the reader may do about it."""

    case: Case
    place: str  # path of its area; empty: outside all areas
    nature: str
    progress: Progress
    step: Step | None
    owner: str  # the first-contact owner (首问负责), in words
    people: dict[int, PersonShown]  # by task: who of its post does it
    tasks: list[TaskLine]  # oldest first, orders and the reporter's included
    at_hand: list[TaskAtHand]
    events: list[Event]  # for staff, latest first
    acting_as: list[Appointment]  # by which the reader has tasks at hand
    evidence: EvidenceShown
    whistles: list[WhistleShown]
    whole: ClockLine | None  # the time for all of it, if there is a limit
    asked: list[AskedShown]  # requests about it, the latest first
    publication: Publication | None  # for everybody to read
    objections: list[PublicObjection]  # to it, those without an answer first
    territory: str  # the post that answers for the place while offices are at it (块)

    @property
    def handlers(self) -> list[TaskLine]:
        """The departments' tasks."""
        return [task for task in self.tasks if task.role == "handler"]

    @property
    def said(self) -> list[TaskLine]:
        """Tasks whose words whoever is next needs to read, latest first; answers apart."""
        answers = {reply.text for reply in self.progress.replies}
        done = [task for task in self.tasks if task.role in WORKING_ROLES and task.result]
        return [task for task in reversed(done) if task.result not in answers]

    @property
    def orders(self) -> list[TaskLine]:
        """Supervision orders and their answers."""
        return [task for task in self.tasks if task.role == "supervised"]

    @property
    def present(self) -> list[TaskLine]:
        """What is being done about it now, orders apart, the lead first."""
        now = [task for task in self.tasks if task.is_open and not is_beside(task.role)]
        return sorted(now, key=lambda task: not task.is_lead)

    @property
    def in_sight(self) -> list[TaskLine]:
        """Of these, the reader's own where several others are at it too; else all."""
        mine = {each.task.id for each in self.at_hand}
        own = [task for task in self.present if task.id in mine]
        return own if own and len(self.present) - len(own) > 1 else self.present

    @property
    def folded(self) -> list[TaskLine]:
        """The others."""
        shown = {task.id for task in self.in_sight}
        return [task for task in self.present if task.id not in shown]


@dataclass(frozen=True, slots=True)
class Objection:
    """A count that the reader's office may object to, in words."""

    about: str
    what: str
    reasons: Sequence[Reason]
    until: datetime


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the whole page shows."""

    placements: list[PlacementLine]
    like: list["LikeShown"]
    recurrence: Recurrence
    allowed: Allowed
    seal: SealState
    rests_on: list[Decision]  # what the registers say of it today
    hops: list[Hop]  # what was given back, oldest first
    nudges: list[NudgeLine]  # the latest first
    invitations: list[InvitationLine]  # of firms from outside, the latest first
    question: QuestionLine | None  # the reporter is to answer
    answers: list[AnswerLine]  # what the reporter answered
    inviting: int | None  # the reader's task on which a firm may be invited
    merges: list[MergeLine]
    objections: list[Objection]  # to how it counts, for the reader's office

    @property
    def merged_into(self) -> MergeLine | None:
        """The case that is worked on in place of this one."""
        return next((one for one in self.merges if one.is_primary and not one.unmerged_at), None)

    @property
    def has_members(self) -> bool:
        return any(not one.is_primary and not one.unmerged_at for one in self.merges)


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
    asked = [shown(line, now) for line in asked_of(run.pk)] if run else []
    at_hand = tasks_at_hand(case, tasks, account_id, held=held, now=now, tried=tried, asked=asked)
    mine = {each.task.post_id for each in at_hand}
    stands = progress(case, now=now)
    return CaseSheet(
        case=case,
        place=paths_of([case.area_id]).get(case.area_id, "") if case.area_id else "",
        nature=nature_in_words(case.nature, natures(on)) if case.nature else "",
        progress=stands,
        step=definition_of(run).steps.get(run.step) if run else None,
        owner=post_name(run.owner_post) if run and run.owner_post else "",
        people=people_shown(tasks, account_id, held, now),
        tasks=tasks,
        at_hand=at_hand,
        events=timeline(case_id, "staff")[::-1],
        acting_as=[appointment for appointment in posts if appointment.post_id in mine],
        evidence=evidence_of(case, stands.photos),
        whistles=whistles_shown(tasks, run.pk, account_id, now) if run else [],
        whole=_whole(run) if run else None,
        asked=asked[::-1],
        publication=publication_of(case),
        objections=objections_of(case),
        territory=territorial_owner(run, now) if run and _are_called(tasks) else "",
    )


def _are_called(tasks: list[TaskLine]) -> bool:
    return any(task.role == "handler" for task in tasks)


def _whole(run: Run) -> ClockLine | None:
    return clock_of_run(run.pk) if definition_of(run).limit else None


def read_surroundings(sheet: CaseSheet, account_id: int, *, now: datetime) -> Surroundings:
    """What lies around the case: its areas, like ones, earlier ones, its place in the record."""
    case = sheet.case
    return Surroundings(
        placements=placements_of(case),
        like=_like(case, account_id, now),
        recurrence=recurrence_of(case, account_id, now=now),
        allowed=allowed(case, account_id, now=now),
        seal=seal_state((SUBJECT, case.pk)),
        rests_on=_rests_on(case, timezone.localdate(now)),
        hops=_hops(sheet),
        nudges=nudges_of([case.run_id]) if case.run_id else [],
        invitations=invitations_of(case.run_id) if case.run_id else [],
        question=open_question(case.run_id, now) if case.run_id else None,
        answers=answers_of(case.pk),
        inviting=_inviting_task(sheet),
        merges=merges_of(case, account_id, now=now),
        objections=[
            Objection(each.about, str(APPEALED[each.about]), each.terms.reasons, each.until)
            for each in objections_to(case, account_id, now=now)
        ],
    )


def _inviting_task(sheet: CaseSheet) -> int | None:
    """The reader's task on which a firm from outside may be invited."""
    tasks = (each.task for each in sheet.at_hand)
    return next((task.id for task in tasks if task.role in INVITING_ROLES), None)


@dataclass(frozen=True, slots=True)
class FirmsAround:
    """Firms from outside, for whoever may invite one."""

    inviting: int | None
    invitations: list[InvitationLine]


def firms_around(sheet: CaseSheet) -> FirmsAround:
    """What the phone shows of them: nothing to those at no work on the case."""
    inviting, run = _inviting_task(sheet), sheet.case.run_id
    return FirmsAround(inviting, invitations_of(run) if inviting and run else [])


def _hops(sheet: CaseSheet) -> list[Hop]:
    was_returned = any(task.state in {"returned", "released"} for task in sheet.handlers)
    return hops_of(sheet.case.run_id) if was_returned and sheet.case.run_id else []


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
