"""A dummy thing that moves: a parcel, so that the engine is tested without cases."""

from dataclasses import replace

from yiwang.work.workflows.acts import Act
from yiwang.work.workflows.subjects import Inputs, Situation, register_subject

PARCEL = "tests.parcel"


class Parcels:
    """Parcels kept in memory: where each is, what was done to it, how it ended."""

    def __init__(self):
        self.situations: dict[int, Situation] = {}
        self.applied: list[tuple[int, str]] = []
        self.outcomes: dict[int, str] = {}
        self.refuse_next: Exception | None = None

    def situation(self, subject_id: int) -> Situation:
        return self.situations[subject_id]

    def apply(self, subject_id: int, act: Act, inputs: Inputs, *, actor, task_id, now):
        if self.refuse_next:
            raise self.refuse_next
        self.applied.append((subject_id, act.key))
        before = self.situations[subject_id]
        self.situations[subject_id] = replace(
            before, kind=inputs.kind or before.kind, nature=inputs.nature or before.nature
        )
        return {"grade": inputs.grade} if inputs.grade else {}

    def ended(self, subject_id: int, outcome: str, *, now) -> None:
        self.outcomes[subject_id] = outcome


def fresh_parcels() -> Parcels:
    parcels = Parcels()
    register_subject(PARCEL, parcels)
    return parcels
