"""What will happen in a rehearsal: pure, the same for the same seed.

The targets are the locality's own figures. `satisfied` is a share of the ratings given, so the
number of ratings is chosen for the share to come out exactly.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from operator import itemgetter
from zoneinfo import ZoneInfo

WAITING_STEPS = ("dispatch", "respond", "verify", "answer")
LOCAL = ZoneInfo("Asia/Shanghai")
ONCE_AROUND = 45  # days: the longest limit is 20 working days, and holidays may lie between
AGAIN = 10  # days: the reporter's own, before the same again after a reopening


class Fate(StrEnum):
    """How a case ends."""

    SATISFIED = "satisfied"
    UNRATED = "unrated"
    REOPENED_SATISFIED = "reopened_satisfied"
    REOPENED_UNRATED = "reopened_unrated"
    GAVE_UP = "gave_up"  # dissatisfied, and leaves it at that
    LEFT_OPEN = "left_open"
    NOT_TRIAGED = "not_triaged"


NOBODY_HAS = "0100-2{:06}"  # no place has the area code 0100, so no telephone rings
REOPENED = {Fate.REOPENED_SATISFIED, Fate.REOPENED_UNRATED}


@dataclass(frozen=True, slots=True)
class Targets:
    """What a rehearsal has to come out at."""

    accepted: int
    solved: int
    satisfied: Fraction  # of the ratings given
    rated: Fraction = Fraction(1, 2)  # about so many of the solved are rated
    waiting: int = 0  # reported, not triaged yet, beyond the accepted
    settled: Fraction = Fraction(2, 5)  # on the spot, without a whistle
    disputes: int = 0  # of those that end, settled by mediation
    settling_days: tuple[int, ...] = ()  # from report to agreement, over and over
    reachable: Fraction = Fraction(0)  # of those who report: they leave a telephone number
    days: int = 300
    around: int = ONCE_AROUND  # days that a case is given to end; with fewer, some stay open
    open_days: tuple[int, int] = (10, 14)  # those left open were reported so long before the end
    seed: int = 230800


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One case to come: everything drawn beforehand that does not depend on the territory."""

    number: int
    reported_at: datetime
    fate: Fate
    is_settled: bool  # on the spot; else departments are whistled
    is_returned: bool  # one department returns it first
    is_reworked: bool
    stops_at: str  # for those left open: how the step is played that nobody finishes
    luck: int  # seed of the draws made while it is played
    settled_after: int | None = None  # days to the agreement; None: no dispute
    telephone: str = ""  # that nobody has; empty: the reporter left none


def plan(targets: Targets, *, until: datetime) -> list[PlannedCase]:
    """All cases of the rehearsal, by the time they are reported; the last ones stay open."""
    draw = random.Random(targets.seed)  # noqa: S311 - a rehearsal has to be repeatable
    ended, open_ones = _fates(targets, draw)
    first = until.astimezone(LOCAL).date() - timedelta(days=targets.days)
    early = sorted(
        ((_moment(first, _early_days(fate, targets), draw), fate) for fate in ended),
        key=itemgetter(0),
    )
    late = sorted((_recent(fate, targets, until, draw), fate) for fate in open_ones)
    cases = [
        _case(number, at, fate, targets, draw)
        for number, (at, fate) in enumerate([*early, *late], start=1)
    ]
    cases = _with_disputes(cases, targets) if targets.disputes else cases
    return _with_telephones(cases, targets) if targets.reachable else cases


def _with_telephones(cases: list[PlannedCase], targets: Targets) -> list[PlannedCase]:
    """The share of them that can be called back. Drawn apart, so that nothing else changes."""
    draw = random.Random(targets.seed + 2)  # noqa: S311 - a rehearsal has to be repeatable
    return [
        replace(case, telephone=NOBODY_HAS.format(case.number))
        if draw.random() < targets.reachable
        else case
        for case in cases
    ]


def _with_disputes(cases: list[PlannedCase], targets: Targets) -> list[PlannedCase]:
    """So many of the cases that end once and well become disputes, reported in office hours."""
    draw = random.Random(targets.seed + 1)  # noqa: S311 - a rehearsal has to be repeatable
    fitting = [case.number for case in cases if case.fate in {Fate.SATISFIED, Fate.UNRATED}]
    chosen = draw.sample(fitting, targets.disputes)
    spread = targets.settling_days
    days = [spread[place % len(spread)] for place in range(targets.disputes)]
    draw.shuffle(days)
    settled = dict(zip(chosen, days, strict=True))
    found = [
        replace(
            case,
            settled_after=settled[case.number],
            is_reworked=False,
            reported_at=_in_office_hours(case.reported_at, draw),
        )
        if case.number in settled
        else case
        for case in cases
    ]
    return sorted(found, key=lambda case: case.reported_at)


def _in_office_hours(at: datetime, draw: random.Random) -> datetime:
    minutes = draw.randrange(8 * 60, 15 * 60)
    return datetime.combine(at.astimezone(LOCAL).date(), time(minutes // 60, minutes % 60), LOCAL)


def _fates(targets: Targets, draw: random.Random) -> tuple[list[Fate], list[Fate]]:
    """The fates of the cases that end, and of those that stay open, each shuffled."""
    unsolved = targets.accepted - targets.solved
    step = targets.satisfied.denominator  # so many ratings at a time give a whole number
    rated = max(int(targets.solved * targets.rated) // step * step, step)
    satisfied = int(rated * targets.satisfied)
    gave_up = min(unsolved // 2, rated - satisfied)
    reopened_unrated = rated - satisfied - gave_up
    reopened_satisfied = min(satisfied, targets.accepted // 100)
    ended = (
        [Fate.SATISFIED] * (satisfied - reopened_satisfied)
        + [Fate.REOPENED_SATISFIED] * reopened_satisfied
        + [Fate.REOPENED_UNRATED] * reopened_unrated
        + [Fate.UNRATED] * (targets.solved - satisfied - reopened_unrated)
        + [Fate.GAVE_UP] * gave_up
    )
    open_ones = [Fate.LEFT_OPEN] * (unsolved - gave_up) + [Fate.NOT_TRIAGED] * targets.waiting
    draw.shuffle(ended)
    draw.shuffle(open_ones)
    return ended, open_ones


def _early_days(fate: Fate, targets: Targets) -> int:
    """In how many of the days it may be reported, so that there is time for it to end."""
    needed = 2 * targets.around + AGAIN if fate in REOPENED else targets.around
    return max(targets.days - needed, targets.days // 4)


def _moment(first: date, days: int, draw: random.Random) -> datetime:
    """Some time of the day, more often by day than at night, in local time."""
    day = first + timedelta(days=draw.randrange(days))
    minutes = int(draw.triangular(6 * 60, 22 * 60, 10 * 60))
    return datetime.combine(day, time(minutes // 60, minutes % 60), LOCAL)


def _recent(fate: Fate, targets: Targets, until: datetime, draw: random.Random) -> datetime:
    """Within the last hours for what nobody has looked at yet, else days ago."""
    least, most = (0, 0.5) if fate is Fate.NOT_TRIAGED else targets.open_days
    return until - timedelta(days=draw.uniform(least, most), minutes=5)


def _case(
    number: int, at: datetime, fate: Fate, targets: Targets, draw: random.Random
) -> PlannedCase:
    stops_at = {
        Fate.LEFT_OPEN: draw.choice(WAITING_STEPS),
        Fate.NOT_TRIAGED: "triage",
    }.get(fate, "")
    is_settled = fate is not Fate.LEFT_OPEN and draw.random() < targets.settled
    return PlannedCase(
        number=number,
        reported_at=at,
        fate=fate,
        is_settled=is_settled,
        is_returned=draw.random() < 0.06,
        is_reworked=draw.random() < 0.03,
        stops_at=stops_at,
        luck=draw.getrandbits(32),
    )
