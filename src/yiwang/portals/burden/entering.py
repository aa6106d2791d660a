"""The form by which a community writes down what it was asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, NotFound, Refusal, Sentence
from yiwang.insight.burden.actions.enter_demand import NewDemand, enter_demand
from yiwang.insight.burden.policies import own_bodies
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.numbers import day_of
from yiwang.structure.organizations.listing import by_code
from yiwang.work.cases.queries import offered_types

FORMS: dict[str, Promise] = {
    "task": gettext_lazy("A task"),
    "form": gettext_lazy("A form to fill in"),
    "report": gettext_lazy("A report to write"),
    "meeting": gettext_lazy("A meeting, a visit or a check"),
}
FIELDS = ("body", "form", "title", "asker", "asked_on", "kind")


@staff_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write it down; the registers say at once whether it is admitted."""
    bodies = own_bodies(account_of(request), timezone.localdate())
    if not bodies:
        raise Forbidden(
            _("You hold no post at a community, so nothing was asked of it through you.")
        )
    if request.method != "POST":
        return _form(request, {})
    try:
        made = enter_demand(_wanted(request), actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _form(request, refusal.fields)
    except Refusal as refusal:
        return _form(request, {"": refusal.sentence})
    if made.is_admitted:
        messages.success(request, _("It is in the ledger."))
    else:
        said = _("It is in the ledger as not admitted, so you need not do it: %(why)s")
        messages.warning(request, said % {"why": made.gate_said})
    return redirect("burden")


def _wanted(request: HttpRequest) -> NewDemand:
    sent = request.POST
    asker = text_of(sent, "asker")
    try:
        asker_id = by_code(asker).pk if asker else None
    except NotFound:
        asker_id = None
    body = text_of(sent, "body", 20)
    return NewDemand(
        body_id=int(body) if body.isascii() and body.isdecimal() and len(body) < 19 else 0,
        form=text_of(sent, "form", 10),
        title=text_of(sent, "title"),
        asked_on=day_of(sent.get("asked_on", "")),
        asker_id=asker_id,
        asker_words="" if asker_id else asker,
        kind=text_of(sent, "kind", 80),
    )


def _form(request: HttpRequest, faults: dict[str, Sentence]) -> HttpResponse:
    on = timezone.localdate()
    typed = {name: text_of(request.POST, name, 300) for name in FIELDS}
    context = {
        "bodies": own_bodies(account_of(request), on),
        "forms": FORMS.items(),
        "types": offered_types(),
        "typed": typed | {"asked_on": typed["asked_on"] or on.isoformat()},
        "faults": faults,
        "errors": [(f"f-{name}" if name else "", str(said)) for name, said in faults.items()],
        "today": on,
        "now": timezone.now(),
    }
    return page(request, "burden/new.html", context, status=422 if faults else 200)
