"""How a case stands, as its reporter or a follower may see it: for the follow page and for REST."""

from dataclasses import dataclass, replace
from datetime import datetime

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.files.queries import photos_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.codes import opened_by
from yiwang.work.cases.models import Case, Reply
from yiwang.work.cases.queries.contact import ContactShown, contact_shown
from yiwang.work.cases.queries.story import Event, Reveal, reveals, timeline
from yiwang.work.cases.stages import StageLine, stage_of, stages_of
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
class Choice:
    """What the reporter may do now: rate, reopen, accept_outcome."""

    key: str
    act: str
    name: str


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

    @property
    def can_rate(self) -> bool:
        return any(choice.act == "rate" for choice in self.choices)

    @property
    def can_reopen(self) -> bool:
        return any(choice.act == "reopen" for choice in self.choices)

    @property
    def is_late(self) -> bool:
        return any(one.light is Light.RED for one in self.answering)


def progress_by_code(code: str, *, now: datetime) -> Progress:
    """How the case a code opens stands now. NotFound for an unknown code."""
    opened = opened_by(code)
    return progress(opened.case, now=now, is_reporter=opened.is_reporter)


def progress(case: Case, *, now: datetime, is_reporter: bool = True) -> Progress:
    """How the case stands now, for its reporter unless said otherwise."""
    tasks = _open_tasks(case)
    waited = next((task for task in tasks if task.role == "reporter"), None)
    waits_for = _next_due(waited)
    return Progress(
        case=case,
        is_reporter=is_reporter,
        stage=stage_of(case),
        stages=stages_of(case),
        answering=[_answering(task, now) for task in tasks if task.role not in _NOT_ANSWERING],
        decide_until=waits_for.due_at if waits_for else None,
        choices=_choices(case, waited) if waited and is_reporter else [],
        replies=_replies(case) if is_reporter else [],
        events=_events(case, is_reporter=is_reporter),
        reveals=reveals(case.pk) if is_reporter else [],
        contact=contact_shown(case.pk) if is_reporter else None,
        photos=photos_of((SUBJECT, case.pk)) if is_reporter else [],
    )


def _events(case: Case, *, is_reporter: bool) -> list[Event]:
    """A follower is told what happens to the case, not what passes between office and reporter."""
    told = timeline(case.pk, "reporter")
    if is_reporter:
        return told
    return [replace(event, reason="") for event in told if event.name not in _FOR_REPORTER_ONLY]


def _open_tasks(case: Case) -> list[TaskLine]:
    """The lead first."""
    tasks = tasks_of(case.run_id) if case.run_id else []
    return sorted((task for task in tasks if task.is_open), key=lambda task: not task.is_lead)


def _answering(task: TaskLine, now: datetime) -> Answering:
    clock = _next_due(task)
    return Answering(
        who=task.post_label or task.organization_label,
        is_lead=task.is_lead,
        has_signed=task.acknowledged_at is not None,
        due_at=clock.due_at if clock else None,
        light=light(clock, now) if clock else None,
        seconds_late=seconds_late(clock, now) if clock else 0,
    )


def _next_due(task: TaskLine | None) -> ClockLine | None:
    """The running clock that ends first."""
    clocks = task.clocks if task else ()
    running = [clock for clock in clocks if clock.state == "running"]
    return min(running, key=lambda clock: clock.due_at, default=None)


def _choices(case: Case, task: TaskLine) -> list[Choice]:
    assert case.run is not None  # it has a task
    offered = actions_of(definition_of_version(case.run.version_id), task)
    return [
        Choice(action.key, action.act, in_words(action.name, action.name_en))
        for action in offered
        if action.act != "expire" and not is_used_up(action, task.step, case.run.act_counts)
    ]


def _replies(case: Case) -> list[ReplyLine]:
    rows = Reply.objects.filter(case=case).select_related("rating").order_by("id")
    return [_reply_line(row) for row in rows]


def _reply_line(reply: Reply) -> ReplyLine:
    if not hasattr(reply, "rating"):
        return ReplyLine(reply.text, reply.by, reply.at, None)
    return ReplyLine(reply.text, reply.by, reply.at, reply.rating.grade, reply.rating.reason)


_FOR_REPORTER_ONLY = {
    "cases.case.rated",
    "cases.contact.revealed",
    "cases.contact.corrected",
    "cases.contact.erased",
}
_NOT_ANSWERING = {"reporter", "supervised"}
