"""The port between workflows and whatever moves through them.

An app whose things move registers an implementation under its subject label in `AppConfig.ready`;
workflows calls it inside the transaction of the act and never imports it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.files.photos import CheckedPhoto
from yiwang.foundation.records.actor import Actor
from yiwang.work.workflows.acts import Act

NO_ENTRY = "-"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one organization alone: its own demand, and its own limit to finish."""

    demand: str = ""
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a subject is split into. `kind` is a case type key, `area` the code of an area;
    empty: those of the whole."""

    text: str
    kind: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """What was found of one item of a checklist. `key` is that of its entry, `state` one of STATES
    (checklists.py), `words` why not or what was seen."""

    key: str
    state: str
    words: str = ""
    photos: tuple[CheckedPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class Votes:
    """The numbers of a vote: of people, and of the square metres they own. None: not given."""

    entitled: Decimal | None = None
    took_part: Decimal | None = None
    agreed: Decimal | None = None
    area_entitled: Decimal | None = None
    area_took_part: Decimal | None = None
    area_agreed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What came with an act. `organizations` names the lead first; `kind` is a case type key.

    `entry` is the key of the register entry relied on, or `NO_ENTRY`: none covers this.
    `value` counts in the units of the clock it is about; on the day `until` things go on again.
    `whistle` is a kind of whistle of the definition; `asks` are by organization. An organization
    that is a joint team stands for its members (teams.py), which `teams` then says of each.
    """

    text: str = ""
    reason: str = ""
    kind: str = ""
    nature: str = ""
    organizations: tuple[int, ...] = ()
    photos: tuple[CheckedPhoto, ...] = ()
    photos_before: tuple[CheckedPhoto, ...] = ()
    documents: tuple[CheckedPhoto, ...] = ()  # pictures of paper
    metres_off: int | None = None  # how far from the place of the subject it was done
    grade: int | None = None
    way: str = ""  # how a grade came, if staff entered it: slip, phone
    reason_code: str = ""
    entry: str = ""
    value: Decimal | None = None
    until: date | None = None
    whistle: str = ""
    asks: Mapping[int, Ask] = field(default_factory=dict)
    teams: Mapping[int, int] = field(default_factory=dict)  # member -> team
    parts: tuple[Part, ...] = ()
    amount: Decimal | None = None  # yuan
    people: int | None = None  # how many it concerns
    cost: Decimal | None = None  # yuan that it cost the parties; nought is an answer
    one_thing: str = ""  # key of the template by which is dispatched
    objection: int | None = None  # the one that is answered
    ticks: tuple[Tick, ...] = ()  # of the checklist that the action names
    votes: Votes | None = None  # of the vote that the action counts
    title: str = ""  # of what is published
    words: str = ""  # by which what is entered into a register is known again


@dataclass(frozen=True, slots=True)
class Situation:
    """What workflows needs to know of a subject to find posts, limits and evidence."""

    area_id: int | None
    kind: str = ""
    nature: str = ""
    text: str = ""
    limits: Mapping[str, Limit] = field(default_factory=dict)  # purpose -> limit of its type
    evidence: frozenset[str] = frozenset()  # what finishing needs: see evidence.py
    has_reporter: bool = True  # a part of something else, or what staff begin, has none to wait for
    begun_in: int | None = None  # id of the appointment in which staff began it
    calendar: str = ""  # key of its own calendar, if it has one
    called: str = ""  # what people call it: its number
    kind_name: str = ""  # what people call its kind


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of subject with its own limits, and its name in the reader's language."""

    key: str
    name: str
    limits: Mapping[str, Limit]  # by purpose
    has_reporter: bool = True  # whoever begins it waits for an answer
    is_of_staff: bool = True  # staff may begin it of their own accord


def morning_of(day: date | None) -> datetime | None:
    """The first moment of the day on which things go on."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


class Subject(Protocol):
    """Implemented by an app whose things move through workflows."""

    def situation(self, subject_id: int) -> Situation: ...

    def limits(self, subject_ids: Collection[int]) -> Mapping[int, Mapping[str, Limit]]:
        """The limits that the types of these say, as in `situation`; all at once."""
        ...

    def kinds(self, workflow_key: str) -> list[Kind]:
        """The types that move by this workflow: a definition is proved for each of them."""
        ...

    def apply(
        self,
        subject_id: int,
        act: Act,
        inputs: Inputs,
        *,
        actor: Actor,
        task_id: int,
        action: str,
        now: datetime,
    ) -> dict[str, Any]:
        """Do to the subject what the act means for it; return what the record should also hold.
        `action` is the key by which the step offers the act.

        Raises Invalid when an input cannot be used; nothing has changed then.
        """
        ...

    def open_parts(self, subject_id: int) -> Sequence[str]:
        """What people call its parts that are still under way; it has to wait for them."""
        ...

    def hurried(
        self, subject_id: int, share: Decimal | None, reason: str, *, actor: Actor, now: datetime
    ) -> None:
        """Its run is urgent from now on, with this share of its limits left; or, with none, no
        longer: what was split from it follows."""
        ...

    def ended(self, subject_id: int, outcome: str, *, now: datetime) -> None:
        """The run has reached an end step with this outcome."""
        ...

    def revived(self, subject_id: int, *, now: datetime) -> None:
        """The run had ended, and is under way again."""
        ...


_SUBJECTS: dict[str, Subject] = {}


def register_subject(label: str, subject: Subject) -> None:
    """Make things of `label` (app.noun) able to move."""
    _SUBJECTS[label] = subject


def subject_of(label: str) -> Subject:
    """The implementation registered for `label`; KeyError when there is none."""
    return _SUBJECTS[label]
