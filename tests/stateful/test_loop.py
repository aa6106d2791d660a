"""The five-step loop under random acts of random people, legal and not, while time passes.

A few short walks by default; `YIWANG_WALKS=200` walks further, for a night or a change of engine.
"""

import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from hypothesis import HealthCheck, Phase
from hypothesis import settings as walk_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.stateful.announcing import announce, announced
from tests.stateful.people import (
    ASKING_WHY,
    KINDS,
    SPOTS,
    Person,
    answering,
    brought,
    departments,
    dispatchers,
    everybody,
    fitting,
)
from tests.stateful.replay import replayed, stored
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.records.verify import verify
from yiwang.foundation.refusals import Refusal
from yiwang.portals.casework.tests.staging import photo
from yiwang.work.cases.actions.merge_cases import MergeCases, merge_cases
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.actions.unmerge_case import unmerge_case
from yiwang.work.cases.actions.withdraw_case import withdraw_case
from yiwang.work.cases.models import Case, Merge
from yiwang.work.cases.policies import visible_cases
from yiwang.work.cases.reports import Place, Report
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.actions.recount_clocks import recount_clocks
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Pause, Request, Run, Task
from yiwang.work.workflows.models.run import HELD, OPEN_TASK_STATES, STEP_ROLES
from yiwang.work.workflows.queries import possible_actions
from yiwang.work.workflows.reckoning import MOMENTS, cap, ledger_of, reckon
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import sweep

MORNING = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MOST_CASES = 3
LEAK = "housing.leak"
LIVING = {"running", "paused"}
WALKS = int(os.environ.get("YIWANG_WALKS", "10"))
STEPS = int(os.environ.get("YIWANG_WALK_STEPS", "20"))


class Loop(RuleBasedStateMachine):
    """A few cases at once, and everybody in testland."""

    days: ClassVar[dict[date, DaySpec]] = {}

    @initialize()
    def begin(self) -> None:
        self.now, self.codes = MORNING, {}  # case id -> code
        self.people = everybody()
        Loop.days = Loop.days or announced()
        announce(Loop.days, self.now)  # walks do not hear of each other

    def _tasks(self, **conditions: object) -> list[Task]:
        found = Task.objects.filter(run__subject_id__in=self.codes, **conditions)
        return list(found.select_related("run").order_by("id"))

    def _runs(self) -> list[Run]:
        return list(Run.objects.filter(subject_id__in=self.codes).order_by("id"))

    def _records(self) -> int:
        return Record.objects.filter(subject="cases.case", subject_id__in=self.codes).count()

    @precondition(lambda self: len(self.codes) < MOST_CASES)
    @rule(kind=st.sampled_from([*KINDS, ""]), spot=st.sampled_from(SPOTS), acts=st.integers(0, 5))
    def report(self, kind: str, spot: tuple[float, float], acts: int) -> None:
        """Somebody reports; now and then departments have it by the time we look."""
        report = Report("楼道里水管渗水，已经三天", kind=kind, place=Place(*spot))
        answer = report_case(report, actor=REPORTER, now=self.now)
        self.codes[answer.case_id] = answer.tracking_code
        given = Inputs(kind=LEAK, nature="joint", organizations=tuple(departments()[:2]))
        for action in ("whistle", "dispatch", "acknowledge", "acknowledge", "finish")[:acts]:
            for task, person, key in self._buttons(run__subject_id=answer.case_id):
                if key == action:
                    self._perform(task, action, replace(given, text="已修好"), person)
                    break

    @precondition(lambda self: self.codes)
    @rule(data=st.data(), acts=st.integers(1, 8))
    def work(self, data: st.DataObject, acts: int) -> None:
        """Those who answer for open tasks press their buttons, one after the other."""
        for _act in range(acts):
            self.now += timedelta(minutes=data.draw(st.integers(1, 90), "minutes"))
            buttons = self._buttons()
            if buttons:
                task, person, action = data.draw(st.sampled_from(buttons), "button")
                fit = fitting(action, self.now.date())
                inputs = replace(data.draw(fit, "inputs"), photos=(photo(),))
                self._perform(task, action, inputs, person)

    def _buttons(self, **conditions: object) -> list[tuple[Task, Person, str]]:
        return [
            (task, person, each.key)
            for task in self._tasks(state__in=OPEN_TASK_STATES, **conditions)
            for person in answering(task, self.now)
            for each in possible_actions(task, person.account, now=self.now)
        ]

    @precondition(lambda self: self.codes)
    @rule(data=st.data(), inputs=st.deferred(brought))
    def act_as_one_likes(self, data: st.DataObject, inputs: Inputs) -> None:
        """Anybody tries anything on any task, ended ones too."""
        task = data.draw(st.sampled_from(self._tasks()), "task")
        person = data.draw(st.sampled_from(self.people), "who")
        steps = definition_of_version(task.run.version_id).steps.values()
        keys = sorted({action.key for step in steps for action in step.actions} | {*ASKING_WHY})
        action = data.draw(st.sampled_from([*keys, "no_such_action"]), "action")
        self._perform(task, action, inputs, person)

    @precondition(lambda self: self.codes)
    @rule(data=st.data(), mood=st.integers(0, 5))
    def withdraw(self, data: st.DataObject, mood: int) -> None:
        """Now and then a reporter does, or tries to."""
        if mood:
            return
        code = data.draw(st.sampled_from(sorted(self.codes.values())), "code")
        self._attempt(lambda: withdraw_case(code, now=self.now))

    @precondition(lambda self: len(self.codes) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        """Somebody who dispatches puts two cases together, or tries to."""
        seeing = [(person, pair) for person in dispatchers() for pair in self._pairs(person)]
        anybody = [(person, sorted(self.codes)[:2]) for person in dispatchers()]
        person, pair = data.draw(st.sampled_from(seeing or anybody), "who and what")
        wanted = MergeCases(*pair, reason="同一处漏水")
        self._attempt(lambda: merge_cases(wanted, actor=person.actor, now=self.now), records=2)

    @precondition(lambda self: self._merged() if hasattr(self, "codes") else False)
    @rule(data=st.data())
    def unmerge(self, data: st.DataObject) -> None:
        """… and takes them apart again."""
        member = data.draw(st.sampled_from(self._merged()), "member")
        person = data.draw(st.sampled_from(dispatchers()), "who")
        self._attempt(
            lambda: unmerge_case(member, "不是一处", actor=person.actor, now=self.now), records=2
        )

    def _pairs(self, person: Person) -> list[tuple[int, ...]]:
        assert person.account is not None  # a dispatcher
        seen = visible_cases(person.account, self.now).filter(pk__in=self.codes, is_open=True)
        return list(permutations(seen.order_by("pk").values_list("pk", flat=True), 2))

    def _merged(self) -> list[int]:
        open_ones = Merge.objects.filter(member__in=self.codes, unmerged_at=None)
        return list(open_ones.order_by("member_id").values_list("member_id", flat=True))

    @rule(days=st.integers(-3, 20), works=st.booleans())
    def working_days(self, days: int, works: bool) -> None:
        """Another day off, or a make-up working day; the reader of the record comes by."""
        day = (self.now + timedelta(days=days)).date()
        announce(announced() | {day: DaySpec(day, is_working=works)}, self.now)
        seal_pending(self.now)
        recount_clocks(actor=SYSTEM, now=self.now)
        self.now += timedelta(minutes=1)
        recount_clocks(actor=SYSTEM, now=self.now)

    @rule(hours=st.sampled_from([1, 5, 30, 200]))
    def wait(self, hours: int) -> None:
        """Time passes, and the sweep does what is due."""
        self.now += timedelta(hours=hours)
        assert sweep(self.now).failed == 0

    def _perform(self, task: Task, action: str, inputs: Inputs, person: Person) -> None:
        offered = {
            each.key
            for each in possible_actions(task, person.account, now=self.now)
            if not each.refusal
        }
        done = self._attempt(
            lambda: perform(task.pk, action, inputs, actor=person.actor, now=self.now)
        )
        assert not done or action in offered, f"{action} was done without being offered"

    def _attempt(self, deed: object, records: int = 1) -> bool:
        """Whether it was done: then it left so many records, and one with each case that goes along
        with it; else nothing changed at all."""
        most = records + len(self._merged())
        before, had = self._everything(), self._records()
        try:
            deed()  # type: ignore[operator]  # a deed without arguments
        except Refusal:
            assert (self._everything(), self._records()) == (before, had)
            return False
        assert records <= self._records() - had <= most
        return True

    def _everything(self) -> list[list[tuple[object, ...]]]:
        cases = Case.objects.filter(pk__in=self.codes).order_by("pk")
        runs = Run.objects.filter(subject_id__in=self.codes).order_by("pk")
        of_runs = [
            each.objects.filter(run__in=runs).order_by("pk")
            for each in (Task, Clock, Pause, Request)
        ]
        return [list(rows.values_list()) for rows in (cases.defer("words"), runs, *of_runs)]

    @invariant()
    def history_replays_to_what_is_stored(self) -> None:
        for run in self._runs() if hasattr(self, "codes") else ():
            assert replayed(run, definition_of_version(run.version_id)) == stored(run)

    @invariant()
    def clocks_live_as_long_as_their_tasks(self) -> None:
        for task in self._tasks() if hasattr(self, "codes") else ():
            states = dict(task.clocks.values_list("purpose", "state"))
            waiting = task.clocks.exclude(next_action_at=None).exists()
            if task.state in OPEN_TASK_STATES:
                assert LIVING & {states.get("resolve", "running")}
                assert task.state == "open" or "acknowledge" not in LIVING & states.keys()
            elif task.state == HELD:
                assert "running" not in states.values()
                assert not waiting
            else:
                assert not LIVING & set(states.values())
                assert not waiting

    @invariant()
    def what_is_due_is_a_reading_of_the_ledger(self) -> None:
        for run in self._runs() if hasattr(self, "codes") else ():
            ledger = ledger_of(run.pk)
            clocks = list(Clock.objects.filter(run=run, state__in=LIVING).select_related("task"))
            before = {clock.pk: [getattr(clock, each) for each in MOMENTS] for clock in clocks}
            for clock in clocks:
                reckon(clock, ledger)
            for task_id in {clock.task_id for clock in clocks}:
                cap([clock for clock in clocks if clock.task_id == task_id])
            assert before == {c.pk: [getattr(c, each) for each in MOMENTS] for c in clocks}
            standing = {c.pk for c in clocks if any(not p.ended_at for p in ledger.pauses_of(c))}
            assert standing == {clock.pk for clock in clocks if clock.state == "paused"}

    @invariant()
    def somebody_answers_for_every_open_case(self) -> None:
        for run in self._runs() if hasattr(self, "codes") else ():
            tasks = self._tasks(run=run, role__in=STEP_ROLES, state__in=OPEN_TASK_STATES)
            held = self._tasks(run=run, role__in=STEP_ROLES, state=HELD)
            assert bool(held) == (run.subject_id in self._merged())
            assert bool(tasks or held) == run.is_open or (held and not tasks)
            for task in tasks:
                is_somebodys = task.post_id or task.escalated_to_id or task.area_id is None
                assert is_somebodys or task.role == "reporter"

    @invariant()
    def closed_means_verified_or_said_why(self) -> None:
        for run in self._runs() if hasattr(self, "codes") else ():
            assert Case.objects.get(pk=run.subject_id).is_open == run.is_open
            if run.is_open:
                continue
            mine = Record.objects.filter(subject="cases.case", subject_id=run.subject_id)
            names = set(mine.values_list("name", flat=True))
            said = {"cases.case.verified", "cases.case.declined", "cases.case.withdrawn"}
            together = "cases.case.answered_together"  # with one of which that is true
            assert names & {*said, together} or run.outcome == "void"


@pytest.mark.usefixtures("db")
def test_no_walk_breaks_what_must_always_hold(settings: LazySettings, tmp_path: Path) -> None:
    settings.HOME = tmp_path  # heads are published there, and those of other tests are not ours
    walks = walk_settings(
        max_examples=WALKS,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=WALKS == 10,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate] if WALKS == 10 else list(Phase),
        report_multiple_bugs=False,
    )

    run_state_machine_as_test(Loop, settings=walks)

    seal_pending(MORNING + timedelta(days=300))
    assert verify().is_sound
