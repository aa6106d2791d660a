"""Power and duty side by side, with what stands alone on either side."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import page, staff_page
from yiwang.structure.registers.matching import power_and_duty


@staff_page
@require_safe
def power_beside_duty(request: HttpRequest) -> HttpResponse:
    """What matches, and what does not."""
    context = {"matched": power_and_duty(timezone.localdate()), "now": timezone.now()}
    return page(request, "lists/power_beside_duty.html", context)
