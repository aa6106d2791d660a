"""A workflow as a picture (SVG): on case pages with the current step marked, in the proof with the
path that breaks it, in print. Fits both languages; readable aloud by its title and description."""

from collections.abc import Mapping, Sequence

from django.utils.translation import override

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.drawing.picture import Picture

__all__ = ["draw"]


def draw(
    definition: Definition,
    *,
    current: str | None = None,
    language: str = "zh",
    path: Sequence[str] = (),
    vertical: bool = False,
    flagged: Mapping[str, str] | None = None,
    name: str = "",
) -> str:
    """The drawing as one `<svg>`; `vertical` for phones, about 390 px wide.

    `current` is the key of the step to mark, `path` the keys of steps and actions to draw in red,
    `flagged` gives steps a flag with a word. `name` tells two pictures on one page apart.
    It holds no styles and no scripts, so that it can stand in any page or in a file of its own.
    """
    with override("zh-hans" if language.startswith("zh") else "en"):
        return Picture(
            definition, current, tuple(path), vertical=vertical, flagged=flagged, name=name
        ).svg()
