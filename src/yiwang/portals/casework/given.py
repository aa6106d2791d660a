"""What a member of staff typed into the form of an act: kept whole, whatever becomes of it."""

import uuid
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from django.http import HttpRequest

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.typed import text_of
from yiwang.work.workflows.subjects import Inputs


@dataclass(slots=True)
class Given:
    """The form as it was sent. `form` names it, so that sending it twice is seen for what it is."""

    form: str = field(default_factory=lambda: uuid.uuid4().hex)
    text: str = ""
    reason: str = ""
    kind: str = ""
    nature: str = ""
    organizations: list[int] = field(default_factory=list)
    lead: int | None = None
    photos: list[str] = field(default_factory=list)  # names of kept ones

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.reason or self.organizations or self.photos)


def given_by(request: HttpRequest) -> Given:
    """Read the form without its files."""
    post = request.POST
    lead = _number(post.get("lead", ""))
    return Given(
        form=_form(post.get("form", "")),
        text=text_of(post, "text"),
        reason=text_of(post, "reason"),
        kind=text_of(post, "kind", 80),
        nature=text_of(post, "nature", 41),
        organizations=[n for n in map(_number, post.getlist("organizations")) if n is not None],
        lead=lead,
        photos=kept_photos.named(post.getlist("kept")),
    )


def take_photos(request: HttpRequest, given: Given, account_id: int) -> dict[str, Sentence]:
    """Keep the photos that came with the form; the fault, if one is none."""
    folder = kept_photos.folder_of(account_id, given.form)
    dropped = request.POST.get("drop", "")
    given.photos = [name for name in given.photos if name != dropped]
    uploads = [cast("BinaryIO", upload) for upload in request.FILES.getlist("photos")]
    return kept_photos.keep(folder, uploads, given.photos)


def inputs_of(given: Given, account_id: int) -> Inputs:
    """The form as the action takes it, the lead named first."""
    folder = kept_photos.folder_of(account_id, given.form)
    chosen = dict.fromkeys(given.organizations)
    if given.lead in chosen:
        chosen = dict.fromkeys([given.lead, *chosen])
    return Inputs(
        text=given.text,
        reason=given.reason,
        kind=given.kind,
        nature=given.nature,
        organizations=tuple(chosen),
        photos=kept_photos.checked(folder, given.photos),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _form(text: str) -> str:
    try:
        return uuid.UUID(text).hex
    except ValueError:
        return uuid.uuid4().hex
