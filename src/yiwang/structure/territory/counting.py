"""Areas to be counted: of one level of the primary net, on a day; and which another net takes up.

Each returns a list for whoever counts it, narrowed to one area where one is given.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from yiwang.structure.territory.models import Area, AreaAncestor, AreaLink


def areas_at_level(level: str, within: int | None, on: date) -> QuerySet[Area]:
    """Areas of a level of the primary net that there were on that day."""
    found = Area.objects.filter(_there(on), net__is_primary=True, level=level)
    return found if within is None else found.filter(ancestry__ancestor=within)


def areas_taken_up(level: str, net: str, within: int | None, on: date) -> QuerySet[Area]:
    """Of these, those that an area of the net with this key is built over or overlaps."""
    links = AreaLink.objects.filter(_there(on))
    into = links.filter(source=OuterRef("pk"), target__net__key=net)
    from_ = links.filter(target=OuterRef("pk"), source__net__key=net)
    return areas_at_level(level, within, on).filter(Exists(into) | Exists(from_))


def areas_with_above(above: Collection[int]) -> QuerySet[AreaAncestor, Any]:
    """Every area at or below one of these, ended ones too, with that one."""
    found = AreaAncestor.objects.filter(ancestor__in=list(above))
    return found.order_by().values("area_id", "ancestor_id")


def all_primary(areas: Collection[int]) -> bool:
    """Whether these lie in the primary net, all of them."""
    return not Area.objects.filter(pk__in=list(areas), net__is_primary=False).exists()


def ids_of_level_below(level: str, area_id: int | None) -> list[int]:
    """The valid areas of a level: below an area, in its net; without one, in the primary net."""
    found = Area.objects.filter(valid_to=None, level=level)
    if area_id is None:
        found = found.filter(net__is_primary=True)
    else:
        its_net = Area.objects.filter(pk=area_id).values("net_id")[:1]
        found = found.filter(ancestry__ancestor=area_id, net_id=Subquery(its_net))
    return list(found.order_by("code").values_list("pk", flat=True))


def _there(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
