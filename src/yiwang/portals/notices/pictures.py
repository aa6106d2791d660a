"""Pictures of notices: of published ones for everybody, of others for those at work on them."""

import uuid

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.files.queries import open_photo
from yiwang.foundation.files.queries import photo as stored_photo
from yiwang.foundation.refusals import NotFound
from yiwang.insight.notices.queries import notice_of_staff, notice_to_read, picture_purpose


@require_safe
def picture(request: HttpRequest, photo_id: uuid.UUID, *, small: bool = False) -> HttpResponseBase:
    """For everybody else there is no such picture."""
    try:
        stored = stored_photo(photo_id)
        if stored.subject != "notices.notice" or not _may_see(
            request, int(stored.subject_id), photo_id
        ):
            raise Http404
        content = open_photo(photo_id, thumbnail=small)
    except NotFound as refusal:
        raise Http404 from refusal
    headers = {"Cache-Control": "private, max-age=600"}
    return FileResponse(content, content_type="image/jpeg", headers=headers)


def _may_see(request: HttpRequest, notice_id: int, photo_id: uuid.UUID) -> bool:
    on = timezone.localdate()
    try:
        notice = notice_to_read(notice_id, on)
        if notice.state == "published":
            return bool(picture_purpose(notice, photo_id))
    except NotFound:
        pass
    if request.user.pk is None:
        return False
    return bool(picture_purpose(notice_of_staff(notice_id, request.user.pk, on), photo_id))
