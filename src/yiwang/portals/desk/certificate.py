"""The certificate of a case, printed at the counter for whoever is handed it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.resident.certificates import NONE_YET, print_context
from yiwang.work.cases.queries import case_to_view
from yiwang.work.cases.queries.certificates import certificate_of_case


@staff_page
@require_safe
def certificate(request: HttpRequest, case_id: int) -> HttpResponse:
    """The sheet, for whoever may see the case."""
    case = case_to_view(case_id, account_of(request), timezone.now())
    found = certificate_of_case(case)
    if found is None:
        raise NotFound(NONE_YET)
    context = {**print_context(request, found), "case": case}
    return page(request, "desk/certificate.html", context)
