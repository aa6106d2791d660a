"""Which open cases a drafted register would decide otherwise than the version that holds: asked of
the cases that wait at a step which rests on it, among those that the asker may see."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.configuration.kept import steady
from yiwang.structure.registers.decide import outcome_by
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import visible_cases
from yiwang.work.cases.proposals import facts_of
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.queries import definition_of_version
from yiwang.work.workflows.queries.keys import versions_in_use

MOST = 1_000  # the latest are looked at; more would keep the page waiting
EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Redecided:
    """`waiting` open cases rest on the register now, the latest `looked_at` were tried, `differing`
    of them would be decided otherwise; `examples` are their ids and numbers."""

    waiting: int
    looked_at: int
    differing: int
    examples: list[tuple[int, str]]

    @property
    def is_sample(self) -> bool:
        return self.looked_at < self.waiting


def redecided(
    register_key: str, before_id: int | None, after_id: int, *, account_id: int, now: datetime
) -> Redecided:
    """Try the open cases of this register by two of its versions."""
    waiting = visible_cases(account_id, now).filter(is_open=True).filter(_resting_on(register_key))
    cases = waiting.select_related("type").order_by("-id")[:MOST]
    differing = list(_differing(list(cases), before_id, after_id, now))
    looked_at, number = len(cases), waiting.count()
    examples = [(case.pk, case.number) for case in differing[:EXAMPLES]]
    return Redecided(number, looked_at, len(differing), examples)


def _differing(
    cases: list[Case], before_id: int | None, after_id: int, now: datetime
) -> Iterator[Case]:
    """Those for which something else follows; all in one state of the configuration."""
    on = timezone.localdate(now)
    with steady():
        for case in cases:
            facts = facts_of(case, on)
            before = outcome_by(before_id, facts) if before_id else None
            if before != outcome_by(after_id, facts):
                yield case


def _resting_on(register_key: str) -> Q:
    """The condition that the present step of a case names the register."""
    steps: dict[int, list[str]] = defaultdict(list)
    for version_id in versions_in_use(SUBJECT):
        for key, step in definition_of_version(version_id).steps.items():
            if register_key in _named(step):
                steps[version_id].append(key)
    condition = Q(pk__in=[])
    for version_id, keys in steps.items():
        condition |= Q(run__version=version_id, run__step__in=keys)
    return condition


def _named(step: Step) -> set[str | None]:
    return {step.triage, step.route, *(action.gate for action in step.actions)}
