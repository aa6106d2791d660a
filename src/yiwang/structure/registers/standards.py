"""Standards (标准): what there must be, against what there is, with the gaps.

An entry says of whom it asks: of every area of a `level`, or of every body of a kind (`of_kind`).
It asks for `value` of something. What there is is counted where the entry says how (`counts`:
`people:<type of post>`, `bodies:<kind>`, or `near:<kind>+<kind>:<minutes>:<metres a minute>` of the
middle of an area on foot, as the crow flies), and read by people where it does not. What nobody has
counted or read is not known: it is shown as such, and is neither met nor a gap.

With `every` (month, quarter, half_year, year) it is an obligation that comes round again: so often
in each period, every time written down with its day. What was not written down was not held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from yiwang.foundation.periods import MONTHS, Span, span_around, span_before
from yiwang.structure.organizations.figures import bodies_by_area, working_bodies
from yiwang.structure.organizations.points import Ring, within_reach
from yiwang.structure.posts.queries.counted import people_by_area, people_by_body
from yiwang.structure.registers.models import Entry, Reading, Register
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.registers.readings import latest_readings, times_in
from yiwang.structure.territory.levels import areas_of_level
from yiwang.structure.territory.queries import middles_of

PEOPLE, BODIES, NEAR = "people", "bodies", "near"
AREA, BODY = "area", "organization"


@dataclass(frozen=True, slots=True)
class Subject:
    """One area or one body of which something is asked."""

    kind: str  # AREA or BODY
    id: int
    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What is asked of one subject and what there is. `actual` None: nobody knows."""

    subject: Subject
    required: Decimal
    actual: Decimal | None
    reading: Reading | None = None

    @property
    def missing(self) -> Decimal:
        """How much is missing; 0 where it is met, or not known."""
        return (
            max(self.required - self.actual, Decimal(0)) if self.actual is not None else Decimal()
        )

    @property
    def is_met(self) -> bool:
        return self.actual is not None and self.actual >= self.required


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry of a standard with every subject it is about."""

    entry: Entry
    measured: list[Measured]
    is_counted: bool  # rather than read by people
    period: Span | None = None  # the present one, of what comes round again
    before: "Asked | None" = None  # the same in the period before

    @property
    def ring(self) -> Ring | None:
        """On foot to what, where that is what is counted."""
        return ring_of(self.entry)

    @property
    def met(self) -> int:
        return sum(1 for each in self.measured if each.is_met)

    @property
    def short(self) -> list[Measured]:
        """Those that lack something, the most first."""
        lacking = [each for each in self.measured if each.missing]
        return sorted(lacking, key=lambda each: (-each.missing, each.subject.code))

    @property
    def unknown(self) -> list[Measured]:
        return [each for each in self.measured if each.actual is None]


def gap_report(register: Register, on: date, below: int | None = None) -> list[Asked]:
    """Every entry in force, with its subjects at or below an area; a few queries an entry."""
    version = current_version(register.key, on)
    entries = entries_of(version.pk) if version else []
    read = latest_readings(register.pk, on)
    found = []
    for entry in filter(_is_standard, entries):
        if is_obligation(entry):
            found.append(_coming_round(register.pk, entry, on, below))
        else:
            found.append(_asked(entry, read, on, below))
    return found


def rings_in_public(on: date, below: int | None = None) -> list[Asked]:
    """What open standards ask to be within reach on foot, with every unit at or below an area."""
    found: list[Asked] = []
    for register in Register.objects.filter(effect="standard", is_public=True).order_by("key"):
        version = current_version(register.key, on)
        entries = entries_of(version.pk) if version else []
        found += [
            _asked(each, {}, on, below) for each in entries if _is_standard(each) and ring_of(each)
        ]
    return found


def rings_around(kind: str, on: date) -> list[tuple[Entry, Ring, str]]:
    """The open standards that ask for bodies of this kind within reach on foot, each with the level
    of the areas it asks it for."""
    found: list[tuple[Entry, Ring, str]] = []
    for register in Register.objects.filter(effect="standard", is_public=True).order_by("key"):
        version = current_version(register.key, on)
        for entry in entries_of(version.pk) if version else []:
            ring, level = ring_of(entry), str(entry.outcome.get("level", ""))
            if ring and level and kind in ring.kinds:
                found.append((entry, ring, level))
    return found


def _is_standard(entry: Entry) -> bool:
    return "value" in entry.outcome and bool({"level", "of_kind"} & entry.outcome.keys())


def is_obligation(entry: Entry) -> bool:
    """Whether it comes round again."""
    return _is_standard(entry) and entry.outcome.get("every") in MONTHS


def _asked(
    entry: Entry, read: Mapping[tuple[str, str, int], Reading], on: date, below: int | None
) -> Asked:
    subjects = _subjects(entry, on, below)
    counted = _counted(entry, subjects, on)
    required = Decimal(str(entry.outcome["value"]))
    measured = []
    for subject in subjects:
        reading = read.get((entry.key, subject.kind, subject.id))
        actual = reading.value if reading and counted is None else None
        if counted is not None:
            actual = Decimal(counted.get(subject.id, 0))
        measured.append(Measured(subject, required, actual, reading))
    return Asked(entry, measured, counted is not None)


def _coming_round(register_id: int, entry: Entry, on: date, below: int | None) -> Asked:
    """An obligation in the present period, and in the one before."""
    now = owed(register_id, entry, on, below)
    subjects = [each.subject for each in now.measured]
    before = span_before(on, entry.outcome["every"])
    return replace(now, before=_owed(register_id, entry, subjects, before))


def owed(register_id: int, entry: Entry, on: date, below: int | None = None) -> Asked:
    """An obligation in the present period."""
    subjects, every = _subjects(entry, on, below), entry.outcome["every"]
    return _owed(register_id, entry, subjects, span_around(on, every))


def _owed(register_id: int, entry: Entry, subjects: Sequence[Subject], period: Span) -> Asked:
    times = times_in(register_id, entry.key, period)
    required, none = Decimal(str(entry.outcome["value"])), (Decimal(0), None)
    measured = [
        Measured(each, required, *times.get((entry.key, each.kind, each.id), none))
        for each in subjects
    ]
    return Asked(entry, measured, is_counted=False, period=period)


def _subjects(entry: Entry, on: date, below: int | None) -> list[Subject]:
    if kind := entry.outcome.get("of_kind"):
        bodies = working_bodies(kind, on, below)
        return [Subject(BODY, each.pk, each.code, each.name, each.name_en) for each in bodies]
    areas = areas_of_level(entry.outcome["level"], below)
    return [Subject(AREA, each.pk, each.code, each.label, each.name_en) for each in areas]


def _counted(entry: Entry, subjects: list[Subject], on: date) -> dict[int, int] | None:
    """What there is by subject, where it can be counted."""
    what, _colon, key = str(entry.outcome.get("counts", "")).partition(":")
    level = str(entry.outcome.get("level", ""))
    if what == PEOPLE and "of_kind" in entry.outcome:
        return people_by_body(key, [each.id for each in subjects], on)
    if what == PEOPLE:
        return people_by_area(key, level, on)
    if (ring := ring_of(entry)) and level:
        return within_reach(ring, middles_of([each.id for each in subjects]), on)
    return bodies_by_area(key, level, on) if what == BODIES and level else None


def ring_of(entry: Entry) -> Ring | None:
    """The ring that an entry counts by, if it does."""
    what, _colon, said = str(entry.outcome.get("counts", "")).partition(":")
    return Ring.of(said) if what == NEAR else None
