"""What a program sends with an act on a task, as the act takes it."""

import base64
import io
from typing import Any

from django.utils.translation import gettext as _

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.files.photos import CheckedPhoto, check_photo
from yiwang.foundation.refusals import Invalid
from yiwang.interfaces.rest.schemas import ActGiven, CallGiven, TickGiven
from yiwang.structure.organizations.queries import ids_of
from yiwang.work.workflows.subjects import Ask, Inputs, Part, Tick, Votes

MOST_PHOTOS = 6  # of each kind, as on the pages
AS_GIVEN = {
    *("text", "reason", "reason_code", "entry", "nature", "value", "until", "whistle", "title"),
    *("one_thing", "objection", "grade", "amount", "people", "cost", "words", "metres_off"),
}
PICTURES = ("photos", "photos_before", "documents")


def inputs_of(given: ActGiven) -> Inputs:
    """Refuses (Invalid) organizations that are not known, and what is no photo."""
    return Inputs(
        **given.model_dump(include=AS_GIVEN),
        kind=given.type,
        organizations=tuple(ids_of(given.organizations)),
        asks=_asks(given.calls),
        parts=tuple(Part(part.text, part.type, part.area) for part in given.parts),
        ticks=tuple(map(_tick, given.ticks)),
        votes=Votes(**given.votes.model_dump()) if given.votes else None,
        **_pictures(given),
    )


def _asks(calls: list[CallGiven]) -> dict[int, Ask]:
    """By organization, in as many words as were given."""
    ids = ids_of([call.organization for call in calls])
    return {
        each: Ask(call.demand, Limit(call.value, call.clock) if call.value is not None else None)
        for each, call in zip(ids, calls, strict=True)
    }


def _tick(given: TickGiven) -> Tick:
    return Tick(given.item, given.state, given.words.strip(), _photos(given.photos, "photos"))


def _pictures(given: ActGiven) -> dict[str, Any]:  # Any: photos, of each field
    return {name: _photos(getattr(given, name), name) for name in PICTURES}


def _photos(photos: list[str], field: str) -> tuple[CheckedPhoto, ...]:
    if len(photos) > MOST_PHOTOS:
        raise Invalid({field: _("Send six photos at most.")})
    return tuple(_photo(photo, field) for photo in photos)


def _photo(content: str, field: str) -> CheckedPhoto:
    try:
        decoded = base64.b64decode(content, validate=True)
    except ValueError:  # also of what is no ASCII
        raise Invalid({field: _("Send each photo in base64.")}) from None
    return check_photo(io.BytesIO(decoded), field=field)
