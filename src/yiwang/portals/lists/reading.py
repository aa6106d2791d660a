"""The form by which somebody writes down what they counted, on both pages that need it."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.staff import actor_of
from yiwang.portals.casework.typed import is_percent, number_of, text_of
from yiwang.portals.rules.numbers import day_of
from yiwang.structure.organizations.listing import by_code
from yiwang.structure.registers.actions.read_value import NewReading, read_value
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.queries import entry, registers
from yiwang.structure.registers.targets import PERCENT
from yiwang.structure.territory.queries import area_by_code


def register_of_effect(key: str, effect: str) -> Register:
    """The register, if it has this effect. NotFound else."""
    found = next((one for one in registers() if one.key == key and one.effect == effect), None)
    if found is None:
        raise NotFound(_("There is no such register. Choose one from the list."))
    return found


def written_down(request: HttpRequest, register: Register) -> dict[str, Sentence] | None:
    """What is wrong with what was sent, by field; None once it is written down."""
    post = request.POST
    try:
        wanted = NewReading(
            text_of(post, "entry", 60),
            _value(register, text_of(post, "entry", 60), text_of(post, "value", 20)),
            day_of(post.get("on", "")),
            text_of(post, "source", 400),
            area_id=_area_id(register, post),
            organization_id=by_code(body).pk if (body := text_of(post, "body", 60)) else None,
            opened="opened" in post,
        )
        made = read_value(register.key, wanted, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return dict(refusal.fields)
    except Refusal as refusal:
        return {"": refusal.sentence}
    messages.success(
        request, _("It is written down.") if made else _("It was written down before.")
    )
    return None


def _area_id(register: Register, post: QueryDict) -> int | None:
    """The area that is meant: of the net whose level the entry names."""
    code, key = text_of(post, "area", 60), text_of(post, "entry", 60)
    if not code:
        return None
    found = entry(register.key, key, timezone.localdate())
    net = str(found.outcome.get("level", "")).rpartition(":")[0] if found else ""
    return area_by_code(code, net or None).pk


def _value(register: Register, key: str, typed: str) -> Decimal | None:
    """What was typed, of a hundred where the entry is counted so. Invalid where the two differ."""
    number, found = number_of(typed), entry(register.key, key, timezone.localdate())
    unit = str(found.outcome.get("unit", "")) if found else ""
    if is_percent(typed) and unit != PERCENT:
        raise Invalid({"value": _("This is counted as a number, not in percent. Write how many.")})
    if unit == PERCENT and number and 0 < number <= 1 and not is_percent(typed):
        said = _("Write it in percent: %(percent)s %%, or “%(typed)s %%” if it is that little.")
        raise Invalid(
            {"value": said % {"percent": f"{(number * 100).normalize():f}", "typed": typed}}
        )
    return number
