"""Playing a plan: events in the order of their time, each through the action people use.

The simulated clock never passes `until`. Between events the sweep runs every simulated hour, so
that reminders, escalations and ratings that never come happen when they would.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from yiwang.foundation.records.actor import REPORTER, staff
from yiwang.packs.rehearsal import mediating
from yiwang.packs.rehearsal.moves import (
    ANSWERS,
    NOBODYS,
    REASONS,
    RESULTS,
    STILL_THERE,
    Course,
    Move,
    delay,
    rating,
    working_hours_later,
)
from yiwang.packs.rehearsal.plan import Fate, PlannedCase
from yiwang.packs.rehearsal.stage import Stage
from yiwang.structure.organizations.queries import with_function_near
from yiwang.work.cases.actions.act_by_code import act_by_code
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.queries import case_by_code, route_proposal
from yiwang.work.cases.reports import Place, Report
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries import TaskLine, tasks_of
from yiwang.work.workflows.subjects import NO_ENTRY, Inputs
from yiwang.work.workflows.sweep import sweep

HOUR = timedelta(hours=1)
Rehearsed = Callable[[int], None]  # told how many cases have come to their planned end


@dataclass(frozen=True, slots=True)
class Played:
    """What happened, since the first report."""

    cases: int
    acts: int
    since: datetime


class Play:
    """One performance of a plan on a stage."""

    def __init__(self, stage: Stage, until: datetime, rehearsed: Rehearsed) -> None:
        self.stage, self.until, self.rehearsed = stage, until, rehearsed
        self.events: list[tuple[datetime, int, Course, Move | None]] = []
        self.moves = stage.script.moves
        self.acts = 0

    def run(self, planned: list[PlannedCase]) -> Played:
        """Play everything to its end."""
        for case in planned:
            draw = random.Random(case.luck)  # noqa: S311 - a rehearsal has to be repeatable
            self._schedule(case.reported_at, Course(case, "", draw), None)
        since = swept_to = min((case.reported_at for case in planned), default=self.until)
        while self.events:
            at, _, course, move = heapq.heappop(self.events)
            while swept_to + HOUR <= at:
                swept_to += HOUR
                sweep(swept_to)
            self._happen(at, course, move)
        while swept_to + HOUR <= self.until:
            swept_to += HOUR
            sweep(swept_to)
        return Played(len(planned), self.acts, since)

    def _schedule(self, at: datetime, course: Course, move: Move | None) -> None:
        if at > self.until:
            self.rehearsed(1)
            return
        heapq.heappush(self.events, (at, course.planned.number, course, move))

    def _happen(self, at: datetime, course: Course, move: Move | None) -> None:
        if move is None:
            self._report(at, course)
        else:
            self._act(at, course, move)
        self.acts += 1
        self._plan_next(at, course)

    def _report(self, at: datetime, course: Course) -> None:
        settled_after = course.planned.settled_after
        told = self.stage.letter if settled_after is None else self.stage.dispute
        text, course.kind = told(course.draw)
        code, lng, lat = self.stage.spot(course.draw)
        report = Report(
            text=text,
            place=Place(lng, lat),
            area_code=code,
            contact=course.planned.telephone,
            is_rehearsal=True,
        )
        if self.moves.is_dispatched_at_once:
            report = replace(report, kind=course.kind)  # by which the register proposes whom
        if settled_after is not None:
            report = replace(report, kind=course.kind, contact=report.contact or NOBODYS)
            mediating.begin(course, at, settled_after)
        course.code = report_case(report, actor=REPORTER, now=at).tracking_code
        case = case_by_code(course.code)
        assert case.run_id, "every case starts a run"
        assert case.area_id, "spots lie in areas"
        course.run_id, course.area_id = case.run_id, case.area_id

    def _act(self, at: datetime, course: Course, move: Move) -> None:
        if move.task.role == "reporter":
            act_by_code(course.code, move.action, move.inputs, now=at)
            return
        account_id = self.stage.holder(move.task.post_id) if move.task.post_id else None
        assert account_id, "every post of the pack is held by somebody"
        perform(move.task.id, move.action, move.inputs, actor=staff(account_id), now=at)

    def _plan_next(self, now: datetime, course: Course) -> None:
        tasks = [task for task in tasks_of(course.run_id) if task.is_open]
        task = next((task for task in tasks if task.role == "coordinator"), None)
        task = task or (course.draw.choice(tasks) if tasks else None)
        if task is None or course.planned.stops_at in self.moves.stops_of(task.step):
            self.rehearsed(1)
            return
        move = self._move(now, course, task)
        if move is None:
            self.rehearsed(1)
        else:
            self._schedule(move.at, course, move)

    def _move(self, now: datetime, course: Course, task: TaskLine) -> Move | None:
        manner = self.moves.manner_of(task.step)
        if manner in mediating.MANNERS:
            return mediating.move(manner, now, course, task, self.stage)
        decided = MANNERS[manner](self, course, task)
        if decided is None:
            return None
        action, inputs = decided
        at = delay(task, now, self.stage.days, course.draw)
        if task.role == "reporter":
            at = now + timedelta(hours=course.draw.triangular(1, 120, 12))
        elif task.role == "coordinator":
            at = working_hours_later(now, course.draw.uniform(0.2, 1), self.stage.days, course.draw)
        return Move(task, action, inputs, at)

    def triage(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        if course.planned.is_settled:
            ways = self.moves.on_the_spot
            way = course.draw.choices(ways, [each.weight for each in ways])[0]
            text = course.draw.choice(RESULTS) if way.action == "settle" else ""
            return way.action, Inputs(kind=course.kind, nature=way.nature, text=text)
        action = self.moves.onward.get(task.step, "whistle")
        return action, Inputs(kind=course.kind, nature=self.moves.whistled)

    def triage_and_dispatch(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        """Both in one act, where whoever takes a case in also names who handles it."""
        if course.planned.is_settled:
            return self.triage(course, task)
        action, inputs = self.dispatch(course, task)
        return action, replace(inputs, kind=course.kind, nature=self.moves.whistled)

    def settle(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        return "settle", Inputs(text=course.draw.choice(RESULTS))

    def dispatch(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        proposed = route_proposal(case_by_code(course.code), self.stage.on)
        chosen = [body.pk for body in proposed.organizations] if proposed else []
        near = [body.pk for body in with_function_near(course.area_id, self.stage.on)]
        others = [body for body in near if body not in chosen] if self.moves.joined else []
        if others and (not chosen or course.draw.random() < self.moves.joined):
            chosen.append(course.draw.choice(others))
        return "dispatch", Inputs(organizations=tuple(chosen))

    def respond(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        if task.role == "coordinator":
            return "redirect", Inputs(organizations=(course.draw.choice(self._free(course)),))
        if task.state == "open":
            is_to_return = course.planned.is_returned and not course.is_returned
            if is_to_return and self._free(course):
                course.is_returned = True
                return "return", self.given_back(course)
            return "acknowledge", Inputs()
        return "finish", self.shown(course.draw.choice(RESULTS))

    def _free(self, course: Course) -> list[int]:
        """Departments nearby that are not on the case: to one of them it may be redirected."""
        if not self.moves.joined:
            return []
        near = with_function_near(course.area_id, self.stage.on)
        taken = {task.organization_id for task in tasks_of(course.run_id) if task.role == "handler"}
        return [body.pk for body in near if body.pk not in taken]

    def shown(self, result: str) -> Inputs:
        """A result with everything that any type asks it to be shown by."""
        photos = (self.stage.photo,)
        return Inputs(
            text=result, photos=photos, photos_before=photos, documents=photos, metres_off=0
        )

    def given_back(self, course: Course) -> Inputs:
        """By the very entry that was gone by: it names somebody else."""
        proposed = route_proposal(case_by_code(course.code), self.stage.on)
        ruling = proposed.decision.entry if proposed else None
        return Inputs(
            reason=course.draw.choice(REASONS),
            reason_code="not_ours",
            entry=ruling.key if ruling else NO_ENTRY,
        )

    def verify(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        if course.planned.is_reworked and not course.is_reworked:
            course.is_reworked = True
            reason = "现场仍有遗留问题，没有处理彻底。"
            return ("send_back" if course.planned.is_settled else "rework"), Inputs(reason=reason)
        return "pass_check", Inputs()

    def answer(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        return "answer", Inputs(text=course.draw.choice(ANSWERS))

    def rate(self, course: Course, task: TaskLine) -> tuple[str, Inputs] | None:
        fate = course.planned.fate
        if fate is Fate.UNRATED or (course.is_reopened and fate is Fate.REOPENED_UNRATED):
            return None
        return "rate", rating(course)

    def dissatisfied(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        if course.planned.fate is Fate.GAVE_UP:
            return "accept_outcome", Inputs()
        course.is_reopened = True
        course.planned = replace(course.planned, is_settled=False)
        return self.moves.reopens, Inputs(reason=course.draw.choice(STILL_THERE))

    def reopen(self, course: Course, task: TaskLine) -> tuple[str, Inputs]:
        return "grant_reopen", Inputs()


MANNERS: dict[str, Callable[[Play, Course, TaskLine], tuple[str, Inputs] | None]] = {
    "triage": Play.triage,
    "triage_and_dispatch": Play.triage_and_dispatch,
    "settle": Play.settle,
    "dispatch": Play.dispatch,
    "respond": Play.respond,
    "verify": Play.verify,
    "answer": Play.answer,
    "rate": Play.rate,
    "dissatisfied": Play.dissatisfied,
    "reopen": Play.reopen,
}
