"""`{% load words %}`: what is kept as a key, in words."""

from decimal import Decimal

from django import template
from django.utils.formats import localize, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.structure.registers.targets import PERCENT

register = template.Library()

EFFECTS: dict[str, Sentence] = {
    "route": _("who is responsible"),
    "triage": _("which nature"),
    "gate": _("what may be asked"),
    "procedure": _("in which steps"),
    "standard": _("what there must be"),
    "target": _("what is aimed at"),
    "delegation": _("which power moved"),
    "duty": _("whose duty it is"),
    "checklist": _("what is ticked off"),
    "calendar": _("what has a day"),
    "ballot": _("what a vote needs"),
    "capacity": _("how much a body takes at once"),
    "dictionary": _("what other systems call it"),
    "one_thing": _("one thing, several offices at once"),
}
MOST_PLACES = 4
LIST_OF_WORDS = _("a list of words")


@register.filter
def percent(number: Decimal | float | None) -> str:
    """`{{ share|percent }}`: of a hundred, as people write it; a dash where there is none."""
    if number is None:
        return "—"
    return gettext("%(value)s %%") % {"value": localize(number)}


@register.filter
def amount(number: Decimal | float | None, unit: str = "") -> str:
    """`{{ aim.value|amount:unit }}`: without zeros at its end, with what it counts."""
    if number is None:
        return "—"
    rounded = round(Decimal(str(number)), MOST_PLACES).normalize()
    written = number_format(rounded, max(0, -int(rounded.as_tuple().exponent)))
    if unit == PERCENT:
        return gettext("%(value)s %%") % {"value": written}
    return f"{written} {unit}" if unit else written


@register.filter
def effect_named(effect: str) -> str:
    """`{{ register.effect|effect_named }}`: what a register decides."""
    return str(EFFECTS.get(effect, LIST_OF_WORDS))
