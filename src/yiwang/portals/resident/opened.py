"""The cases this browser has opened with a code: enough to show it their photos, and no more.

Kept sealed: a list of cases in the clear would tell whoever reads the database which cases belong
together (privacy.md 7).
"""

import json

from django.http import HttpRequest

from yiwang.portals.resident.draft import keep_sealed, kept_sealed

_PLACE = "opened_cases"
MOST = 20


def remember_opened(request: HttpRequest, case_id: int, *, is_reporter: bool) -> None:
    """Remember a case opened with its reporter's own code. Followers see no photos."""
    known = _opened(request)
    if is_reporter and case_id not in known:
        keep_sealed(request, _PLACE, json.dumps([*known, case_id][-MOST:]))


def has_opened(request: HttpRequest, case_id: int) -> bool:
    """Whether this browser opened the case as its reporter in this session."""
    return case_id in _opened(request)


def _opened(request: HttpRequest) -> list[int]:
    kept = kept_sealed(request, _PLACE)
    return list(json.loads(kept)) if kept else []
