"""What is published is concluded or taken back before the end, and is published once at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.graph import Move, path_of, shortest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Open = tuple[str, bool]  # a step, and whether something published is not concluded there
CLOSES = {"conclude", "retract"}
NEEDS_ONE = CLOSES | {"answer_objection"}


def check_publishing(definition: Definition, moves: list[Move]) -> Iterator[Finding]:
    """Findings of the rules publication_entered, publication_there, publication_concluded."""
    uses = {action.act for step in definition.steps.values() for action in step.actions}
    if not uses & (NEEDS_ONE | {"publish"}) and not definition.publishes:
        return
    yield from _entered(definition, moves)
    for key, step in definition.steps.items():
        for action in step.actions:
            if action.act in NEEDS_ONE and (path := _way(definition, moves, (key, False))):
                sentence = _("“{action}” of “{step}” can be reached with nothing published.")
                yield _found("publication_there", sentence, path, key, action.key)
            if action.act == "publish" and (path := _way(definition, moves, (key, True))):
                sentence = _("“{action}” of “{step}” publishes again what still stands published.")
                yield _found("publication_there", sentence, path, key, action.key)
        if step.kind == "end" and (path := _way(definition, moves, (key, True))):
            sentence = _("“{step}” is reached while what was published is not concluded.")
            yield _found("publication_concluded", sentence, path, key)


def _entered(definition: Definition, moves: list[Move]) -> Iterator[Finding]:
    """Only publishing leads to where something stands published, and it leads nowhere else."""
    sentence = _("“{action}” leads from “{step}” to “{target}”: only “publish” leads to there.")
    for move in moves:
        is_open = definition.steps[move.target].kind == "publication"
        if is_open != (move.act.key == "publish"):
            path = (move.source, move.action, move.target)
            words = {"action": move.action, "target": move.target, "step": move.source}
            where = ("steps", move.source)
            yield finding("publication_entered", sentence, path=path, where=where, **words)


def _way(definition: Definition, moves: list[Move], goal: Open) -> tuple[str, ...]:
    """The shortest way to it; none when there is none."""

    def onward(state: Open) -> list[tuple[Move, Open]]:
        step, is_open = state
        return [
            (move, (move.target, move.act.key == "publish" or (is_open and not _closes(move))))
            for move in moves
            if move.source == step
        ]

    start = (definition.start, False)
    found = shortest(start, onward, lambda state: state == goal)
    return () if found is None else path_of(definition.start, found)


def _closes(move: Move) -> bool:
    return move.act.key in CLOSES


def _found(
    rule: str, sentence: "_StrPromise", path: tuple[str, ...], step: str, action: str = ""
) -> Finding:
    where = ("steps", step)
    return finding(rule, sentence, path=path, where=where, step=step, action=action)
