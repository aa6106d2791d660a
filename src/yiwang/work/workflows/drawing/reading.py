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
        here = f" ({_('now here')})" if key == current else ""
        stage = stages.get(step.stage, step.stage)
        sentences.append(f"{stage}: {names[key]}{here}{' — ' + ways if ways else ''}.")
    return " ".join(sentences)
