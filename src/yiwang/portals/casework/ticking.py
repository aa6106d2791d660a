"""The items of a checklist as a form has them: what was ticked, with which words and photos."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from django.http import HttpRequest

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.typed import text_of
from yiwang.work.workflows.checklists import LONGEST_WORDS, STATES, Checklist, Item
from yiwang.work.workflows.subjects import Tick

MOST_ITEMS = 200


@dataclass(slots=True)
class Ticked:
    """One item as it was typed. `photos` are names of kept ones."""

    state: str = ""
    words: str = ""
    photos: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item as the form shows it."""

    item: Item
    ticked: Ticked
    fault: Sentence | None

    @property
    def states(self) -> list[tuple[str, Sentence]]:
        return list(STATES.items())


def ticked_by(request: HttpRequest) -> dict[str, Ticked]:
    """What the form says of each item it had, by key."""
    post = request.POST
    return {
        key: Ticked(
            state=text_of(post, f"tick.{key}", 20),
            words=text_of(post, f"tick-words.{key}", LONGEST_WORDS + 1),
            photos=kept_photos.named(post.getlist(f"tick-kept.{key}")),
        )
        for key in post.getlist("tick")[:MOST_ITEMS]
    }


def take_photos_of(
    request: HttpRequest, ticked: Mapping[str, Ticked], folder: str
) -> dict[str, Sentence]:
    """Keep the pictures that came for each item; the faults, by field."""
    dropped, faults = request.POST.get("drop", ""), dict[str, Sentence]()
    for key, each in ticked.items():
        each.photos[:] = [name for name in each.photos if name != dropped]
        files = [cast("BinaryIO", file) for file in request.FILES.getlist(f"tick-photos.{key}")]
        for sentence in kept_photos.keep(folder, files, each.photos).values():
            faults[f"tick.{key}"] = sentence
    return faults


def ticks_of(ticked: Mapping[str, Ticked], folder: str) -> tuple[Tick, ...]:
    """The items as the action takes them: those that say anything."""
    return tuple(
        Tick(key, each.state, each.words, kept_photos.checked(folder, each.photos))
        for key, each in ticked.items()
        if each.state or each.words or each.photos
    )


def items_shown(
    checklist: Checklist | None, ticked: Mapping[str, Ticked], faults: Mapping[str, Sentence]
) -> list[ItemShown]:
    """The items of the list, each as it was typed and with what is wrong with it."""
    items = checklist.items if checklist else ()
    return [
        ItemShown(item, ticked.get(item.key, Ticked()), faults.get(item.field)) for item in items
    ]
