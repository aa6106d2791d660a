"""The state a board shows, as a short text: another one as soon as anything was recorded, and every
minute, since what is late grows by itself."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.crypto import salted_hmac

from yiwang.foundation.records.queries import newest_record, read_up_to
from yiwang.insight.measures.keeping import READER


def state_of_record(now: datetime) -> str:
    """Two queries by a primary key: what was recorded, and how far figures have followed. As a
    digest: it tells that something happened somewhere, and not how much."""
    state = f"{newest_record()}-{read_up_to(READER)}-{int(now.timestamp()) // 60}"
    return salted_hmac("command.pulse", state, algorithm="sha256").hexdigest()[:16]


def answered(request: HttpRequest, state: str) -> HttpResponse:
    """304 where the browser has this state already."""
    etag = f'"{state}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse({"state": state})
    response["ETag"] = etag
    return response
