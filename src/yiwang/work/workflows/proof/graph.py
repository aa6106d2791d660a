"""A definition as a graph: the moves from step to step, and searches over them.

Acts that stay in their step (signing, returning, passing up a level) are no moves.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from yiwang.work.workflows.acts import ACTS, MOVING, Act, Effect
from yiwang.work.workflows.definition.schema import Action, Definition, Step

OPENING_EFFECTS = frozenset({Effect.ASSIGN, Effect.REWORK})  # those that name handlers
LEADING_EFFECTS = MOVING | OPENING_EFFECTS
State = TypeVar("State", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a step to another; `action` is the key of the action that takes it."""

    source: str
    action: str
    target: str
    act: Act
    times: int | None = None

    @property
    def is_rework(self) -> bool:
        """Rework only opens again what was dispatched before, so it never leads anywhere new."""
        return self.act.effect is Effect.REWORK

    @property
    def is_endless(self) -> bool:
        return self.times is None


def moves_of(definition: Definition) -> list[Move]:
    """Every move, in the order of the definition; those to steps that do not exist left out."""
    return [
        move
        for key, step in definition.steps.items()
        for action in step.actions
        for move in _moves(key, step, action)
        if move.target in definition.steps
    ]


def _moves(key: str, step: Step, action: Action) -> list[Move]:
    act = ACTS[action.act]
    if act.effect is Effect.FINISH:
        targets = [step.when_done]
    elif act.effect in LEADING_EFFECTS:
        targets = [action.to, action.to_dissatisfied, action.to_rejected]
    else:
        targets = []
    return [
        Move(key, action.key, target, act, action.times)
        for target in dict.fromkeys(targets)
        if target is not None
    ]


def reached_from(start: str, moves: Iterable[Move]) -> set[str]:
    """The steps that can be reached from `start` by `moves`, itself included."""
    moves, found = list(moves), {start}
    while more := {move.target for move in moves if move.source in found} - found:
        found |= more
    return found


def reaching(ends: Iterable[str], moves: Iterable[Move]) -> set[str]:
    """The steps from which one of `ends` can be reached by `moves`, themselves included."""
    moves, found = list(moves), set(ends)
    while more := {move.source for move in moves if move.target in found} - found:
        found |= more
    return found


def path_between(start: str, goal: str, moves: Iterable[Move]) -> tuple[str, ...] | None:
    """The shortest path from step to step; None when there is none."""
    moves = list(moves)
    found = shortest(
        start,
        lambda step: [(move, move.target) for move in moves if move.source == step],
        lambda step: step == goal,
    )
    return None if found is None else path_of(start, found)


def path_to(definition: Definition, step: str) -> tuple[str, ...]:
    """The shortest way from the start to the step; the step alone when there is none."""
    return path_between(definition.start, step, moves_of(definition)) or (step,)


def path_of(start: str, moves: Iterable[Move]) -> tuple[str, ...]:
    """The keys of steps and actions along `moves`."""
    return (start, *(key for move in moves for key in (move.action, move.target)))


def shortest(
    start: State,
    onward: Callable[[State], Iterable[tuple[Move, State]]],
    is_goal: Callable[[State], bool],
) -> list[Move] | None:
    """The fewest moves from `start` to a goal, breadth first; None when no goal can be reached."""
    came_by: dict[State, list[Move]] = {start: []}
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        if is_goal(state):
            return came_by[state]
        for move, following in onward(state):
            if following not in came_by:
                came_by[following] = [*came_by[state], move]
                waiting.append(following)
    return None
