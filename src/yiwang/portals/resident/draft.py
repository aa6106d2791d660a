"""A report being written: kept between its pages in the session, sealed, until it is sent.

What somebody typed and did not send is nobody's business: in the database it lies under the master
key, and with the session it ends. The pages themselves carry it too, sealed the same way, so that
whoever writes longer than a session lasts loses nothing.
"""

import base64
import json
import uuid
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

from yiwang.foundation.sealing import Unreadable, seal_under_master, unseal_under_master

_PLACE, _SENT = "report_draft", "report_sent"


@dataclass(slots=True)
class Draft:
    """What was given so far. `key` makes sending it twice harmless."""

    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    text: str = ""
    kind: str = ""
    area_code: str = ""
    lng: float | None = None  # WGS-84
    lat: float | None = None
    place_text: str = ""
    contact: str = ""
    photos: list[str] = field(default_factory=list)  # names in the draft's folder

    @property
    def has_place(self) -> bool:
        return bool(self.area_code or self.lng is not None or self.place_text)

    @property
    def carried(self) -> str:
        """The whole draft, sealed, for a hidden field of its pages."""
        return _closed(json.dumps(asdict(self)))


def draft_of(request: HttpRequest) -> Draft:
    """The draft of this browser, else the one its page carried, or a new one.

    A new one is not kept until it is saved.
    """
    for kept in (request.session.get(_PLACE), request.POST.get("draft")):
        draft = _read(kept) if kept else None
        if draft is not None and draft.key != kept_sealed(request, _SENT):
            return draft
    return Draft()


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keep the draft with the session."""
    request.session[_PLACE] = _closed(json.dumps(asdict(draft)))


def forget(request: HttpRequest, draft: Draft) -> None:
    """Drop a draft that was sent. Its pages, gone back to, begin another report."""
    request.session.pop(_PLACE, None)
    keep_sealed(request, _SENT, draft.key)


def keep_sealed(request: HttpRequest, name: str, content: str) -> None:
    """Keep something else of this browser's the same way."""
    request.session[name] = _closed(content)


def kept_sealed(request: HttpRequest, name: str) -> str | None:
    """What `keep_sealed` kept, if it is there and readable."""
    try:
        return _opened(request.session[name])
    except (KeyError, TypeError, Unreadable, ValueError):
        return None


def _read(kept: str) -> Draft | None:
    try:
        return Draft(**json.loads(_opened(kept)))
    except (Unreadable, TypeError, ValueError):
        return None


def _closed(content: str) -> str:
    return base64.b64encode(seal_under_master(content, of=_PLACE)).decode()


def _opened(kept: str) -> str:
    return unseal_under_master(base64.b64decode(kept), of=_PLACE)
