"""What an area was: from when on, what it was called before, whom it followed and who followed it.
Areas that ended have this page too."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import page, staff_page
from yiwang.structure.territory.history import history_of
from yiwang.structure.territory.queries import named_by_code, net_named


@staff_page
@require_safe
def former(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """The history of a code in a net, oldest first."""
    found = net_named(net)
    lines = list(history_of(found, code))
    area = named_by_code(found.pk, [code]).get(code)
    context = {"net": found, "code": code, "area": area, "lines": lines}
    return page(request, "nets/former.html", context)
