"""What a member of staff typed into the form of an act: kept whole, whatever becomes of it."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, cast

from django.http import HttpRequest, QueryDict

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.calling import Asked, asked_by, asks_of
from yiwang.portals.casework.ticking import Ticked, take_photos_of, ticked_by, ticks_of
from yiwang.portals.casework.typed import plain, text_of
from yiwang.work.workflows.ballots import AREAS, HEADS
from yiwang.work.workflows.subjects import Inputs, Part, Votes

PICTURES = ("photos", "photos_before", "documents")


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
    reason_code: str = ""
    entry: str = ""
    value: str = ""  # as typed
    until: str = ""
    photos: list[str] = field(default_factory=list)  # names of kept ones
    photos_before: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    metres_off: int | None = None
    whistle: str = ""
    asked: dict[int, Asked] = field(default_factory=dict)  # by office
    grade: int | None = None
    parts: list[Part] = field(default_factory=list)
    one_thing: str = ""
    amount: str = ""  # as typed
    people: str = ""
    cost: str = ""
    words: str = ""
    title: str = ""
    objection: int | None = None
    votes: dict[str, str] = field(default_factory=dict)  # numbers of a vote, as typed
    ticked: dict[str, Ticked] = field(default_factory=dict)  # by item of a checklist

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.reason or self.organizations or self.photos)


def given_by(request: HttpRequest) -> Given:
    """Read the form without its files."""
    post = request.POST
    lead = _number(post.get("lead", ""))
    chosen = [n for n in map(_number, post.getlist("organizations")) if n is not None]
    return Given(
        form=_form(post.get("form", "")),
        text=text_of(post, "text"),
        reason=text_of(post, "reason"),
        kind=text_of(post, "kind", 80),
        nature=text_of(post, "nature", 41),
        organizations=chosen,
        lead=lead,
        metres_off=_metres(post),
        reason_code=text_of(post, "reason_code", 60),
        entry=text_of(post, "entry", 60),
        whistle=text_of(post, "whistle", 60),
        asked=asked_by(post, chosen),
        grade=_number(post.get("grade", "")),
        parts=_parts(post),
        one_thing=text_of(post, "one_thing", 60),
        words=text_of(post, "words", 41),
        title=text_of(post, "title", 81),
        objection=_number(post.get("objection", "")),
        votes={each: text_of(post, f"votes.{each}", 14) for each in (*HEADS, *AREAS)},
        ticked=ticked_by(request),
        value=text_of(post, "value", 12),
        amount=text_of(post, "amount", 20),
        people=text_of(post, "people", 12),
        cost=text_of(post, "cost", 20),
        until=text_of(post, "until", 10),
        **{name: kept_photos.named(post.getlist(kept_as(name))) for name in PICTURES},
    )


def take_photos(request: HttpRequest, given: Given, account_id: int) -> dict[str, Sentence]:
    """Keep the pictures that came with the form; the faults, by field."""
    folder = kept_photos.folder_of(account_id, given.form)
    dropped, faults = request.POST.get("drop", ""), dict[str, Sentence]()
    for name in PICTURES:
        kept = getattr(given, name)
        kept[:] = [each for each in kept if each != dropped]
        uploads = [cast("BinaryIO", upload) for upload in request.FILES.getlist(name)]
        for sentence in kept_photos.keep(folder, uploads, kept).values():
            faults[name] = sentence
    return faults | take_photos_of(request, given.ticked, folder)


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
        metres_off=given.metres_off,
        reason_code=given.reason_code,
        entry=given.entry,
        whistle=given.whistle,
        asks=asks_of(given.asked),
        grade=given.grade,
        parts=tuple(given.parts),
        one_thing=given.one_thing,
        words=given.words,
        title=given.title,
        objection=given.objection,
        votes=Votes(**{name: _amount(text) for name, text in given.votes.items()}),
        ticks=ticks_of(given.ticked, folder),
        value=_amount(given.value),
        amount=_some(given.amount),
        people=_people(given.people),
        cost=_cost(given.cost),
        until=_day(given.until),
        **_pictures(given, folder),
    )


def _pictures(given: Given, folder: str) -> dict[str, Any]:  # Any: photos, of each field
    return {name: kept_photos.checked(folder, getattr(given, name)) for name in PICTURES}


def _amount(text: str) -> Decimal | None:
    """A number as people type it; nothing where it is none, which the act then asks for."""
    try:
        return Decimal(text.replace("，", ".").replace(",", "."))
    except InvalidOperation:
        return None


def _some(text: str) -> Decimal | None:
    """The same where nothing need be typed; what is no number is refused like nought."""
    return _amount(text.replace("元", "")) or Decimal(0) if text else None


def _cost(text: str) -> Decimal | None:
    """The same where nought is an answer: what is no number is refused like less than that."""
    number = _amount(text.replace("元", ""))
    return number if number is not None or not text else Decimal(-1)


def _people(text: str) -> int | None:
    return (_number(text) or 0) if text else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def kept_as(name: str) -> str:
    """The hidden field that holds the names of kept pictures of this field."""
    return "kept" if name == "photos" else f"kept_{name}"


def _metres(post: QueryDict) -> int | None:
    """Nought where it was done at the place itself; the number is read only where it was not."""
    if post.get("done_at") == "here":
        return 0
    return _number(post.get("metres_off", "")) if post.get("done_at") == "elsewhere" else None


def _parts(post: QueryDict) -> list[Part]:
    """Those that say something; a row left empty is no part."""
    rows = zip(
        *(map(plain, post.getlist(name)) for name in ("part", "part_kind", "part_area")),
        strict=False,
    )
    return [Part(text, kind[:80], area[:40]) for text, kind, area in rows if text]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _form(text: str) -> str:
    try:
        return uuid.UUID(text).hex
    except ValueError:
        return uuid.uuid4().hex
