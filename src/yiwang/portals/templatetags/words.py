"""`{% load words %}`: what is kept as a key, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence

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
    "one_thing": _("one thing, several offices at once"),
}
LIST_OF_WORDS = _("a list of words")


@register.filter
def effect_named(effect: str) -> str:
    """`{{ register.effect|effect_named }}`: what a register decides."""
    return str(EFFECTS.get(effect, LIST_OF_WORDS))
