"""What I have on, as a volunteer and for my bodies; what waits for me to decide; what I did."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, staff_page
from yiwang.portals.exchange.frame import shown
from yiwang.work.exchange.queries.cards import to_read
from yiwang.work.exchange.queries.claims import own_claims, to_decide

ON_A_PAGE, DECIDED_AT_ONCE = 30, 50


@staff_page
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The most urgent first."""
    reader, on = account_of(request), timezone.localdate()
    over = Paginator(own_claims(reader, on, over=True), ON_A_PAGE)
    context = {
        "claims": own_claims(reader, on),
        "to_decide": to_decide(reader, on)[:DECIDED_AT_ONCE],
        "to_read": to_read(reader, on)[:DECIDED_AT_ONCE],
        "page": over.get_page(request.GET.get("page")),
        "today": on,
    }
    return shown(request, "exchange/mine.html", context)
