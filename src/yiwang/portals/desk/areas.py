"""Who is in an area: its nets, its bodies and how they hang together, its posts, its duties."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.desk.managed import managed_here
from yiwang.portals.desk.structure_words import kind_label, relation_label
from yiwang.structure.organizations.listing import convenors_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import bodies_of, links_between
from yiwang.structure.posts.models import PostClass, PostType
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries import (
    RosterLine,
    appointments_of,
    capacity_with,
    roster_of,
    vacancies,
)
from yiwang.structure.posts.queries.classes import class_words
from yiwang.structure.posts.queries.duty import on_duty, posts_with_duty
from yiwang.structure.registers.queries import entries_of_level
from yiwang.structure.territory.locate import locate
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.naming import written
from yiwang.structure.territory.queries import area as area_by_id
from yiwang.structure.territory.queries import (
    area_by_code,
    children_of,
    nets,
    path_of,
    paths_of,
    primary_net,
    tops_of,
)

SHOWN = 8  # bodies of one relation; the others are folded away


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of link of a body, with the bodies at its other end."""

    label: str
    others: list[Organization]

    @property
    def shown(self) -> list[Organization]:
        return self.others[:SHOWN]

    @property
    def further(self) -> list[Organization]:
        return self.others[SHOWN:]


@dataclass(frozen=True, slots=True)
class Body:
    """A body in words."""

    organization: Organization
    kind: str
    relations: list[Relation]


@staff_page
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The reader's own area; with a net chosen, or where the reader has none, the whole territory:
    the tops of that net, and the bodies outside all areas."""
    chosen = request.GET.get("net", "")[:40]
    own = None if chosen else _own_area(request)
    return _shown(request, own, own.net.key if own else chosen)


def _own_area(request: HttpRequest) -> Area | None:
    """Where the reader's first post with an area is; the area of its body, where it has none."""
    for held in appointments_of(account_of(request), timezone.localdate()):
        body = held.post.organization
        if found := held.post.area_id or (body.area_id if body else None):
            return area_by_id(found)
    return None


@staff_page
@require_safe
def area(request: HttpRequest, net: str, code: str) -> HttpResponse:
    """One area of one net."""
    return _shown(request, area_by_code(code, net), net)


def _shown(request: HttpRequest, here: Area | None, net_key: str) -> HttpResponse:
    now, on = timezone.now(), timezone.localdate()
    known = nets()
    net = next((each for each in known if each.key == net_key), primary_net())
    bodies = bodies_of(here.pk if here else None, on)
    ids = [body.pk for body in bodies]
    managed = managed_here(here.pk if here else None, ids, on)
    context = {
        "area": here,
        "written": written(here) if here else "",
        "net": net,
        "nets": known,
        "path": path_of(here.pk) if here else [],
        "level": _level(here),
        "below": children_of(here.pk) if here else tops_of(net.pk),
        "elsewhere": _elsewhere(here),
        "bodies": _in_words(bodies, on),
        "convenors": {each.pk for each in convenors_of(here.pk, on)} if here else set(),
        **_roster(
            roster_of(here.pk if here else None, ids, on, managers=managed.ids),
            request.GET.get("of", ""),
        ),
        "duties": entries_of_level(here.level, on) if here else [],
        "vacancies": [each for each in vacancies(here.pk, on) if each.missing] if here else [],
        "may_appoint": _appoints_here(request, here, on),
        "managed": managed,
        "now": now,
    }
    return page(request, "desk/area.html", context)


def _roster(found_lines: list[RosterLine], of: str) -> dict[str, object]:
    """The posts with their words, all of them or those of one class."""
    words = class_words()
    lines = [(line, _words(line.post.type, words)) for line in found_lines]
    at_it = on_duty([line.post.pk for line, _of in lines], timezone.now())
    for line, _of in lines:
        for held in line.holders:
            held.present_shift = at_it.get(held.pk)
            held.employment_word = words.get(("employment", held.employment))
    found = dict.fromkeys(word for _line, of_post in lines for word in of_post)
    classification, _dot, key = of.partition(".")
    chosen = words.get((classification, key))
    return {
        "roster": [each for each in lines if chosen is None or chosen in each[1]],
        "classes": list(found),
        "chosen": chosen,
        "watched": {shift.post_id for shift in at_it.values()},
        "with_duty": posts_with_duty({line.post.type_id for line, _of in lines}),
    }


def _words(type_: PostType, words: dict[tuple[str, str], PostClass]) -> list[PostClass]:
    named = [(of, getattr(type_, of)) for of in ("group", "force", "specialty")]
    return [words[each] for each in named if each in words]


def _appoints_here(request: HttpRequest, here: Area | None, on: date) -> bool:
    area_id = here.pk if here else None
    return capacity_with(account_of(request), APPOINT, area_id, on) is not None


def _level(here: Area | None) -> dict[str, str]:
    """The level of the area, in the words of its net."""
    levels = here.net.levels if here else []
    return next((each for each in levels if here and each["key"] == here.level), {})


def _elsewhere(here: Area | None) -> list[tuple[Net, str]]:
    """The paths in the other nets at the middle of the area: net -> path."""
    if here is None or here.lng is None or here.lat is None:
        return []
    found = locate(here.lng, here.lat)
    names = {each.key: each for each in nets() if each.pk != here.net_id}
    ids = {key: where.area_id for key, where in found.items() if key in names and where.area_id}
    paths = paths_of(ids.values())
    return [(names[key], paths[area_id]) for key, area_id in ids.items()]


def _in_words(bodies: list[Organization], on: date) -> list[Body]:
    relations = _relations({body.pk for body in bodies}, on)
    return [Body(body, kind_label(body.kind), relations.get(body.pk, [])) for body in bodies]


def _relations(ids: Collection[int], on: date) -> dict[int, list[Relation]]:
    """By body: its links out and in, each under the words for its direction."""
    found: dict[int, dict[str, list[Organization]]] = {}
    for link in links_between(ids, on):
        ends = ((link.source, link.target, "out"), (link.target, link.source, "in"))
        for body, other, direction in ends:
            if body.pk in ids:
                label = relation_label(link.kind, direction)
                found.setdefault(body.pk, {}).setdefault(label, []).append(other)
    return {
        body: [Relation(label, others) for label, others in by_label.items()]
        for body, by_label in found.items()
    }
