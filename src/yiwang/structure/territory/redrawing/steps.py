"""The steps of a drawing: what each stroke left, so that it can be taken back and done again. Only
actions write them, with the draft locked."""

from dataclasses import dataclass
from typing import Any

from yiwang.structure.territory.models import DrawnStep, NetVersion

Source = dict[str, Any]  # see importing/source.py


@dataclass(frozen=True, slots=True)
class Around:
    """The strokes beside the state of a draft: the last one done, and the next to be done again."""

    last: DrawnStep | None
    next: DrawnStep | None


def steps_around(draft_id: int) -> Around:
    """One query."""
    steps = list(DrawnStep.objects.filter(version=draft_id).order_by("place"))
    done = [each for each in steps if not each.is_taken_back and each.place]
    undone = [each for each in steps if each.is_taken_back]
    return Around(done[-1] if done else None, undone[0] if undone else None)


def note(draft: NetVersion, before: Source | None, stroke: dict[str, str]) -> None:
    """A stroke was drawn, and `draft` has the file it left; `before` is the one it was drawn on.
    Those taken back are gone with it."""
    steps = DrawnStep.objects.filter(version=draft)
    steps.filter(is_taken_back=True).delete()
    place = steps.count()
    if place == 0 and before is not None:
        DrawnStep.objects.create(version=draft, place=0, source=before)
        place = 1
    if place:
        DrawnStep.objects.create(version=draft, place=place, source=draft.source, stroke=stroke)


def taken_back(draft: NetVersion) -> DrawnStep | None:
    """Take back the last stroke: the draft has the file before it. None: there is nothing left."""
    last = steps_around(draft.pk).last
    if last is None:
        return None
    before = DrawnStep.objects.get(version=draft, place=last.place - 1)
    return _moved(draft, last, before.source, is_taken_back=True)


def done_again(draft: NetVersion) -> DrawnStep | None:
    """The stroke that was taken back last, once more. None: there is none."""
    following = steps_around(draft.pk).next
    if following is None:
        return None
    return _moved(draft, following, following.source, is_taken_back=False)


def _moved(draft: NetVersion, step: DrawnStep, source: Source, *, is_taken_back: bool) -> DrawnStep:
    """Who follows whom was said of the draft, not of a stroke: it stays."""
    step.is_taken_back = is_taken_back
    step.save(update_fields=["is_taken_back"])
    draft.source = {**source, "follows": draft.source.get("follows", [])}
    draft.save(update_fields=["source"])
    return step
