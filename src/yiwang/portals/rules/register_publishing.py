"""The second look before a register is published: what changes, from when, on which basis."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import account_of, actor_of
from yiwang.portals.casework.typed import text_of
from yiwang.portals.moments import on_day
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.numbers import day_of
from yiwang.portals.rules.register_sheet import RegisterSheet, read_register, register_page
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.registers.actions.publish_register import Publication, publish_register
from yiwang.work.cases.queries.redecided import redecided


@rules_page
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Look once more; then from the day chosen the draft decides."""
    sheet = read_register(request, key)
    if request.method != "POST":
        return _look(request, sheet)
    owner = ids_by_code().get(text_of(request.POST, "owner"))
    now, post = timezone.now(), request.POST
    on, basis = day_of(post.get("on", "")), text_of(post, "basis")
    is_public = "is_public" in post
    wanted = Publication(post.get("seen", ""), on, basis, owner, is_public)
    try:
        version = publish_register(key, wanted, actor=actor_of(request), now=now)
    except Invalid as refusal:
        faults = {name: str(said) for name, said in refusal.fields.items()}
        errors = [(f"f-{name}", said) for name, said in faults.items()]
        return _look(request, sheet, Outcome(faults, errors))
    except Refusal as refusal:
        return _look(request, sheet, Outcome(errors=[("", str(refusal))]))
    said = _("Version %(number)s is published. It decides from %(day)s on.")
    day = on_day(version.effective_from, timezone.localdate(now))
    messages.success(request, said % {"number": version.number, "day": day})
    return redirect("rules_register", key)


def _look(
    request: HttpRequest, sheet: RegisterSheet, outcome: Outcome | None = None
) -> HttpResponse:
    assert sheet.draft is not None  # read_register asked for it
    before, now = sheet.in_force, timezone.now()
    owner = sheet.register.owner
    given = request.POST
    return register_page(
        request,
        "register_publish.html",
        sheet,
        outcome,
        at_fields=outcome.faults if outcome else {},
        redecided=redecided(
            sheet.register.key,
            before.pk if before else None,
            sheet.draft.pk,
            account_id=account_of(request),
            now=now,
        ),
        today=timezone.localdate(now),
        on=given.get("on", timezone.localdate(now).isoformat()),
        basis=text_of(given, "basis") if given else sheet.draft.basis,
        owner=text_of(given, "owner") if given else (owner.code if owner else ""),
        bodies=sheet.known.bodies,
        is_public="is_public" in given if given else sheet.register.is_public,
    )
