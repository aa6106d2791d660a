"""Every read of nets and areas that pages and other apps need. Geometry stays in the database
unless it is asked for: see `geojson.py` and `locate.py`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from math import cos, radians
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.models import (
    Area,
    AreaAncestor,
    AreaLink,
    AreaSuccession,
    Brand,
    FormerState,
    Net,
    NetVersion,
)
from yiwang.structure.territory.states import PENDING

BETWEEN_NAMES = " / "
BRANDED = ("name", "name_en", "slogan", "slogan_en")
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


def net_named(key: str) -> Net:
    """The net with this key, as it is now."""
    return _known(Net.objects.filter(key=key).first(), key)


def net_to_change(key: str) -> Net:
    """The same, locked: who else changes it waits."""
    return _known(Net.objects.select_for_update().filter(key=key).first(), key)


def draft_to_change(draft_id: int) -> NetVersion:
    """The draft of a net's version, locked."""
    drafts = NetVersion.objects.select_for_update(of=("self",)).select_related("net")
    draft = drafts.filter(pk=draft_id, state__in=PENDING).first()
    if draft is None:
        raise NotFound(_("There is no such draft any more. Look which drafts there are."))
    return draft


def due_drafts(on: date) -> list[int]:
    """The ids of drafts whose day has come, in the order in which they were made."""
    due = NetVersion.objects.filter(state="scheduled", takes_effect_on__lte=on)
    return list(due.order_by("takes_effect_on", "pk").values_list("pk", flat=True))


def versions_of(net_id: int) -> list[NetVersion]:
    """The versions of a net and the drafts of one, latest first."""
    return list(NetVersion.objects.filter(net=net_id).order_by("-takes_effect_on", "-pk"))


def version_of(net_id: int, version_id: int) -> NetVersion:
    """One version of a net, or the draft of one, with its net."""
    found = NetVersion.objects.select_related("net").filter(net=net_id, pk=version_id).first()
    if found is None:
        raise NotFound(_("The net has no such version. Choose one from the list."))
    return found


def pending_counts() -> dict[int, int]:
    """How many drafts wait in each net that has any."""
    pending = NetVersion.objects.filter(state__in=PENDING).values_list("net").order_by("net")
    return dict(pending.annotate(Count("pk")))


def area_counts() -> dict[int, int]:
    """How many valid areas each net has."""
    valid = Area.objects.filter(valid_to=None).values_list("net").order_by("net")
    return dict(valid.annotate(Count("pk")))


def changes_of(version_id: int) -> tuple[list[FormerState], list[AreaSuccession]]:
    """What a version in force replaced, and who followed whom in it, by code."""
    states = FormerState.objects.filter(until=version_id).select_related("area", "parent")
    found = AreaSuccession.objects.filter(version=version_id)
    return (
        list(states.defer("geometry", "area__geometry", "parent__geometry").order_by("area__code")),
        list(
            found.select_related("predecessor", "successor")
            .defer("predecessor__geometry", "successor__geometry")
            .order_by("predecessor__code", "successor__code")
        ),
    )


def successions_around(area_id: int) -> list[AreaSuccession]:
    """Who this area followed, and who followed it, in the order in which it happened."""
    related = ("version", "predecessor", "successor")
    found = AreaSuccession.objects.filter(Q(predecessor=area_id) | Q(successor=area_id))
    deferred = ("predecessor__geometry", "successor__geometry")
    return list(found.select_related(*related).defer(*deferred).order_by("version_id", "pk"))


def successors_of(area_id: int) -> list[Area]:
    """The valid areas that follow an area, however often it was followed."""
    found, waiting, seen = {}, [area_id], {area_id}
    while waiting:
        later = AreaSuccession.objects.filter(predecessor__in=waiting).select_related("successor")
        waiting = []
        for one in later.defer("successor__geometry"):
            if one.successor.valid_to is None:
                found[one.successor_id] = one.successor
            elif one.successor_id not in seen:
                waiting.append(one.successor_id)
            seen.add(one.successor_id)
    return [found[pk] for pk in sorted(found)]


def state_at(area_id: int, revision: int) -> FormerState | Area:
    """What an area was in a version of its net: the area itself where nothing changed since."""
    later = FormerState.objects.filter(area=area_id, until__number__gt=revision)
    return later.order_by("until__number").first() or area(area_id)


def named_by_code(net_id: int, codes: Collection[str]) -> dict[str, Area]:
    """The valid areas of a net with these codes."""
    return {each.code: each for each in valid_areas().filter(net=net_id, code__in=codes)}


def leaf_level() -> str:
    """The key of the lowest level of the primary net."""
    return str(primary_net().levels[-1]["key"])


def valid_areas() -> QuerySet[Area]:
    """Areas that have not ended, without their geometry."""
    return Area.objects.filter(valid_to=None).defer("geometry")


def middles_of(area_ids: Collection[int] | None = None) -> dict[int, tuple[float, float]]:
    """A point inside each of these areas that is drawn; without ids, inside each valid one."""
    found = valid_areas().filter(lng__isnull=False, lat__isnull=False)
    found = found if area_ids is None else found.filter(pk__in=area_ids)
    return {pk: (lng or 0.0, lat or 0.0) for pk, lng, lat in found.values_list("pk", "lng", "lat")}


def middles_around(point: tuple[float, float], metres: int, level: str) -> list[Area]:
    """The valid areas of a level in the primary net of which a point inside lies in the square of
    so many metres to each side."""
    lng, lat = point
    up = metres / 110_000
    across = up / max(cos(radians(lat)), 0.01)
    near = {"lng__range": (lng - across, lng + across), "lat__range": (lat - up, lat + up)}
    return list(valid_areas().filter(**near, net__is_primary=True, level=level).order_by("code"))


def codes_ever_of(net: str) -> set[str]:
    """Every code that an area of the net with this key has or had."""
    return set(Area.objects.filter(net__key=net).values_list("code", flat=True))


def leaf_areas(net_id: int | None = None) -> QuerySet[Area]:
    """Valid areas with no valid area below them: of one net, else of the primary one."""
    below = Area.objects.filter(parent=OuterRef("pk"), valid_to=None)
    wanted = {"net__is_primary": True} if net_id is None else {"net": net_id}
    return valid_areas().filter(~Exists(below), **wanted)


def ids_by_code(codes: Collection[str]) -> dict[str, int]:
    """Code -> id of these areas of the primary net."""
    found = valid_areas().filter(net__is_primary=True, code__in=codes)
    return dict(found.values_list("code", "pk")) if codes else {}


def leaf_areas_of(code: str) -> QuerySet[Area]:
    """The lowest areas of the primary net in the area with this code; no code: all."""
    leaves = leaf_areas()
    inside = {"ancestry__ancestor__code": code, "ancestry__ancestor__net__is_primary": True}
    return leaves.filter(**inside) if code else leaves


def area(area_id: int) -> Area:
    """One area with its net, ended or not."""
    found = Area.objects.defer("geometry").select_related("net").filter(pk=area_id).first()
    return _found(found)


@kept
def area_by_code(code: str, net: str | None = None) -> Area:
    """The valid area with this code: in the net with the key `net`, else in the primary one."""
    wanted = {"net__is_primary": True} if net is None else {"net__key": net}
    return _found(valid_areas().select_related("net").filter(code=code, **wanted).first())


def areas_by_id(ids: Collection[int]) -> dict[int, Area]:
    """Id -> area with its net, ended or not, in one query; none where no id is given."""
    return Area.objects.defer("geometry").select_related("net").in_bulk(list(ids)) if ids else {}


def ids_changed_in(versions: Mapping[int, Collection[str]]) -> set[int]:
    """The areas that these versions of nets changed, and those with the codes given for each, which
    it began or ended; in two queries."""
    changed = FormerState.objects.filter(until__in=versions).values_list("area", flat=True)
    found = set(changed) if versions else set()
    codes = {code for given in versions.values() for code in given}
    if codes:
        nets = NetVersion.objects.filter(pk__in=versions).values("net")
        begun = Area.objects.filter(net__in=nets, code__in=codes)
        found |= set(begun.values_list("pk", flat=True))
    return found


def area_codes_by_name(names: Collection[str]) -> dict[str, str]:
    """Name -> code, for those names that one valid area of the primary net has alone."""
    named = valid_areas().filter(net__is_primary=True, name__in=names)
    found: dict[str, list[str]] = {}
    for name, code in named.values_list("name", "code"):
        found.setdefault(name, []).append(code)
    return {name: codes[0] for name, codes in found.items() if len(codes) == 1}


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


def shared_path(paths: Collection[str]) -> str:
    """How all these paths begin, with what parts it from the rest; the last name of none is in it.

    Empty where fewer than two paths are given, or nothing is shared.
    """
    names = [path.split(BETWEEN_NAMES)[:-1] for path in paths if path]
    if len(names) < 2:
        return ""
    levels = takewhile(lambda level: len(set(level)) == 1, zip(*names, strict=False))
    return "".join(f"{name}{BETWEEN_NAMES}" for name, *_others in levels)


def paths_below(area: Area, area_ids: Collection[int]) -> dict[int, str]:
    """The same without what all of them share: from below the area on; of itself, its name."""
    depth, whole = len(path_of(area.pk)), paths_of(area_ids)
    parts = {area_id: path.split(BETWEEN_NAMES) for area_id, path in whole.items()}
    return {pk: BETWEEN_NAMES.join(path[depth:] or path[-1:]) for pk, path in parts.items()}


def children_of(area_id: int | None) -> list[Area]:
    """The valid areas directly below; below nothing: the tops of the primary net."""
    return list(_directly_below(area_id).order_by("code"))


@dataclass(frozen=True, slots=True)
class Called:
    """What a territory is called, in the reader's language: the top of its primary net, where there
    is one top; its brand and slogan, where it has them."""

    place: str = ""
    brand: str = ""
    slogan: str = ""


def territory_called() -> Called:
    """In one query."""
    brand = Brand.objects.filter(pk=1)
    said = {f"brand_{name}": Subquery(brand.values(name)) for name in BRANDED}
    tops = list(_directly_below(None).annotate(**said).order_by("code").defer("geometry")[:2])
    if not tops:
        return Called()
    in_brand = {name: getattr(tops[0], f"brand_{name}") or "" for name in BRANDED}
    is_english = (get_language() or "").startswith("en")
    name, slogan = (
        (is_english and in_brand[f"{each}_en"]) or in_brand[each] for each in ("name", "slogan")
    )
    return Called(tops[0].label if len(tops) == 1 else "", name, slogan)


def are_drawn_below(area_id: int | None) -> bool:
    """Whether any area that `children_of` lists has a shape: is there a map to show?"""
    return _directly_below(area_id).filter(geometry__isnull=False).exists()


def _directly_below(area_id: int | None) -> QuerySet[Area]:
    below = valid_areas().filter(parent=area_id)
    return below.filter(net__is_primary=True) if area_id is None else below


def tops_of(net_id: int) -> list[Area]:
    """The valid areas of a net with nothing above them."""
    return list(valid_areas().filter(parent=None, net=net_id).order_by("code"))


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


def above_each(area_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Each of these areas -> itself and everything above it."""
    found: dict[int, set[int]] = {}
    rows = AreaAncestor.objects.filter(area__in=set(area_ids))
    for area_id, ancestor_id in rows.values_list("area", "ancestor"):
        found.setdefault(area_id, set()).add(ancestor_id)
    return {area_id: frozenset(above) for area_id, above in found.items()}


def depths_above(area_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Each of these areas -> itself and everything above it, by how many levels."""
    found: dict[int, dict[int, int]] = {}
    rows = AreaAncestor.objects.filter(area__in=set(area_ids))
    for area_id, ancestor_id, depth in rows.values_list("area", "ancestor", "depth"):
        found.setdefault(area_id, {})[ancestor_id] = depth
    return found


def topmost(areas: "QuerySet[Any, Any]") -> list[Area]:
    """Those of these areas (ids, as a set condition) that lie below no other of them, in the
    primary net. One query."""
    above = AreaAncestor.objects.filter(area=OuterRef("pk"), depth__gt=0, ancestor__in=areas)
    tops = valid_areas().filter(~Exists(above), pk__in=areas, net__is_primary=True)
    return list(tops.select_related("net").order_by("code"))


def links_of(area_id: int) -> list[AreaLink]:
    """The valid links from this area to areas of other nets, with their targets."""
    rows = AreaLink.objects.filter(source=area_id, valid_to=None).select_related("target__net")
    return list(rows.defer("target__geometry").order_by("kind", "target__code"))


def _known(net: Net | None, key: str) -> Net:
    if net is None:
        known = ", ".join(Net.objects.order_by("key").values_list("key", flat=True))
        words = {"key": key, "known": known}
        raise NotFound(_("There is no net %(key)s; there are: %(known)s.") % words)
    return net


def _found(found: Area | None) -> Area:
    if found is None:
        raise NotFound(NO_SUCH_AREA)
    return found


AreaIds = QuerySet[AreaAncestor, int]


def trees_of_levels(net_id: int, levels: Collection[str]) -> QuerySet[AreaAncestor, Any]:
    """Every area of a net, ended ones too, with each at or above it that is of these levels."""
    above = AreaAncestor.objects.filter(ancestor__net=net_id, ancestor__level__in=list(levels))
    return above.order_by().values("area_id", "ancestor_id")
