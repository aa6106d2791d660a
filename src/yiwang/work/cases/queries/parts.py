"""The parts that a case was split into: each by itself, and what they come to together."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.work.cases.models import Case
from yiwang.work.cases.stages import stage_of
from yiwang.work.workflows.queries.dues import dues_of


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part, as its parent's pages show it. `text` is for those who read the whole: nothing of
    what is confidential."""

    case_id: int
    number: str
    kind: str
    text: str
    stage: str
    is_open: bool
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """All of them. `due_at` is the latest limit that still runs."""

    lines: list[PartLine]
    done: int
    late: int
    due_at: datetime | None

    def __bool__(self) -> bool:
        return bool(self.lines)


def parts_of(case: Case, now: datetime) -> Parts:
    """In the order in which they were split off. Two queries; one where there are none."""
    found = list(
        Case.objects.filter(parent=case)
        .select_related("type__parent", "run")
        .defer("words")
        .order_by("id")
    )
    dues = dues_of([part.run_id for part in found if part.run_id], now) if found else {}
    lines = []
    for part in found:
        due = dues.get(part.run_id or 0)
        lines.append(
            PartLine(
                case_id=part.pk,
                number=part.number,
                kind=part.type.label if part.type else "",
                text="" if part.type and part.type.hides_cases else part.text,
                stage=stage_of(part),
                is_open=part.is_open,
                due_at=due.latest_at if due else None,
                is_late=due.is_late if due else False,
            )
        )
    return Parts(
        lines=lines,
        done=sum(not line.is_open for line in lines),
        late=sum(line.is_late for line in lines),
        due_at=max((line.due_at for line in lines if line.due_at), default=None),
    )
