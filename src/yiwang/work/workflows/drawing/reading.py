"""The drawing in words, for those who hear it: every step with what it may lead to."""

from django.utils.translation import gettext as _

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.drawing.grid import Edge
from yiwang.work.workflows.wording import in_words


def description_of(definition: Definition, edges: list[Edge], current: str | None) -> str:
    """One sentence a step, in the active language: its stage, its name, its ways on."""
    names = {key: in_words(step.name, step.name_en) for key, step in definition.steps.items()}
    stages = {stage.key: in_words(stage.name, stage.name_en) for stage in definition.stages}
    sentences = []
    for key, step in definition.steps.items():
        ways = "; ".join(
            f"{edge.label} → {names[edge.target]}" for edge in edges if edge.source == key
        )
        here = _(" (now here)") if key == current else ""
        stage = stages.get(step.stage, step.stage)
        sentences.append(f"{stage}: {names[key]}{here}{' — ' + ways if ways else ''}.")
    return " ".join(sentences)


def told(definition: Definition, path: tuple[str, ...]) -> str:
    """A path on one line: “Take in and triage” —Decline→ “Waiting for the rating”."""
    words = []
    for number, key in enumerate(path):
        if number % 2 == 0:
            step = definition.steps.get(key)
            words.append(f"“{in_words(step.name, step.name_en)}”" if step else key)
        else:
            words.append(f"—{_action(definition, path[number - 1], key)}→")
    return " ".join(words)


def _action(definition: Definition, step: str, key: str) -> str:
    found = next((a for a in definition.steps[step].actions if a.key == key), None)
    return in_words(found.name, found.name_en) if found else key
