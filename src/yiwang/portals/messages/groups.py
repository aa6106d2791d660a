"""The form on which a group of colleagues is set up. Its secrets are never shown again."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Invalid, NotFound, Sentence
from yiwang.insight.messages.actions.set_group import GroupSetting, set_group
from yiwang.insight.messages.actions.try_out import try_out
from yiwang.insight.messages.channels.robots import ROBOTS
from yiwang.insight.messages.kinds import KINDS
from yiwang.insight.messages.models import Group
from yiwang.insight.messages.policies import NO_GROUP
from yiwang.insight.messages.queries.outbox import group_shown
from yiwang.portals.bodies.choosing import chosen_body
from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.numbers import number_of
from yiwang.structure.administration.policies import keeping
from yiwang.structure.posts.queries import post_types

USUAL = ("emergency", "whistle", "order", "late")


@dataclass
class Form:
    """What was typed, the kinds that were ticked, and what is wrong by field."""

    typed: dict[str, str]
    kinds: list[str]
    faults: dict[str, Sentence] = field(default_factory=dict)


@staff_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set up a group."""
    keeping(actor_of(request), timezone.localdate())
    if request.method != "POST":
        return _page(request, None, Form({"is_on": "1"}, list(USUAL)))
    return _kept(request, None)


@staff_page
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Change a group, or switch it off."""
    found = group_shown(group_id, actor_of(request), timezone.localdate())
    if found is None:
        raise NotFound(NO_GROUP)
    if request.method != "POST":
        return _page(request, found, _form_of(found))
    return _kept(request, found)


@staff_page
@require_POST
def trial(request: HttpRequest, group_id: int) -> HttpResponse:
    """A message that says nothing but that messages arrive."""
    try_out(group_id, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("A trial is on its way. If it fails, it is listed here."))
    return redirect("administration_messages")


def _kept(request: HttpRequest, found: Group | None) -> HttpResponse:
    form, wanted = _sent(request.POST)
    if not form.faults:
        try:
            set_group(
                wanted,
                actor=actor_of(request),
                now=timezone.now(),
                group_id=found.pk if found else None,
            )
        except Invalid as refusal:
            form.faults.update(refusal.fields)
        else:
            messages.success(request, _("“%(name)s” is kept.") % {"name": wanted.name})
            return redirect("administration_messages")
    return _page(request, found, form)


def _sent(post: QueryDict) -> tuple[Form, GroupSetting]:
    names = ("service", "name", "body", "post_type", "robot", "signing_key", "is_on", "unsigned")
    typed = {name: text_of(post, name, 600) for name in names}
    form = Form(typed, [key for key in KINDS if f"kind.{key}" in post])
    body = chosen_body(typed["body"], form.faults, "body")
    wanted = GroupSetting(
        service=typed["service"],
        name=typed["name"],
        organization_id=body.pk if body else None,
        kinds=form.kinds,
        post_type_id=number_of(typed["post_type"]) or None,
        robot=typed["robot"],
        signing_key=typed["signing_key"],
        forgets_key=bool(typed["unsigned"]),
        is_on=bool(typed["is_on"]),
    )
    return form, wanted


def _form_of(found: Group) -> Form:
    typed = {
        "service": found.service,
        "name": found.name,
        "body": found.organization.code,
        "post_type": str(found.post_type_id or ""),
        "is_on": "1" if found.is_on else "",
    }
    return Form(typed, found.kinds)


def _page(request: HttpRequest, found: Group | None, form: Form) -> HttpResponse:
    context = {
        "group": found,
        "has_key": bool(found and found.signing_key),
        "services": [(key, robot.name) for key, robot in ROBOTS.items()],
        "post_types": [(str(each.pk), each) for each in post_types()],
        "kinds": [(kind, kind.key in form.kinds) for kind in KINDS.values()],
        "typed": form.typed,
        "faults": form.faults,
        "errors": [(f"f-{name}", sentence) for name, sentence in form.faults.items()],
    }
    status = 422 if form.faults else 200
    return page(request, "told/group.html", context, status=status)
