"""The cases this browser has opened with a code: enough to show it their photos, and no more."""

from django.http import HttpRequest

_PLACE = "opened_cases"
MOST = 20


def remember_opened(request: HttpRequest, case_id: int, *, is_reporter: bool) -> None:
    """Remember a case opened with its reporter's own code. Followers see no photos."""
    known: list[int] = request.session.get(_PLACE, [])
    if is_reporter and case_id not in known:
        request.session[_PLACE] = [*known, case_id][-MOST:]


def has_opened(request: HttpRequest, case_id: int) -> bool:
    """Whether this browser opened the case as its reporter in this session."""
    return case_id in request.session.get(_PLACE, [])
