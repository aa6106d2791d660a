"""Where administrators begin: the lists they keep, and what was brought of late."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Forbidden
from yiwang.foundation.sheets.described import SheetKind
from yiwang.foundation.sheets.models import Upload
from yiwang.foundation.sheets.queries import latest_uploads
from yiwang.portals.administration.lists import LISTS, kept_by
from yiwang.portals.casework.staff import page, staff_page
from yiwang.structure.administration.policies import NOT_YOURS


@dataclass(frozen=True, slots=True)
class Brought:
    """A table that was applied."""

    upload: Upload
    kind: SheetKind


@staff_page
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every list with its number of rows, and the latest tables that were applied."""
    kinds = kept_by(request)
    if not kinds:
        raise Forbidden(NOT_YOURS)
    uploads = latest_uploads([kind.key for kind in kinds], most=8)
    context = {
        "kinds": [(kind, kind.count()) for kind in kinds],
        "brought": [Brought(upload, LISTS[upload.kind]) for upload in uploads],
        "now": timezone.now(),
    }
    return page(request, "administration/overview.html", context)
