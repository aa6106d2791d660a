"""Taking in a report for somebody, or one's own on patrol: the form, the checks before it is sent,
and sending it once."""

import uuid
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from django.http import HttpRequest
from django.utils import timezone

from yiwang.foundation.personal_numbers import masked, personal_numbers
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.foundation.used_keys import key_of_form
from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.places import PlaceGiven, area_of, place_given
from yiwang.portals.casework.staff import account_of, actor_of
from yiwang.portals.casework.typed import text_of
from yiwang.work.cases.actions.report_case import Reported, report_case
from yiwang.work.cases.procedures import Procedure
from yiwang.work.cases.queries import LikeCase, like_cases
from yiwang.work.cases.reports import Report, check_report

CHANNELS = ("phone", "counter", "letter")
OWN, MET = ("worker",), "met"  # of one's own accord; for a resident who agrees
ON_PATROL = (*OWN, MET)


@dataclass(slots=True)
class Taken:
    """The form as it is. `form` is the key that makes sending it twice harmless."""

    form: str = field(default_factory=lambda: uuid.uuid4().hex)
    text: str = ""
    kind: str = ""
    channel: str = CHANNELS[0]
    contact: str = ""
    place: PlaceGiven = field(default_factory=PlaceGiven)
    photos: list[str] = field(default_factory=list)
    procedure: Procedure | None = None  # that it is begun from
    faults: dict[str, Sentence] = field(default_factory=dict)

    @property
    def numbers(self) -> int:
        """How many numbers of people the words hold."""
        return len(personal_numbers(self.text)) + len(personal_numbers(self.place.place_text))


def taken_by(request: HttpRequest, channels: tuple[str, ...] = CHANNELS) -> Taken:
    """Read the form; photos that came with it are checked and kept."""
    post = request.POST
    dropped = post.get("drop")
    taken = Taken(
        form=_form(post.get("form", "")),
        text=text_of(post, "text"),
        kind=text_of(post, "kind", 80),
        channel=post.get("channel", "") if post.get("channel") in channels else channels[0],
        contact=text_of(post, "contact"),
        place=place_given(request),
        photos=[name for name in kept_photos.named(post.getlist("kept")) if name != dropped],
    )
    folder = kept_photos.folder_of(account_of(request), taken.form)
    uploads = [cast("BinaryIO", upload) for upload in request.FILES.getlist("photos")]
    taken.faults = kept_photos.keep(folder, uploads, taken.photos)
    if "mask" in post:
        taken.text, taken.place.place_text = masked(taken.text), masked(taken.place.place_text)
    return taken


def is_only_redrawn(request: HttpRequest) -> bool:
    """Whether a button was pressed that changes the form and sends nothing."""
    return any(name in request.POST for name in ("go", "choose", "drop", "mask"))


def check(request: HttpRequest, taken: Taken) -> None:
    """Put a sentence beside each field that cannot be used."""
    try:
        check_report(_report(taken, account_of(request)), actor_of(request), timezone.now())
    except Invalid as refusal:
        taken.faults |= refusal.fields


def like_those(taken: Taken) -> list[LikeCase]:
    """Open cases nearby that may be the same thing: shown before it is sent."""
    place = taken.place
    return like_cases(place.lng, place.lat, area_of(place), taken.kind, timezone.now())


def send(request: HttpRequest, taken: Taken) -> Reported:
    """Take it in; a second press of the button gets the same answer."""
    account_id = account_of(request)
    report = _report(taken, account_id)
    reported = report_case(report, actor=actor_of(request), now=timezone.now())
    kept_photos.forget(kept_photos.folder_of(account_id, taken.form))
    return reported


def _report(taken: Taken, account_id: int) -> Report:
    folder = kept_photos.folder_of(account_id, taken.form)
    return Report(
        text=taken.text,
        kind=taken.kind,
        place=taken.place.point,
        area_code=taken.place.area_code,
        place_text=taken.place.place_text,
        photos=kept_photos.checked(folder, taken.photos),
        contact=taken.contact,
        channel=taken.channel,
        procedure=taken.procedure,
        idempotency_key=key_of_form(taken.form, account_id),
    )


def _form(text: str) -> str:
    try:
        return uuid.UUID(text).hex
    except ValueError:
        return uuid.uuid4().hex
