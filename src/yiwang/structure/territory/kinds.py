"""The kinds of nets. What a net divides, and whether it divides at all (`is_partition`), is said by
the net itself; a kind only names it."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "administrative": _("Administrative divisions"),
    "base": _("Base grids"),
    "micro": _("Micro-grids"),
    "dedicated": _("Dedicated areas"),  # parks, markets, buildings; two bodies manage them
    "party": _("Party areas"),
    "disposal": _("Disposal areas"),
    "service": _("Service areas"),
    "zone": _("Zones"),
    "corridor": _("Corridors"),
    "road": _("Roads"),  # lines
    "sector": _("Sectors"),  # without geometry
}
