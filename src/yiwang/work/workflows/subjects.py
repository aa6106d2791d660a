"""The port between workflows and whatever moves through them.

An app whose things move registers an implementation under its subject label in `AppConfig.ready`;
workflows calls it inside the transaction of the act and never imports it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.files.photos import CheckedPhoto
from yiwang.foundation.records.actor import Actor
from yiwang.work.workflows.acts import Act


@dataclass(frozen=True, slots=True)
class Inputs:
    """What came with an act. `organizations` names the lead first; `kind` is a case type key."""

    text: str = ""
    reason: str = ""
    kind: str = ""
    nature: str = ""
    organizations: tuple[int, ...] = ()
    photos: tuple[CheckedPhoto, ...] = ()
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What workflows needs to know of a subject to find posts, limits and evidence."""

    area_id: int | None
    kind: str = ""
    nature: str = ""
    text: str = ""
    limits: Mapping[str, Limit] = field(default_factory=dict)  # purpose -> limit of its type
    evidence: frozenset[str] = frozenset()  # what finishing needs: photo
    calendar: str = ""  # key of its own calendar, if it has one


class Subject(Protocol):
    """Implemented by an app whose things move through workflows."""

    def situation(self, subject_id: int) -> Situation: ...

    def apply(
        self,
        subject_id: int,
        act: Act,
        inputs: Inputs,
        *,
        actor: Actor,
        task_id: int,
        now: datetime,
    ) -> dict[str, Any]:
        """Do to the subject what the act means for it; return what the record should also hold.

        Raises Invalid when an input cannot be used; nothing has changed then.
        """
        ...

    def ended(self, subject_id: int, outcome: str, *, now: datetime) -> None:
        """The run has reached an end step with this outcome."""
        ...


_SUBJECTS: dict[str, Subject] = {}


def register_subject(label: str, subject: Subject) -> None:
    """Make things of `label` (app.noun) able to move."""
    _SUBJECTS[label] = subject


def subject_of(label: str) -> Subject:
    """The implementation registered for `label`; KeyError when there is none."""
    return _SUBJECTS[label]
