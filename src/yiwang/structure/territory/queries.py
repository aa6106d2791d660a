"""Every read of nets and areas that pages and other apps need. Geometry stays in the database
unless it is asked for: see `geojson.py` and `locate.py`."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.models import Area, AreaAncestor, AreaLink, Net

BETWEEN_NAMES = " / "
NO_SUCH_AREA = _("There is no such area. Choose one from the list.")


@kept
def primary_net() -> Net:
    """The net that numbers, routes and reaches follow."""
    net = Net.objects.filter(is_primary=True).first()
    if net is None:
        raise NotFound(_("No territory is loaded yet. Install a pack first."))
    return net


@kept
def nets() -> list[Net]:
    """Every net, the primary one first."""
    return list(Net.objects.order_by("-is_primary", "key"))


def leaf_level() -> str:
    """The key of the lowest level of the primary net."""
    return str(primary_net().levels[-1]["key"])


def valid_areas() -> QuerySet[Area]:
    """Areas that have not ended, without their geometry."""
    return Area.objects.filter(valid_to=None).defer("geometry")


def leaf_areas(net_id: int | None = None) -> QuerySet[Area]:
    """Valid areas with no valid area below them: of one net, else of the primary one."""
    below = Area.objects.filter(parent=OuterRef("pk"), valid_to=None)
    wanted = {"net__is_primary": True} if net_id is None else {"net": net_id}
    return valid_areas().filter(~Exists(below), **wanted)


def area(area_id: int) -> Area:
    """One area with its net, ended or not."""
    found = Area.objects.defer("geometry").select_related("net").filter(pk=area_id).first()
    return _found(found)


@kept
def area_by_code(code: str, net: str | None = None) -> Area:
    """The valid area with this code: in the net with the key `net`, else in the primary one."""
    wanted = {"net__is_primary": True} if net is None else {"net__key": net}
    return _found(valid_areas().select_related("net").filter(code=code, **wanted).first())


def path_of(area_id: int) -> list[Area]:
    """The area and everything above it, top first."""
    above = Area.objects.defer("geometry").filter(descent__area=area_id)
    return list(above.order_by("-descent__depth"))


def paths_of(area_ids: Collection[int]) -> dict[int, str]:
    """The path of each area in the reader's language, top first: "试城 / 东县 / 河口镇"."""
    rows = (
        AreaAncestor.objects.filter(area__in=set(area_ids))
        .select_related("ancestor")
        .defer("ancestor__geometry")
        .order_by("area_id", "-depth")
    )
    names: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(row.area_id, []).append(row.ancestor.label)
    return {area_id: BETWEEN_NAMES.join(path) for area_id, path in names.items()}


def children_of(area_id: int | None) -> list[Area]:
    """The valid areas directly below; below nothing: the tops of the primary net."""
    if area_id is None:
        return list(valid_areas().filter(parent=None, net__is_primary=True).order_by("code"))
    return list(valid_areas().filter(parent=area_id).order_by("code"))


def ids_below(areas: "QuerySet[Area] | QuerySet[Area, int] | Collection[int]") -> "AreaIds":
    """The ids of these areas and of everything below them, as a set condition for `__in`."""
    return AreaAncestor.objects.filter(ancestor__in=areas).values_list("area_id", flat=True)


def ancestor_ids(area_id: int) -> "AreaIds":
    """The ids of the area itself and of everything above it, nearest first."""
    rows = AreaAncestor.objects.filter(area=area_id).order_by("depth")
    return rows.values_list("ancestor_id", flat=True)


@kept
def ids_above(area_id: int) -> frozenset[int]:
    """The same as a set to look into, kept until a boundary or anything else configured changes."""
    return frozenset(ancestor_ids(area_id))


def links_of(area_id: int) -> list[AreaLink]:
    """The valid links from this area to areas of other nets, with their targets."""
    rows = AreaLink.objects.filter(source=area_id, valid_to=None).select_related("target__net")
    return list(rows.defer("target__geometry").order_by("kind", "target__code"))


def _found(found: Area | None) -> Area:
    if found is None:
        raise NotFound(NO_SUCH_AREA)
    return found


AreaIds = QuerySet[AreaAncestor, int]
