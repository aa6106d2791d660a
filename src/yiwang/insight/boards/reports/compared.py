"""A number against an earlier one, in words: up, down or the same, by how much and from what. Pure.

Per cent are of the earlier number, to one decimal; where that is nothing, no per cent is said.
"""

from django.utils.translation import gettext as _


def against(came: int, went: int, came_then: int, went_then: int, then: str) -> str:
    """ "与上期相比，受理由10件升至12件（＋20.0%），办结持平，均为8件。" """
    said = _("Against %(then)s: came in %(came)s; closed %(went)s.")
    return said % {
        "then": then,
        "came": _moved(came_then, came),
        "went": _moved(went_then, went),
    }


def _moved(then: int, now: int) -> str:
    if then == now:
        return _("the same, %(now)s") % {"now": now}
    if not then:
        return _("%(now)s, then none") % {"now": now}
    percent = f"{100 * (now - then) / then:+.1f}%"
    return _("%(now)s, then %(then)s (%(percent)s)") % {
        "now": now,
        "then": then,
        "percent": percent,
    }
