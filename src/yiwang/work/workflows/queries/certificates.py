"""The certificate of a run: whether it holds, since when, and who gave it. Nothing of it is stored:
it is read from the run, so that it can say nothing else than what is so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.work.workflows.definition.schema import Certificate
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.queries.runs import TaskLine
from yiwang.work.workflows.sides import is_beside
from yiwang.work.workflows.wording import in_words

HOLDS, ENDED, WITHDRAWN = "holds", "ended", "withdrawn"
CALLED_OFF = {"withdrawn", "void"}


@dataclass(frozen=True, slots=True)
class CertificateShown:
    """What is printed, and how it stands. `until` is when it ended; `by` is who gave it."""

    name: str
    says: str
    by_hand: list[str]
    told_label: str
    told: str
    by: str
    state: str  # HOLDS, ENDED, WITHDRAWN
    since: datetime
    until: datetime | None

    @property
    def holds(self) -> bool:
        return self.state == HOLDS


def certificate_of(run: Run, tasks: Sequence[TaskLine]) -> CertificateShown | None:
    """As the run stands, from all its tasks, oldest first; None where its workflow has none, or it
    never came to the steps in which it holds."""
    stated = definition_of_version(run.version_id).certificate
    own = [task for task in tasks if not is_beside(task.role)]
    inside = [task for task in own if stated and task.step in stated.steps]
    if stated is None or not inside:
        return None
    later = [task for task in own if task.id > inside[-1].id]
    before = [task for task in own if task.id < inside[-1].id and task.step not in stated.steps]
    first = next(task for task in inside if not before or task.id > before[-1].id)
    holds = run.is_open and not later
    return CertificateShown(
        name=in_words(stated.name, stated.name_en),
        says=in_words(stated.says, stated.says_en),
        by_hand=_by_hand(stated),
        told_label=in_words(stated.told, stated.told_en),
        told=next((task.result for task in reversed(own) if _tells(task, stated)), ""),
        by=inside[-1].post_label,
        state=HOLDS if holds else WITHDRAWN if run.outcome in CALLED_OFF else ENDED,
        since=first.opened_at,
        until=None if holds else (later[0].opened_at if later else run.ended_at),
    )


def _tells(task: TaskLine, stated: Certificate) -> bool:
    return bool(stated.told_by) and task.outcome == stated.told_by


def _by_hand(stated: Certificate) -> list[str]:
    others = stated.by_hand_en
    if len(others) < len(stated.by_hand):
        return list(stated.by_hand)
    return [in_words(each, other) for each, other in zip(stated.by_hand, others, strict=False)]
