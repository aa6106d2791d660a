"""Ways through a workflow: no step out of reach, none without a way out, nothing that never ends,
and no end at which the reporter still waits for an answer (model.md, decision 5).

Only means something for a definition whose names and shapes are in order.
"""

from collections.abc import Callable, Iterator
from functools import partial
from operator import eq

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.closing import moves_after_the_end
from yiwang.work.workflows.proof.finding import Finding, at_step, finding
from yiwang.work.workflows.proof.graph import (
    Move,
    moves_of,
    path_between,
    path_of,
    reached_from,
    reaching,
    shortest,
)
from yiwang.work.workflows.proof.publishing import check_publishing

GOING_BACK = ("reopen", "rework", "send_back")
_ASKED_ANEW = {"reopen", "request_reopen", "appeal_refusal"}  # the reporter waits again
Owed = tuple[str, bool]  # a step, and whether the reporter still waits for an answer there


def check_ways(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules step_reached, end_reached, ends_at_last, reporter_answered."""
    moves = [*moves_of(definition), *moves_after_the_end(definition)]
    yield from _unreached(definition, moves)
    yield from _stuck(definition, moves)
    yield from _spinning(moves)
    yield from _given_back(definition)
    yield from check_publishing(definition, moves)
    if definition.reporter:
        yield from _unanswered(definition, moves)


def _unreached(definition: Definition, moves: list[Move]) -> Iterator[Finding]:
    """Rework opens only what was dispatched before, so it is no first way to anywhere."""
    reached = reached_from(definition.start, [move for move in moves if not move.is_rework])
    sentence = _("Nothing leads from the start to “{step}”.")
    for key in definition.steps:
        if key not in reached:
            yield at_step("step_reached", sentence, key)


def _stuck(definition: Definition, moves: list[Move]) -> Iterator[Finding]:
    """Neither actions that run out (`times`) nor rework may be the only way on.

    Where the way on ends in a step without a way out, that step alone is found.
    """
    lasting = [move for move in moves if move.is_endless and not move.is_rework]
    ends = [key for key, step in definition.steps.items() if step.kind == "end"]
    stuck = set(definition.steps) - reaching(ends, lasting)
    dead = stuck - {move.source for move in lasting}
    caused = reaching(dead, lasting) - dead
    for key in definition.steps:
        path = path_between(definition.start, key, moves)
        if key not in stuck - caused or path is None:
            continue
        if key in dead:
            sentence = _("“{step}” has no way out that is always open.")
        else:
            sentence = _("From “{step}” no end can be reached any more.")
        yield finding("end_reached", sentence, path=path, where=("steps", key), step=key)


def _spinning(moves: list[Move]) -> Iterator[Finding]:
    """A round is bounded when one of its actions may be done only so often (`times`).

    What goes back is named first; once it is bounded, its rounds are, so they are not told twice.
    """
    endless = [move for move in moves if move.is_endless]
    sentence = _("“{action}” of “{step}” can go round for ever: say how many times it may be done.")
    for move in sorted(endless, key=_goes_back):
        back = path_between(move.target, move.source, endless)
        if back is None:
            continue
        endless.remove(move)
        words = {"step": move.source, "action": move.action}
        path = (move.source, move.action, *back)
        yield finding("ends_at_last", sentence, path=path, where=("steps", move.source), **words)


def _given_back(definition: Definition) -> Iterator[Finding]:
    """Within a joint step a task goes round as it is returned and redirected."""
    sentence = _(
        "Tasks of “{step}” can be returned and redirected for ever: say after how many `returns` "
        "an arbiter decides."
    )
    for key, step in definition.steps.items():
        keys = {action.act: action.key for action in step.actions}
        is_endless = any(each.act == "return" and each.times is None for each in step.actions)
        if is_endless and step.returns is None and "redirect" in keys:
            path = (key, keys["return"], key, keys["redirect"], key)
            yield finding("ends_at_last", sentence, path=path, where=("steps", key), step=key)


def _goes_back(move: Move) -> int:
    return GOING_BACK.index(move.act.key) if move.act.key in GOING_BACK else len(GOING_BACK)


def _unanswered(definition: Definition, moves: list[Move]) -> Iterator[Finding]:
    """The reporter waits from the start, and again once a case is reopened, until an answer."""
    sentence = _("“{step}” ends the case while the reporter still waits for an answer.")
    for key, step in definition.steps.items():
        if step.kind == "end":
            found = shortest((definition.start, True), _onward(moves), partial(eq, (key, True)))
            if found is not None:
                path = path_of(definition.start, found)
                yield finding(
                    "reporter_answered", sentence, path=path, where=("steps", key), step=key
                )


def _onward(moves: list[Move]) -> Callable[[Owed], list[tuple[Move, Owed]]]:
    def onward(owed: Owed) -> list[tuple[Move, Owed]]:
        step, waits = owed
        return [
            (move, (move.target, _still_waits(waits, move)))
            for move in moves
            if move.source == step
        ]

    return onward


def _still_waits(waits: bool, move: Move) -> bool:
    if move.act.answers:
        return False
    return waits or move.act.key in _ASKED_ANEW
