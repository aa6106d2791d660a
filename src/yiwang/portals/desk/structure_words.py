"""Kinds of bodies, and links between them in words; others are shown as keys."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.structure.organizations.kinds import KINDS

RELATIONS: dict[tuple[str, str], Promise] = {
    ("owns", "out"): _("owns"),
    ("owns", "in"): _("owned by"),
    ("manages", "out"): _("manages"),
    ("manages", "in"): _("managed by"),
    ("uses", "out"): _("uses"),
    ("uses", "in"): _("used by"),
    ("guides", "out"): _("guides, without command"),
    ("guides", "in"): _("guided, without command, by"),
    ("member_of", "out"): _("belongs to"),
    ("member_of", "in"): _("members"),
    ("co_builds", "out"): _("builds together with"),
    ("co_builds", "in"): _("builds together with"),
    ("hosts", "out"): _("houses"),
    ("hosts", "in"): _("housed by"),
    ("supports", "out"): _("supports"),
    ("supports", "in"): _("supported by"),
}


def kind_label(kind: str) -> str:
    """What a kind of body is called."""
    return str(KINDS.get(kind, kind))


def relation_label(kind: str, direction: str) -> str:
    """How a body stands to others by a link: `out` from it, `in` towards it."""
    return str(RELATIONS[kind, direction])
