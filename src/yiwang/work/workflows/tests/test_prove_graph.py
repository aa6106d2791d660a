"""The proof of a definition by itself: each rule broken alone, and the path that shows it."""

from pathlib import Path

import pytest
from hypothesis import given, settings

import yiwang.packs
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.proof import prove_graph, warnings_of
from yiwang.work.workflows.proof.graph import moves_of
from yiwang.work.workflows.proof.ways import check_ways
from yiwang.work.workflows.tests.loops import GONE, action, any_definitions, loop

PACKS = Path(yiwang.packs.__file__).parent
WAY_TO_RATE = ("collect", "decline", "rate")
WAY_TO_ANSWER = ("collect", "settle", "verify", "pass_check", "answer")
ROUND = (
    *("unhappy", "reopen", "dispatch", "dispatch", "respond", "finish", "verify"),
    *("pass_check", "answer", "answer", "rate", "rate", "unhappy"),
)
END = {"name": "x", "name_en": "x", "stage": "out", "kind": "end", "outcome": "other"}
BROKEN = {  # what is changed -> the only rule it breaks, and the path shown for it
    "a start that is nowhere": ([("start", "nowhere")], "start_exists", ()),
    "a start in emergencies that is nowhere": (
        [("start_in_emergency", "nowhere")],
        "start_exists",
        (),
    ),
    "a start that is an end": ([("start", "closed")], "start_fits", ()),
    "a way to nowhere": ([("steps.answer.actions.0.to", "x")], "target_exists", ("answer",)),
    "done to nowhere": ([("steps.respond.when_done", "x")], "target_exists", ("respond",)),
    "unhappy to nowhere": (
        [("steps.rate.actions.0.to_dissatisfied", "x")],
        "target_exists",
        ("rate",),
    ),
    "an unknown stage": ([("steps.answer.stage", "x")], "stage_exists", ("answer",)),
    "a stage twice": (
        [("stages.2.key", "work"), ("stages.3", {"key": "out", "name": "o", "name_en": "o"})],
        "one_key",
        (),
    ),
    "an action twice": (
        [("steps.answer.actions.1", action("answer", "rate"))],
        "one_key",
        ("answer",),
    ),
    "barred by an unknown step": ([("steps.verify.not_by", ["x"])], "barred_exists", ("verify",)),
    "barred by itself": ([("steps.verify.not_by", ["verify"])], "barred_exists", ("verify",)),
    "barred by the reporter": ([("steps.verify.not_by", ["rate"])], "barred_exists", ("verify",)),
    "nobody's step": ([("steps.answer.post", GONE)], "setting_missing", ("answer",)),
    "nobody handles": ([("steps.respond.post", GONE)], "setting_missing", ("respond",)),
    "no way on when done": ([("steps.respond.when_done", GONE)], "setting_missing", ("respond",)),
    "a reporter awaited for ever": ([("steps.rate.resolve", GONE)], "setting_missing", ("rate",)),
    "an end that says nothing": ([("steps.closed.outcome", GONE)], "setting_missing", ("closed",)),
    "no finish": ([("steps.respond.actions.2", GONE)], "act_missing", ("respond",)),
    "no signing for its limit": ([("steps.respond.actions.0", GONE)], "act_missing", ("respond",)),
    "no expiry": ([("steps.unhappy.actions.1", GONE)], "act_missing", ("unhappy",)),
    "returned to nobody": (
        [("steps.respond.coordinator", GONE)],
        "returns_have_a_way",
        ("respond",),
    ),
    "returned for good": ([("steps.respond.actions.3", GONE)], "returns_have_a_way", ("respond",)),
    "disputed with nobody to settle it": (
        [
            ("steps.respond.returns", 2),
            ("steps.respond.arbiter", "supervisor"),
            ("steps.respond.arbitrate", {"value": 4, "clock": "work_hour"}),
        ],
        "disputes_have_an_arbiter",
        ("respond",),
    ),
    "an arbiter of one": ([("steps.answer.arbiter", "x")], "setting_idle", ("answer",)),
    "a coordinator of one": ([("steps.answer.coordinator", "x")], "setting_idle", ("answer",)),
    "a gate for nothing": ([("steps.answer.actions.0.gate", "x")], "setting_idle", ("answer",)),
    "late without a limit": ([("steps.answer.escalate", ["x"])], "limit_missing", ("answer",)),
    "no calendar": (
        [("calendar", ""), ("steps.rate.resolve.value", 1)],
        "limit_has_a_calendar",
        ("collect",),
    ),
    "reminded before it begins": (
        [("steps.collect.resolve.remind", 4)],
        "reminder_in_time",
        ("collect",),
    ),
    "an act after the end": (
        [("steps.closed.actions", [action("accept", "answer")])],
        "nothing_after_the_end",
        ("closed",),
    ),
    "a handler alone": ([("steps.answer.actions.1", action("return"))], "act_fits", ("answer",)),
    "a clerk rates": (
        [("steps.answer.actions.1", action("rate", "closed"))],
        "act_fits",
        ("answer",),
    ),
    "staff wait with the reporter": (
        [("steps.rate.actions.2", action("accept", "closed"))],
        "act_fits",
        ("rate",),
    ),
    "an order answered as a step": (
        [("steps.answer.actions.1", action("reply_to_order"))],
        "act_fits",
        ("answer",),
    ),
    "a move without a goal": (
        [("steps.answer.actions.1", action("accept"))],
        "act_leads",
        ("answer",),
    ),
    "a goal without a move": (
        [("steps.dispatch.actions.2", action("pass_up", "collect"))],
        "act_leads",
        ("dispatch",),
    ),
    "dispatched to one": (
        [("steps.dispatch.actions.2", action("dispatch", "verify", key="other"))],
        "joint_entered",
        ("dispatch",),
    ),
    "a joint step without dispatch": (
        [("steps.answer.actions.1", action("accept", "respond"))],
        "joint_entered",
        ("answer",),
    ),
    "a step out of reach": ([("steps.island", END)], "step_reached", ("island",)),
    "rework as the only way": (
        [
            ("steps.dispatch.actions.0", GONE),
            ("steps.dispatch.actions.1", action("settle", "verify")),
        ],
        "step_reached",
        ("respond",),
    ),
    "no way out": (
        [
            ("steps.pit", {**END, "kind": "single", "outcome": None, "post": "clerk"}),
            ("steps.answer.actions.1", action("accept", "pit")),
        ],
        "end_reached",
        (*WAY_TO_ANSWER, "accept", "pit"),
    ),
    "ways out that run out": (
        [("steps.answer.actions.0.times", 1)],
        "end_reached",
        WAY_TO_ANSWER,
    ),
    "a reporter who reopens for ever": (
        [("steps.unhappy.actions.0.times", GONE)],
        "ends_at_last",
        ROUND,
    ),
    "rework for ever": (
        [("steps.verify.actions.1.times", GONE)],
        "ends_at_last",
        ("verify", "rework", "respond", "finish", "verify"),
    ),
    "sent back for ever": (
        [("steps.dispatch.actions.1.times", GONE)],
        "ends_at_last",
        ("dispatch", "send_back", "collect", "whistle", "dispatch"),
    ),
    "returned for ever": (
        [("steps.respond.actions.1.times", GONE)],
        "ends_at_last",
        ("respond", "return", "respond", "redirect", "respond"),
    ),
    "staff who go round without going back": (
        [("steps.answer.actions.1", action("accept", "verify"))],
        "ends_at_last",
        ("verify", "pass_check", "answer", "accept", "verify"),
    ),
    "a case never answered": (
        [("steps.collect.actions.2.act", "accept")],
        "reporter_answered",
        ("collect", "accept", "rate", "rate", "closed"),
    ),
    "a reopened case never answered": (
        [("steps.verify.actions.2", action("accept", "closed"))],
        "reporter_answered",
        ("collect", "settle", "verify", "accept", "closed"),
    ),
}


def test_the_loop_of_these_tests_is_proved():
    assert prove_graph(loop()) == []


@pytest.mark.parametrize("file", sorted(PACKS.glob("*/workflows/*.toml")), ids=lambda f: f.stem)
def test_every_workflow_of_the_packs_is_proved(file):
    definition = read_definition(file.read_text(), file.name)

    assert [str(finding) for finding in prove_graph(definition)] == []


@pytest.mark.parametrize(("changes", "rule", "path"), BROKEN.values(), ids=BROKEN.keys())
def test_it_finds(changes, rule, path):
    findings = prove_graph(loop(changes))

    assert {finding.rule for finding in findings} == {rule}
    assert findings[0].path == path


def test_a_circle_without_a_way_out_is_found_twice_over():
    """It never ends, and nothing says how often it may be gone round."""
    ends = [(f"steps.{step}", GONE) for step in ("rate", "unhappy", "closed", "lost")]
    rounds = [("steps.answer.actions.0.to", "collect"), ("steps.collect.actions.2.to", "collect")]

    findings = prove_graph(loop([*ends, *rounds]))

    assert {finding.rule for finding in findings} == {"end_reached", "ends_at_last"}
    assert findings[0].path == ("collect",)


def test_all_findings_are_told_at_once():
    findings = prove_graph(loop([("start", "x"), ("steps.answer.post", GONE)]))

    assert [finding.rule for finding in findings] == ["start_exists", "setting_missing"]


def test_each_round_is_told_once_by_what_goes_back():
    changes = [
        ("steps.verify.actions.1.times", GONE),
        ("steps.verify.actions.2", action("send_back", "dispatch")),
    ]

    found = [f for f in prove_graph(loop(changes)) if f.rule == "ends_at_last"]

    assert [finding.path[:2] for finding in found] == [
        ("verify", "rework"),
        ("verify", "send_back"),
    ]


@settings(deadline=None)
@given(any_definitions())
def test_no_round_is_left_once_what_was_found_is_bounded(definition):
    moves = moves_of(definition)
    found = [f.path[:3] for f in check_ways(definition) if f.rule == "ends_at_last"]

    bounded = [m for m in moves if (m.source, m.action, m.target) not in found]

    assert not goes_round(bounded)
    assert bool(found) == goes_round(moves)


def goes_round(moves):
    """Whether some step can be reached from itself."""
    steps = {move.source for move in moves}
    while steps:
        ends = {
            step
            for step in steps
            if not {m for m in moves if m.source == step and m.target in steps}
        }
        if not ends:
            return True
        steps -= ends
    return False


def test_an_answer_before_reopening_does_not_count():
    """Reopened, handled again, and closed by the verifier: the second time nobody told them."""
    changes = [
        ("steps.collect.actions.1", GONE),
        ("steps.collect.actions.0", GONE),
        ("steps.verify.actions.2", action("accept", "closed")),
    ]

    (found,) = [f for f in prove_graph(loop(changes)) if f.rule == "reporter_answered"]

    assert found.path == (
        *("collect", "decline", "rate", "rate", "unhappy", "reopen", "dispatch"),
        *("dispatch", "respond", "finish", "verify", "accept", "closed"),
    )


def test_it_warns_where_one_person_alone_could_do_nothing():
    warnings = warnings_of(loop([("steps.answer.not_by", ["collect"])]))

    assert [w.path for w in warnings if w.rule == "post_barred_from_itself"] == [("answer",)]


def walks_to_ends(definition, longest):
    """Every walk from the start to an end, as lists of moves."""
    moves = moves_of(definition)
    walks = [[move] for move in moves if move.source == definition.start]
    while walks:
        walk = walks.pop()
        if definition.steps[walk[-1].target].kind == "end":
            yield walk
        elif len(walk) < longest:
            walks += [[*walk, move] for move in moves if move.source == walk[-1].target]


def leaves_waiting(walk):
    waits = True
    for move in walk:
        waits = not move.act.answers and (waits or move.act.key == "reopen")
    return waits


@settings(deadline=None)
@given(any_definitions())
def test_it_finds_an_unanswered_end_exactly_when_some_walk_leads_there(definition):
    longest = 2 * len(definition.steps)
    expected = {
        walk[-1].target for walk in walks_to_ends(definition, longest) if leaves_waiting(walk)
    }

    found = [f for f in check_ways(definition) if f.rule == "reporter_answered"]

    assert {finding.path[-1] for finding in found} == expected
    for finding in found:
        assert leaves_waiting(moves_along(definition, finding.path))


def moves_along(definition, path):
    """The moves of a path; fails when the path is not one of the definition."""
    known = {(move.source, move.action, move.target): move for move in moves_of(definition)}
    return [known[triple] for triple in zip(path[::2], path[1::2], path[2::2], strict=False)]
