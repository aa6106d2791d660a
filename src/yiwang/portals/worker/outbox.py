"""What was done without a signal comes in: one thing at a time, in the forms of the pages, answered
for the phone that waits. Sent twice, it does nothing twice.

Every answer says what came of it: `applied`, `already`, `conflict` (others went on meanwhile) or
`refused`, with a sentence and, where a field is at fault, one for each.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yiwang.foundation.records.queries import newest_record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal, Sentence
from yiwang.foundation.used_keys import KeyUsedOtherwise, key_of_form
from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.acting import OTHERWISE, Attempt, attempt
from yiwang.portals.casework.slips import Slip, keep_slip
from yiwang.portals.casework.staff import account_of
from yiwang.portals.casework.taking_in import ON_PATROL, send, taken_by
from yiwang.portals.worker.report import find_faults
from yiwang.work.cases.repeats import made_under
from yiwang.work.cases.reports import Reported
from yiwang.work.workflows.meanwhile import MovedOn

CONFLICTS = (AlreadyDone, MovedOn)


def for_phones(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed in, sent and never cached; a refusal is a sentence in JSON."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return _refused(refusal)

    return never_cache(login_required(require_POST(answer)))


@for_phones
def report(request: HttpRequest) -> HttpResponse:
    """A quick report. Like cases nearby hold nothing up: triage is shown them."""
    taken = taken_by(request, ON_PATROL)
    account_id = account_of(request)
    find_faults(request, taken)
    earlier = made_under(key_of_form(taken.form, account_id))
    if taken.faults:
        kept_photos.forget(kept_photos.folder_of(account_id, taken.form))
        return _otherwise(earlier) if earlier else _refused(Invalid(taken.faults))
    try:
        made = send(request, taken)
    except KeyUsedOtherwise as refusal:
        return _otherwise(earlier) if earlier else _refused(refusal)
    keep_slip(request, Slip(made.number, made.tracking_code, made.case_id, taken.text[:200]))
    said = _("It is in, as number %(number)s.") % {"number": made.number}
    return _came("already" if earlier else "applied", said, url=_page_of(made))


@for_phones
def act(request: HttpRequest, case_id: int, task_id: int, action: str) -> HttpResponse:
    """An act on a task, on the state that its author had seen."""
    seen = request.POST.get("seen", "")
    known = int(seen) if seen.isdecimal() and len(seen) < 19 else 0
    made = attempt(request, case_id, task_id, action, seen=known)
    if made.done:
        url = reverse("worker_case", args=[case_id])
        return _came(_known_as(made), made.done, url=url)
    assert made.tried is not None  # what was not done was tried
    kept_photos.forget(kept_photos.folder_of(account_of(request), made.tried.given.form))
    return _refused(made.refusal or Invalid(made.tried.faults))


def _known_as(made: Attempt) -> str:
    if made.is_first:
        return "applied"
    return "conflict" if made.done is OTHERWISE else "already"


def _otherwise(earlier: Reported) -> HttpResponse:
    """It came before, and differs: what was changed on the phone since is not to be lost."""
    said = _(
        "It had arrived already, as number %(number)s. If you changed something here since, say "
        "it there; then throw this one away."
    )
    return _came("conflict", said % {"number": earlier.number}, url=_page_of(earlier))


def _page_of(made: Reported) -> str:
    return reverse("worker_case", args=[made.case_id])


def _refused(refusal: Refusal) -> HttpResponse:
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    came = "conflict" if isinstance(refusal, CONFLICTS) else "refused"
    return _came(came, refusal.sentence if not fields else "", fields, status=refusal.status)


def _came(
    came: str,
    said: Sentence,
    fields: Mapping[str, Sentence] | None = None,
    *,
    url: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    told = {
        "came": came,
        "said": str(said),
        "fields": {name: str(sentence) for name, sentence in (fields or {}).items()},
        "seen": newest_record() if came == "conflict" else 0,  # what sending it again rests on
        "at": timezone.now().isoformat(),
        "url": url,
    }
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
