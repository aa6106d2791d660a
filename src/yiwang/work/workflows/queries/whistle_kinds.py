"""By which kinds of whistle departments can be called from a step."""

from dataclasses import dataclass

from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.calls import may_whistle
from yiwang.work.workflows.definition.schema import Definition, TimeLimit
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class KindOffered:
    """A kind of whistle with the limits that are its own."""

    key: str
    label: str
    basis: str
    arrive: TimeLimit | None
    resolve: TimeLimit | None


def whistle_kinds(definition: Definition, step_key: str) -> list[KindOffered]:
    """The kinds that the post of this step may blow; none where it does not dispatch."""
    step = definition.steps[step_key]
    if not any(ACTS[action.act].effect is Effect.ASSIGN for action in step.actions):
        return []
    return [
        KindOffered(
            kind.key, in_words(kind.name, kind.name_en), kind.basis, kind.arrive, kind.resolve
        )
        for kind in definition.whistles
        if may_whistle(kind, step)
    ]


def whistle_in_words(definition: Definition, key: str) -> str:
    """The kind as people call it; its key where the definition no longer has it."""
    kind = definition.whistle_kind(key)
    return in_words(kind.name, kind.name_en) if kind else key
