"""A contact that was revealed: shown on the next page to who asked, once, and kept nowhere else."""

import json

from django.http import HttpRequest

from yiwang.portals.resident.draft import keep_sealed, kept_sealed

_PLACE = "revealed_contact"


def show_once(request: HttpRequest, case_id: int, contact: str) -> None:
    """Keep it for the page after this request, sealed."""
    keep_sealed(request, _PLACE, json.dumps([case_id, contact]))


def taken(request: HttpRequest, case_id: int) -> str:
    """The contact of this case if it was revealed just now; it is gone afterwards."""
    kept = kept_sealed(request, _PLACE)
    if kept is None:
        return ""
    del request.session[_PLACE]
    of_case, contact = json.loads(kept)
    return str(contact) if of_case == case_id else ""
