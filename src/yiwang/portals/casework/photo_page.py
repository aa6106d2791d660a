"""The small picture of a photo in a form that was not accepted yet, for who chose it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.staff import account_of, staff_page


@staff_page
@require_safe
def kept(request: HttpRequest, form: str, name: uuid.UUID) -> HttpResponse:
    """Nobody else's: the folder is named after the account too."""
    folder = kept_photos.folder_of(account_of(request), form)
    content = kept_photos.thumbnail(folder, str(name))
    if content is None:
        raise Http404
    return HttpResponse(content, "image/jpeg", headers={"X-Robots-Tag": "noindex"})
