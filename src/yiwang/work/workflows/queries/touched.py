"""How many runs a change of a workflow concerns: those that go on by their own version, and how
many began under the present one of late. Counts only, for those who publish rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.timezone import localdate

from yiwang.foundation.records.actor import Actor
from yiwang.work.workflows.definition.policies import writing
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.wording import in_words

OF_LATE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AtStep:
    """Open runs at one step, by the name it has in their version."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Touched:
    """`by_version`: number of the version -> open runs; `at_steps` the most first."""

    by_version: dict[int, int]
    at_steps: list[AtStep]
    begun_of_late: int

    @property
    def open(self) -> int:
        return sum(self.by_version.values())


def touched(workflow_key: str, *, actor: Actor, now: datetime) -> Touched:
    """Two counting statements. Refuses those who do not publish rules (Forbidden)."""
    writing(actor, localdate(now))
    runs = Run.objects.filter(version__workflow__key=workflow_key)
    grouped = runs.filter(is_open=True).values_list("version", "version__number", "step")
    by_version: dict[int, int] = {}
    at_steps: dict[str, int] = {}
    for version_id, number, step, count in grouped.annotate(count=Count("pk")).order_by():
        by_version[number] = by_version.get(number, 0) + count
        found = definition_of_version(version_id).steps.get(step)
        name = in_words(found.name, found.name_en) if found else step
        at_steps[name] = at_steps.get(name, 0) + count
    ordered = sorted(at_steps.items(), key=lambda pair: -pair[1])
    return Touched(
        dict(sorted(by_version.items(), reverse=True)),
        [AtStep(name, count) for name, count in ordered],
        runs.filter(started_at__gt=now - OF_LATE, started_at__lte=now).count(),
    )
