"""What a worker's phone may keep for the time without a signal (privacy.md, 19): today, the open
tasks, the form for reporting, the help with them, and two pages that hold nothing of anybody. Never
a confidential case, nothing longer than the sign-in lasts, and nothing at all for who holds no
post.

A page that is to be kept is fetched with a header of its own: it shows no message meant to be read
once, no field for a contact, and what a kept page does by itself.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yiwang.foundation.records.queries import newest_of
from yiwang.portals.casework.staff import Context, account_of, page, staff_page
from yiwang.portals.help.handbook import kept_articles
from yiwang.portals.worker.shell import release
from yiwang.structure.posts.queries import appointments_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries.named import confidential_among
from yiwang.work.workflows.queries import inbox

HEADER = "Yiwang-Keep"
MOST = 40  # tasks, those whose time runs out first


def is_to_be_kept(request: HttpRequest) -> bool:
    """Whether the phone asks for the page to keep it."""
    return request.headers.get(HEADER) == "1"


def phone_page(
    request: HttpRequest, template: str, context: Context, *, status: int = 200
) -> HttpResponse:
    """A page of the worker's portal, as it is to be shown now or kept."""
    is_kept = is_to_be_kept(request)
    return page(request, template, {"is_kept": is_kept, **context}, status=status)


@staff_page
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The pages to keep, each with its version, and what the phone needs to send."""
    now = timezone.now()
    return JsonResponse(
        {
            "account": account_of(request),
            "csrf": get_token(request),
            "release": release(),
            "look": f"{get_language()} {request.COOKIES.get('view', '')}",
            "until": request.session.get_expiry_date().isoformat(),
            "pages": _pages(account_of(request), now),
        }
    )


@staff_page
@require_safe
def unsent(request: HttpRequest) -> HttpResponse:
    """What is not sent yet. The phone fills it: the server knows nothing of it."""
    return phone_page(request, "worker/unsent.html", {})


@staff_page
@require_safe
def no_signal(request: HttpRequest) -> HttpResponse:
    """What works without a signal, for every page that does not."""
    return phone_page(request, "worker/no_signal.html", {})


def _pages(account_id: int, now: datetime) -> dict[str, str]:
    """Addresses and versions; a page changes with its case, and once an hour with the time left,
    “Today” every ten minutes."""
    minutes = f"{timezone.localtime(now):%d%H%M}"
    hour, ten = minutes[:-2], minutes[:-1]
    pages = {reverse("worker_no_signal"): "", reverse("worker_outbox"): ""}
    if not appointments_of(account_id, timezone.localdate(now)):
        return pages
    cases = list(dict.fromkeys(item.subject[1] for item in inbox(account_id, now)))
    hidden, newest = confidential_among(cases), newest_of(SUBJECT, cases)
    pages[reverse("worker")] = f"{len(cases)} {max(newest.values(), default=0)} {ten}"
    pages[reverse("worker_report")] = hour
    pages |= {reverse("worker_help", args=[each.key]): each.text.digest for each in kept_articles()}
    shown = [case for case in cases if case not in hidden][:MOST]
    return pages | {
        reverse("worker_case", args=[case]): f"{newest.get(case, 0)} {hour}" for case in shown
    }
