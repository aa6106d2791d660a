"""A contact that was revealed, a link that was made: shown on the next page, once, to who asked."""

import json

from django.http import HttpRequest

from yiwang.portals.resident.draft import keep_sealed, kept_sealed

_PLACE, _LINK = "revealed_contact", "link_of_firm"


def show_once(request: HttpRequest, case_id: int, contact: str) -> None:
    """Keep it for the page after this request, sealed."""
    keep_sealed(request, _PLACE, json.dumps([case_id, contact]))


def taken(request: HttpRequest, case_id: int) -> str:
    """The contact of this case if it was revealed just now; it is gone afterwards."""
    return _taken(request, _PLACE, case_id)


def show_link_once(request: HttpRequest, case_id: int, link: str) -> None:
    """The same for the link of a firm from outside."""
    keep_sealed(request, _LINK, json.dumps([case_id, link]))


def taken_link(request: HttpRequest, case_id: int) -> str:
    """The link that was made just now; it is gone afterwards."""
    return _taken(request, _LINK, case_id)


def _taken(request: HttpRequest, place: str, case_id: int) -> str:
    kept = kept_sealed(request, place)
    if kept is None:
        return ""
    del request.session[place]
    of_case, secret = json.loads(kept)
    return str(secret) if of_case == case_id else ""
