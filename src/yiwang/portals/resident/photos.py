"""Photos of cases: for the reporter in the session that opened the case, and for its staff."""

import uuid

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.files.queries import open_photo
from yiwang.foundation.files.queries import photo as stored_photo
from yiwang.foundation.refusals import NotFound
from yiwang.portals.resident.opened import has_opened
from yiwang.work.cases.queries import case_to_view
from yiwang.work.cases.queries.publications import is_public_picture

FOR_STAFF = {"document", "checked"}


@require_safe
def photo(request: HttpRequest, photo_id: uuid.UUID, *, small: bool = False) -> HttpResponseBase:
    """The photo, or its thumbnail. For everybody else there is no such photo."""
    try:
        found = stored_photo(photo_id)
        if found.subject != "cases.case" or not _may_see(request, found):
            raise Http404
        content = open_photo(photo_id, thumbnail=small)
    except NotFound as refusal:
        raise Http404 from refusal
    headers = {"Cache-Control": "private, max-age=3600", "X-Robots-Tag": "noindex"}
    return FileResponse(content, content_type="image/jpeg", headers=headers)


def _may_see(request: HttpRequest, photo: StoredFile) -> bool:
    """Pictures of paper and of what was ticked off are for staff: others may be named in them."""
    if is_public_picture(photo):
        return True
    if photo.purpose not in FOR_STAFF and has_opened(request, photo.subject_id):
        return True
    if request.user.pk is None:
        return False
    case_to_view(photo.subject_id, request.user.pk, timezone.now())
    return True
