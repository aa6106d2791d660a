"""How disputes are rehearsed: the parties choose a way, meet, and agree on the day planned."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from yiwang.packs.rehearsal.moves import Course, Move
from yiwang.packs.rehearsal.plan import LOCAL
from yiwang.packs.rehearsal.stage import Stage
from yiwang.work.cases.queries import case_by_code, route_proposal
from yiwang.work.workflows.queries import TaskLine
from yiwang.work.workflows.subjects import Inputs

Decided: TypeAlias = tuple[str, Inputs]
OPENS, SHUTS = 8, 20  # hours of the day in which people meet
MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
WISHES = ("双方都愿意坐下来谈。", "不想打官司，先请人调解。")
SESSIONS = ("双方各说了情况，约好再谈。", "意见接近了，还差费用怎么分担。")
TERMS = ("约定时间和做法，双方互相体谅。", "费用各半，一周内完成。", "书面约定，逾期再来调解。")
VIEWS = ("同意按约定办理。", "已讲明依据，无其他意见。")


def begin(course: Course, at: datetime, days: int) -> None:
    """Draw when the parties agree: so many days after the report, or hours later the same day."""
    later = timedelta(days=days, minutes=course.draw.randint(-30, 30))
    course.agrees_at = at + (later if days else timedelta(hours=course.draw.uniform(2, 5)))
    course.sessions_left = course.draw.randint(0, min(days, 3))


def move(manner: str, now: datetime, course: Course, task: TaskLine, stage: Stage) -> Move:
    """What is done next, and when: agreements at their time, all else on the way there."""
    action, inputs = MANNERS[manner](now, course, task, stage)
    assert course.agrees_at, "only disputes are played so"
    if action == "confirmed":
        at = now + A_DAY * course.draw.uniform(3, 12)
    elif action.startswith("agree"):
        at = max(course.agrees_at, now + MINUTE)
    else:
        at = on_the_way(now, course.agrees_at, course.draw)
    return Move(task, action, inputs, at)


def on_the_way(now: datetime, until: datetime, draw: random.Random) -> datetime:
    """Some time before `until`, by day where that leaves time enough."""
    left = until - now
    at = now + max(min(left * draw.uniform(0.1, 0.3), A_DAY * 0.8), MINUTE)
    local = at.astimezone(LOCAL)
    if not OPENS <= local.hour < SHUTS:
        morning = local.replace(hour=OPENS, minute=draw.randrange(60))
        morning += A_DAY if local.hour >= SHUTS else timedelta()
        at = morning if morning < until else at
    return at


def choose(now: datetime, course: Course, task: TaskLine, stage: Stage) -> Decided:
    moves, days = stage.script.moves, course.planned.settled_after or 0
    ways = [way for way in moves.paths if way.days[0] <= days <= way.days[1]]
    way = course.draw.choices(ways, [each.weight for each in ways])[0]
    return way.action, Inputs(
        kind=course.kind, nature=moves.disputed, reason=course.draw.choice(WISHES)
    )


def call(now: datetime, course: Course, task: TaskLine, stage: Stage) -> Decided:
    proposed = route_proposal(case_by_code(course.code), stage.on)
    assert proposed, "a register says who sits on a panel"
    return "dispatch", Inputs(organizations=tuple(body.pk for body in proposed.organizations))


def sit(now: datetime, course: Course, task: TaskLine, stage: Stage) -> Decided:
    if task.state == "open":
        return "acknowledge", Inputs()
    if task.is_lead and course.sessions_left:
        return _session(course)
    return "finish", Inputs(text=course.draw.choice(VIEWS))


def mediate(now: datetime, course: Course, task: TaskLine, stage: Stage) -> Decided:
    if course.sessions_left:
        return _session(course)
    return "agree", _terms(course)


def conclude(now: datetime, course: Course, task: TaskLine, stage: Stage) -> Decided:
    action = "agree_to_confirm" if course.draw.random() < 0.3 else "agree"
    return action, _terms(course)


def confirm(now: datetime, course: Course, task: TaskLine, stage: Stage) -> Decided:
    return "confirmed", Inputs()


def _session(course: Course) -> Decided:
    course.sessions_left -= 1
    return "hold_session", Inputs(reason=course.draw.choice(SESSIONS))


def _terms(course: Course) -> Inputs:
    draw = course.draw
    amount = Decimal(draw.randrange(5, 200) * 100) if draw.random() < 0.5 else None
    free = Decimal(0)  # mediation is free of charge
    return Inputs(text=draw.choice(TERMS), people=draw.randint(2, 6), amount=amount, cost=free)


MANNERS: dict[str, Callable[[datetime, Course, TaskLine, Stage], Decided]] = {
    "choose": choose,
    "call": call,
    "sit": sit,
    "mediate": mediate,
    "conclude": conclude,
    "confirm": confirm,
}
