"""How a case stands, as its reporter or a follower may see it: for the follow page and for REST."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.files.queries import photos_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.codes import opened_by
from yiwang.work.cases.models import Case, ReopenRequest, Reply
from yiwang.work.cases.queries.contact import ContactShown, contact_shown
from yiwang.work.cases.queries.ending import Ending, ending_of
from yiwang.work.cases.queries.mediation import MediationShown, mediation_of
from yiwang.work.cases.queries.merges import primary_of
from yiwang.work.cases.queries.parts import Parts, parts_of
from yiwang.work.cases.queries.story import Event, Reveal, reveals, timeline
from yiwang.work.cases.stages import StageLine, stage_of, stages_of
from yiwang.work.workflows.acts import ACTS, APPEALS
from yiwang.work.workflows.checks import actions_of, is_used_up
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.queries import (
    ClockLine,
    Light,
    TaskLine,
    light,
    seconds_late,
    tasks_of,
)
from yiwang.work.workflows.queries.away import times_outside
from yiwang.work.workflows.queries.nudges import reporter_may_nudge
from yiwang.work.workflows.queries.questions import QuestionLine, open_question
from yiwang.work.workflows.queries.requests import AskedLine, asked_of
from yiwang.work.workflows.reckoning import ACTIVE_STATES
from yiwang.work.workflows.sides import is_beside
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class Answering:
    """A post that answers for the case now, and until when."""

    who: str
    is_lead: bool
    has_signed: bool
    due_at: datetime | None
    light: Light | None
    seconds_late: int


@dataclass(frozen=True, slots=True)
class Outside:
    """A court or an arbitrator decides: what the step is called, and since when."""

    step: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reporter may do now: rate, reopen, request_reopen, accept_outcome."""

    key: str
    act: str
    name: str

    @property
    def needs_reason(self) -> bool:
        return "reason" in ACTS[self.act].needs


@dataclass(frozen=True, slots=True)
class RequestLine:
    """What the reporter asked for after an answer, and what was decided."""

    is_appeal: bool
    is_by_telephone: bool
    reason: str
    at: datetime
    decision: str  # empty, granted, refused
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """An answer, the grade the reporter gave it, and what they said to it."""

    text: str
    by: str
    at: datetime
    grade: int | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A follower sees how it stands; words, photos, answers and contact are the reporter's."""

    case: Case
    is_reporter: bool
    stage: str
    stages: list[StageLine]
    answering: list[Answering]
    decide_until: datetime | None  # when the reporter is waited for
    choices: list[Choice]
    replies: list[ReplyLine]
    events: list[Event]
    reveals: list[Reveal]
    contact: ContactShown | None
    photos: list[StoredFile]
    requests: list[RequestLine]
    parts: Parts
    holds: Sequence[AskedLine] = ()  # pauses and deferrals that hold, extensions that were granted
    outside: Outside | None = None  # somebody outside the house decides now
    mediation: MediationShown | None = None  # for a follower without terms
    may_nudge: bool = False
    is_merged: bool = False  # another case is worked on in its place
    question: QuestionLine | None = None  # for the reporter alone
    ending: Ending | None = None  # once it is closed, for the reporter alone

    @property
    def is_void(self) -> bool:
        return bool(self.case.run and self.case.run.outcome == "void")

    @property
    def can_rate(self) -> bool:
        return any(choice.act == "rate" for choice in self.choices)

    @property
    def can_reopen(self) -> bool:
        return any(choice.act == "reopen" for choice in self.choices)

    @property
    def asks_why(self) -> bool:
        return any(choice.needs_reason for choice in self.choices)

    @property
    def can_appeal(self) -> bool:
        return any(choice.act == "appeal_refusal" for choice in self.choices)

    @property
    def stands_still(self) -> bool:
        """The time of all who answer for it does."""
        lights = [one.light for one in self.answering]
        return bool(lights) and all(each is Light.PAUSED for each in lights)

    @property
    def is_late(self) -> bool:
        return any(one.light is Light.RED for one in self.answering)


def progress_by_code(code: str, *, now: datetime) -> Progress:
    """How the case a code opens stands now. NotFound for an unknown code."""
    opened = opened_by(code)
    return progress(opened.case, now=now, is_reporter=opened.is_reporter)


def progress(case: Case, *, now: datetime, is_reporter: bool = True) -> Progress:
    """How the case stands now, for its reporter unless said otherwise."""
    outside = _outside(case)
    every = tasks_of(case.run_id) if case.run_id else []
    tasks = _open(every)
    primary = primary_of(case.pk) if case.is_open and not tasks else None
    moving = every
    if primary is not None:
        moving = tasks_of(primary.run_id) if primary.run_id else []
        tasks = [task for task in _open(moving) if task.role != "reporter"]
    waited = next((task for task in tasks if task.role == "reporter"), None)
    waits_for = _next_due(waited)
    photos = photos_of((SUBJECT, case.pk)) if is_reporter else []
    return Progress(
        case=case,
        is_reporter=is_reporter,
        stage=stage_of(primary or case),
        stages=stages_of(primary or case, {task.step for task in moving}),
        answering=[_answering(task, now, outside) for task in tasks if _answers(task)],
        decide_until=waits_for.due_at if waits_for else None,
        choices=_choices(case, waited) if waited and is_reporter else [],
        replies=_replies(case) if is_reporter else [],
        events=_events(case, is_reporter=is_reporter),
        reveals=reveals(case.pk) if is_reporter else [],
        contact=contact_shown(case.pk) if is_reporter else None,
        photos=photos,
        ending=ending_of(case, every, photos, now) if is_reporter else None,
        requests=_requests(case) if is_reporter else [],
        question=_question(case, tasks, now) if is_reporter else None,
        holds=_holds(case),
        outside=outside,
        mediation=_mediation(case, now, is_reporter=is_reporter),
        may_nudge=is_reporter and _may_nudge(case, tasks, now),
        parts=parts_of(case, now),
        is_merged=primary is not None,
    )


def _question(case: Case, tasks: list[TaskLine], now: datetime) -> QuestionLine | None:
    is_asked = any(task.role == "asked" for task in tasks)
    return open_question(case.run_id, now) if is_asked and case.run_id else None


def _holds(case: Case) -> list[AskedLine]:
    """What the reporter is told of requests: why time stands still, or more of it was given."""
    if case.run is None or not definition_of_version(case.run.version_id).requests:
        return []
    told = [line for line in asked_of(case.run.pk) if line.decision == "granted"]
    return [line for line in told if line.holds or line.kind in TOLD]


def _outside(case: Case) -> Outside | None:
    """Asked of the database only where the step is decided outside."""
    if case.run is None or not case.is_open:
        return None
    step = definition_of_version(case.run.version_id).steps[case.run.step]
    away = times_outside(case.run.pk) if step.outside else []
    return Outside(in_words(step.name, step.name_en), away[-1].began_at) if away else None


def _mediation(case: Case, now: datetime, *, is_reporter: bool) -> MediationShown | None:
    shown = mediation_of(case, now)
    if is_reporter or shown is None:
        return shown
    return replace(shown, people=None, amount=None, cost=None)


def _may_nudge(case: Case, tasks: list[TaskLine], now: datetime) -> bool:
    """Asked of the database only where something is late."""
    clocks = [_promised(task, now) for task in tasks if _answers(task)]
    is_late = any(clock and light(clock, now) is Light.RED for clock in clocks)
    return bool(is_late and case.run_id and reporter_may_nudge(case.run_id, now))


def _events(case: Case, *, is_reporter: bool) -> list[Event]:
    """A follower is told what happens to the case, not what passes between office and reporter."""
    told = timeline(case.pk, "reporter")
    if is_reporter:
        return told
    return [replace(event, reason="") for event in told if event.name not in _FOR_REPORTER_ONLY]


def _open(tasks: list[TaskLine]) -> list[TaskLine]:
    """The lead first."""
    return sorted((task for task in tasks if task.is_open), key=lambda task: not task.is_lead)


def _answers(task: TaskLine) -> bool:
    """Whether it is at this task's post that the case is being dealt with."""
    return task.role != "reporter" and not is_beside(task.role)


def _answering(task: TaskLine, now: datetime, outside: Outside | None) -> Answering:
    """No day is promised for what is decided outside."""
    clock = None if outside else _promised(task, now)
    return Answering(
        who=task.post_label or task.organization_label,
        is_lead=task.is_lead,
        has_signed=task.acknowledged_at is not None,
        due_at=clock.due_at if clock else None,
        light=light(clock, now) if clock else None,
        seconds_late=seconds_late(clock, now) if clock else 0,
    )


def _promised(task: TaskLine, now: datetime) -> ClockLine | None:
    """The clock that the reporter is told of: one that is late, else the one of the work itself. By
    when an office has to sign or to come is no promise that it is done by then."""
    next_due = _next_due(task)
    if next_due is None or light(next_due, now) is Light.RED:
        return next_due
    active = [clock for clock in task.clocks if clock.state in ACTIVE_STATES]
    return next((clock for clock in active if clock.purpose == "resolve"), next_due)


def _next_due(task: TaskLine | None) -> ClockLine | None:
    """The clock that ends first, of those that run or stand still."""
    clocks = task.clocks if task else ()
    running = [clock for clock in clocks if clock.state in ACTIVE_STATES]
    return min(running, key=lambda clock: clock.due_at, default=None)


def _choices(case: Case, task: TaskLine) -> list[Choice]:
    assert case.run is not None  # it has a task
    offered = actions_of(definition_of_version(case.run.version_id), task)
    open_ones = [
        action
        for action in offered
        if action.act != "expire" and not is_used_up(action, task.step, case.run.act_counts)
    ]
    if any(action.act == "reopen" for action in open_ones):  # no reason is needed: none is asked
        open_ones = [action for action in open_ones if action.act != "request_reopen"]
    return [
        Choice(action.key, action.act, in_words(action.name, action.name_en))
        for action in open_ones
    ]


def _requests(case: Case) -> list[RequestLine]:
    shown = [field.name for field in fields(RequestLine)]
    rows = ReopenRequest.objects.filter(case=case).order_by("id").values(*shown)
    return [RequestLine(**row) for row in rows]


def _replies(case: Case) -> list[ReplyLine]:
    rows = Reply.objects.filter(case=case).select_related("rating").order_by("id")
    return [_reply_line(row) for row in rows]


def _reply_line(reply: Reply) -> ReplyLine:
    if not hasattr(reply, "rating"):
        return ReplyLine(reply.text, reply.by, reply.at, None)
    return ReplyLine(reply.text, reply.by, reply.at, reply.rating.grade, reply.rating.reason)


TOLD = {"extension", "usual_limits", "void", *APPEALS}  # once granted
_FOR_REPORTER_ONLY = {
    "cases.case.rated",
    "cases.contact.revealed",
    "cases.contact.corrected",
    "cases.contact.erased",
}
