"""Generated from the five steps: in each of them every act of the whole definition is tried by the
one whose task it is. What the step offers goes through, everything else is refused and leaves
nothing behind, and after each the clocks agree with the tasks."""

import tomllib
from itertools import product

import pytest

from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.subjects import NO_ENTRY, Part
from yiwang.work.workflows.tests.land import FIVE_STEP

FIVE_STEPS = Definition.model_validate(tomllib.loads(FIVE_STEP.read_text()))
WHISTLED = [("clerk", "whistle")]
CALLED = [*WHISTLED, ("dispatcher", "dispatch")]
HANDLED = [*CALLED, ("streets", "finish"), ("housing", "finish")]
DISPUTED = [
    *[("streets", "return"), ("dispatcher", "redirect"), ("water", "return")],
    *[("dispatcher", "redirect_back"), ("streets", "return")],
]
ANSWERED = [*HANDLED, ("verifier", "pass_check"), ("clerk", "answer")]
REQUESTED = [*ANSWERED, ("reporter", "rate"), ("reporter", "request_reopen")]
REFUSED = [*REQUESTED, ("dispatcher", "refuse_reopen")]
# (step, role) -> who has the task there, and how the run gets there
PLACES = {
    ("collect", "actor"): ("clerk", []),
    ("talk_over", "actor"): ("clerk", [("clerk", "talk_over")]),
    ("take_up", "actor"): ("leader", [("clerk", "take_up")]),
    ("dispatch", "actor"): ("dispatcher", WHISTLED),
    ("respond", "handler"): ("streets", CALLED),
    ("respond", "coordinator"): ("dispatcher", [*CALLED, ("streets", "return")]),
    ("respond", "arbiter"): ("supervisor", [*CALLED, *DISPUTED]),
    ("verify", "actor"): ("verifier", HANDLED),
    ("answer", "actor"): ("clerk", [*HANDLED, ("verifier", "pass_check")]),
    ("rate", "reporter"): ("reporter", ANSWERED),
    ("dissatisfied", "reporter"): ("reporter", [*ANSWERED, ("reporter", "rate")]),
    ("reopen_request", "actor"): ("dispatcher", REQUESTED),
    ("reopen_refused", "reporter"): ("reporter", REFUSED),
    ("appeal", "actor"): ("supervisor", [*REFUSED, ("reporter", "appeal_refusal")]),
}
KEYS = sorted({action.key for step in FIVE_STEPS.steps.values() for action in step.actions})
GIVEN = {
    "text": "words",
    "reason": "a reason",
    "reason_code": "not_ours",
    "kind": "litter",
    "nature": "joint",
    "grade": 1,
    "parts": (Part("one"), Part("another")),
}
OFFICES = {
    "dispatch": {"offices": ["streets", "housing"]},
    "redirect": {"offices": ["water"]},
    "redirect_back": {"offices": ["streets"]},
    "assign_finally": {"offices": ["water"], "entry": NO_ENTRY},
}


def offered(step, role):
    actions = FIVE_STEPS.steps[step].actions
    return {action.key for action in actions if ACTS[action.act].role == role}


def act(land, who, key):
    given = GIVEN | OFFICES.get(key, {})
    key = "redirect" if key == "redirect_back" else key
    by_the_sweep = key == "expire" and who == "reporter"
    return land.act("system" if by_the_sweep else who, key, **given)


def assert_clocks_agree_with_tasks(run):
    """Every open task has a clock running, every ended one has none, and nothing is swept of it."""
    for task in Task.objects.filter(run=run).prefetch_related("clocks"):
        running = [clock for clock in task.clocks.all() if clock.state == "running"]
        stopped = [clock for clock in task.clocks.all() if clock.state != "running"]
        assert bool(running) == (task.state in OPEN_TASK_STATES), task.outcome
        assert all(clock.ended_at is None and clock.next_action for clock in running)
        assert all(clock.ended_at and clock.next_action_at is None for clock in stopped)
    if not run.is_open:
        assert not Task.objects.filter(run=run, state__in=OPEN_TASK_STATES).exists()
        assert not Clock.objects.filter(task__run=run, next_action_at__isnull=False).exists()


@pytest.mark.parametrize(("place", "key"), [*product(PLACES, KEYS)], ids=str)
def test_only_what_the_step_offers_is_possible(land, place, key):
    who, way = PLACES[place]
    land.start()
    for by, done in way:
        act(land, by, done)
    assert_clocks_agree_with_tasks(land.run)
    before = (land.states(), land.records())

    if key in offered(*place):
        run = act(land, who, key)
        assert land.records()[:-1] == before[1]
        assert land.states() != before[0] or run.step != place[0] or key == "split"
    else:
        with pytest.raises(NotPossible):
            act(land, who, key)
        assert (land.states(), land.records()) == before
    assert_clocks_agree_with_tasks(land.reload())


def test_every_step_and_role_has_been_tried():
    tried = {place[0] for place in PLACES}
    ends = {key for key, step in FIVE_STEPS.steps.items() if step.kind == "end"}

    assert tried | ends == set(FIVE_STEPS.steps)
