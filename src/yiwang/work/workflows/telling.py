"""A path through a workflow in the words of its definition, on one line."""

from collections.abc import Sequence

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.wording import in_words


def told(definition: Definition, path: Sequence[str]) -> str:
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
