"""How a case came to its end, for its reporter: who checked it, on what, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.files.models import StoredFile
from yiwang.work.cases.models import CallBack, Case, Rating
from yiwang.work.cases.queries.evidence import EvidenceShown, evidence_of
from yiwang.work.cases.queries.merges import primary_of
from yiwang.work.workflows.deed import act_that_ended
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.queries.attempts import attempts_in_vain
from yiwang.work.workflows.queries.runs import TaskLine, tasks_of
from yiwang.work.workflows.reviving import reopen_until

CHECKED = "pass_check"


@dataclass(frozen=True, slots=True)
class Checked:
    """Who saw the result last and found it good, and when: the post, never a person."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """What came of a call-back; `result` is empty while it is still to be made."""

    result: str
    at: datetime | None
    grade: int | None
    tries: int = 0  # so often in vain up to now


@dataclass(frozen=True, slots=True)
class Ending:
    """`outcome` as its workflow has it: solved, unanswered, dissatisfied, void, withdrawn.
    `grade` is none where nobody rated it. `until`: the reporter may come back to it."""

    outcome: str
    at: datetime
    checked: Checked | None
    evidence: EvidenceShown
    grade: int | None
    way: str
    called: Called | None
    until: datetime | None

    @property
    def shown_by(self) -> list[str]:
        """The kinds of evidence that are there, in words."""
        return [str(each.demand.kind.name) for each in self.evidence.asked if each.is_given]


def ending_of(
    case: Case, tasks: Sequence[TaskLine], photos: list[StoredFile], now: datetime
) -> Ending | None:
    """None while it is open. Four queries, from what its page has read."""
    if case.is_open or case.run is None or case.closed_at is None:
        return None
    rating = Rating.objects.filter(case=case).order_by("-id").first()
    call = CallBack.objects.filter(case=case).exclude(task__state="cancelled").last()
    until = reopen_until(case.run)
    return Ending(
        outcome=case.run.outcome,
        at=case.closed_at,
        checked=_checked(case, tasks) or _checked_together(case),
        evidence=evidence_of(case, photos),
        grade=rating.grade if rating else None,
        way=rating.way if rating else "",
        called=_called(call, now) if call else None,
        until=until if until and now <= until else None,
    )


def _called(call: CallBack, now: datetime) -> Called:
    tries = len(attempts_in_vain(call.task_id, now).in_vain)
    return Called(call.result, call.at, call.grade, tries)


def _checked_together(case: Case) -> Checked | None:
    """Of the case that was worked on in its place, if there is one."""
    primary = primary_of(case.pk)
    return _checked(primary, tasks_of(primary.run_id)) if primary and primary.run_id else None


def _checked(case: Case, tasks: Sequence[TaskLine]) -> Checked | None:
    assert case.run is not None  # it has ended
    definition = definition_of_version(case.run.version_id)
    ended = [task for task in tasks if task.role == "actor" and task.ended_at]
    last = next((t for t in reversed(ended) if act_that_ended(definition, t) == CHECKED), None)
    return Checked(last.post_label, last.ended_at) if last and last.ended_at else None
