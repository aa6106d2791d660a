"""The history of a code in a net, in words: from when on, what it was before, whom it followed."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.models import Area, FormerState, Net
from yiwang.structure.territory.queries import NO_SUCH_AREA, successions_around


def history_of(net: Net, code: str) -> Iterator[str]:
    """Oldest first; a code that ended and came back is told with both its areas."""
    areas = list(Area.objects.filter(net=net, code=code).defer("geometry").order_by("pk"))
    if not areas:
        raise NotFound(NO_SUCH_AREA)
    for area in areas:
        yield from _of_area(area)


def _of_area(area: Area) -> Iterator[str]:
    yield _("%(day)s begins %(name)s") % {"day": date_format(area.valid_from), "name": area.name}
    states = FormerState.objects.filter(area=area).select_related("until").defer("geometry")
    for state in states.order_by("until__number"):
        words = {
            "day": date_format(state.until.takes_effect_on),
            "version": state.until.number,
            "name": state.name,
        }
        yield _("%(day)s changes, version %(version)s; was called %(name)s") % words
    for each in successions_around(area.pk):
        words = {
            "day": date_format(each.version.takes_effect_on),
            "from": f"{each.predecessor.code} {each.predecessor.name}",
            "to": f"{each.successor.code} {each.successor.name}",
        }
        yield _("%(day)s %(from)s → %(to)s") % words
    if area.valid_to is not None:
        yield _("%(day)s ends") % {"day": date_format(area.valid_to)}
