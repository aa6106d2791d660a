"""A dummy thing that moves: a parcel, so that the engine is tested without cases."""

from dataclasses import replace

from yiwang.foundation.clocks.limits import Limit
from yiwang.work.workflows.acts import Act
from yiwang.work.workflows.subjects import Inputs, Kind, Situation, register_subject

PARCEL = "tests.parcel"


class Parcels:
    """Parcels kept in memory: where each is, what was done to it, how it ended."""

    def __init__(self):
        self.situations: dict[int, Situation] = {}
        self.applied: list[tuple[int, str]] = []
        self.outcomes: dict[int, str] = {}
        self.limits_of: dict[str, dict[str, Limit]] = {}  # by type
        self.of_kinds: list[Kind] = []
        self.parts: dict[int, list[str]] = {}
        self.refuse_next: Exception | None = None

    def situation(self, subject_id: int) -> Situation:
        return self.situations[subject_id]

    def limits(self, subject_ids):
        return {number: self.situation(number).limits for number in subject_ids}

    def kinds(self, workflow_key: str) -> list[Kind]:
        return self.of_kinds

    def apply(self, subject_id: int, act: Act, inputs: Inputs, *, actor, task_id, action, now):
        if self.refuse_next:
            raise self.refuse_next
        self.applied.append((subject_id, act.key))
        before = self.situations[subject_id]
        self.situations[subject_id] = replace(
            before,
            kind=inputs.kind or before.kind,
            nature=inputs.nature or before.nature,
            limits=self.limits_of.get(inputs.kind, before.limits),
        )
        return {"grade": inputs.grade} if inputs.grade else {}

    def open_parts(self, subject_id: int) -> list[str]:
        return self.parts.get(subject_id, [])

    def hurried(self, subject_id: int, share, reason: str, *, actor, now) -> None:
        """Nothing is split from a parcel."""

    def ended(self, subject_id: int, outcome: str, *, now) -> None:
        self.outcomes[subject_id] = outcome

    def revived(self, subject_id: int, *, now) -> None:
        del self.outcomes[subject_id]


def fresh_parcels() -> Parcels:
    parcels = Parcels()
    register_subject(PARCEL, parcels)
    return parcels
