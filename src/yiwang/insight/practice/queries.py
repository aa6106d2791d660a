"""What is practised and what of it the record shows: one query, whatever the number of steps."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.translation import get_language

from yiwang.foundation.records.queries import summed_since
from yiwang.insight.practice.described import ExercisePart, ExercisesFile, RolePart, StepPart
from yiwang.insight.practice.models import Practice


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step, how often it was done by anybody since the beginning, and when last."""

    says: str
    times: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExerciseShown:
    """An exercise; done once every step of it is."""

    title: str
    help: str
    steps: list[StepShown]

    @property
    def is_done(self) -> bool:
        return all(step.times for step in self.steps)


@dataclass(frozen=True, slots=True)
class RoleShown:
    """The exercises of a role, and who to sign in as."""

    name: str
    account: str
    exercises: list[ExerciseShown]


def practice() -> Practice | None:
    """The practice of this installation; none where it is a real one."""
    return Practice.objects.first() if settings.PRACTICE else None


def roles_shown(of: Practice) -> list[RoleShown]:
    """Every role with its exercises, as the record shows them now."""
    file = ExercisesFile.model_validate(of.exercises)
    steps = [step for exercise in file.exercises for step in exercise.steps]
    sums = summed_since(of.begun_at, _sums(steps)) if steps else {}
    shown = iter([_step(step, place, sums) for place, step in enumerate(steps)])
    of_role: dict[str, list[ExerciseShown]] = {role.key: [] for role in file.roles}
    for each in file.exercises:
        mine = list(islice(shown, len(each.steps)))
        of_role[each.role].append(ExerciseShown(_said(each, "title"), each.help, mine))
    return [
        RoleShown(_said(role, "name"), role.account, of_role[role.key])
        for role in file.roles
        if of_role[role.key]
    ]


def _step(part: StepPart, place: int, sums: dict[str, Any]) -> StepShown:  # Any: sums
    return StepShown(_said(part, "says"), sums[f"times_{place}"], sums[f"last_{place}"])


def _sums(steps: list[StepPart]) -> dict[str, Count | Max]:
    sums: dict[str, Count | Max] = {}
    for place, step in enumerate(steps):
        sums[f"times_{place}"] = Count("pk", filter=_shows(step))
        sums[f"last_{place}"] = Max("at", filter=_shows(step))
    return sums


def _shows(step: StepPart) -> Q:
    """Which records show that the step was done."""
    shows = Q(name__in=step.records)
    for field, number in step.lists.items():
        shows &= Q(**{f"data__{field}__{number - 1}__isnull": False})
    for field in step.texts:
        shows &= Q(data__has_key=field) & ~Q(**{f"data__{field}": ""})
    for field, number in step.least.items():
        shows &= Q(**{f"data__{field}__gte": number})
    for field, values in step.equals.items():
        shows &= Q(**{f"data__{field}__in": values})
    return shows


def _said(part: RolePart | ExercisePart | StepPart, name: str) -> str:
    is_english = (get_language() or "").startswith("en")
    return str(getattr(part, f"{name}_en" if is_english else name))
