"""Who begins what moves by a workflow: residents, anybody on staff, or staff at certain posts.

`begun_by` names them, and none: whoever the type lets. Of staff, `begun_at` and `begun_in` leave
those whose post, or its body, stands at one of these levels, and in or below one of these areas.
Whoever takes something in for a resident does not begin it: the resident does.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries import post_types
from yiwang.structure.posts.queries.active import active_appointments
from yiwang.structure.territory.queries import (
    ids_below,
    ids_by_code,
    named_by_code,
    nets,
    path_of,
    primary_net,
)
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.wording import in_words

RESIDENTS, STAFF = "residents", "staff"


def lets_residents(definition: Definition) -> bool:
    """Whether residents begin it, as far as the type of the matter lets them."""
    return not definition.begun_by or RESIDENTS in definition.begun_by


def lets_staff(definition: Definition) -> bool:
    """Whether any staff begin it of their own accord."""
    return definition.begun_by != [RESIDENTS]


def beginning_posts(definition: Definition) -> list[str]:
    """The types of post at which it is begun; none: at all of them."""
    if STAFF in definition.begun_by:
        return []
    return [each for each in definition.begun_by if each != RESIDENTS]


def is_narrowed(definition: Definition) -> bool:
    """Whether some staff begin it and others do not."""
    return bool(beginning_posts(definition) or definition.begun_at or definition.begun_in)


def begins_at(definition: Definition, post: Post) -> bool:
    """Whether who holds this post begins it of their own accord."""
    types = beginning_posts(definition)
    if not lets_staff(definition) or (types and post.type.key not in types):
        return False
    if not (definition.begun_at or definition.begun_in):
        return True
    area_id = post.area_id or (post.organization and post.organization.area_id)
    level, codes = _place(area_id) if area_id else ("", frozenset[str]())
    is_there = not definition.begun_in or not codes.isdisjoint(definition.begun_in)
    return is_there and (not definition.begun_at or level in definition.begun_at)


def is_held_by_anybody(definition: Definition, on: date) -> bool:
    """Whether somebody holds a post at which it is begun: the same, asked of all at once."""
    held = active_appointments(on)
    if types := beginning_posts(definition):
        held = held.filter(post__type__key__in=types)
    if definition.begun_at:
        levels = definition.begun_at
        of_body = Q(post__area=None, post__organization__area__level__in=levels)
        held = held.filter(Q(post__area__level__in=levels) | of_body)
    if definition.begun_in:
        within = ids_below(ids_by_code(definition.begun_in).values())
        of_body = Q(post__area=None, post__organization__area__in=within)
        held = held.filter(Q(post__area__in=within) | of_body)
    return held.exists()


def who_begins_it(definition: Definition) -> str:
    """The staff that begin it, in the reader's words."""
    return _("; ").join(_said(definition))


def beginners_in_words(definition: Definition) -> str:
    """Whoever begins it, residents too; nothing where its type alone says it."""
    if not (definition.begun_by or is_narrowed(definition)):
        return ""
    said = [_("residents")] if definition.reporter and lets_residents(definition) else []
    return _("; ").join([*said, *(_said(definition) if lets_staff(definition) else ())])


def _said(definition: Definition) -> Iterator[str]:
    if types := beginning_posts(definition):
        named = {each.key: in_words(each.name, each.name_en) for each in post_types()}
        yield _(", ").join(named.get(key, key) for key in types)
    else:
        yield _("anybody on staff")
    if definition.begun_at:
        levels = level_names()
        named_levels = _(", ").join(levels.get(key, key) for key in definition.begun_at)
        yield _("at the level: %(levels)s") % {"levels": named_levels}
    if definition.begun_in:
        areas = named_by_code(primary_net().pk, definition.begun_in)
        names = (
            in_words(areas[code].name, areas[code].name_en) if code in areas else code
            for code in definition.begun_in
        )
        yield _("in: %(areas)s") % {"areas": _(", ").join(names)}


def level_names() -> dict[str, str]:
    """The levels of all nets, the primary one first, by key."""
    levels = [level for net in reversed(nets()) for level in net.levels]
    return {level["key"]: in_words(level["name"], level["name_en"]) for level in levels}


@kept
def _place(area_id: int) -> tuple[str, frozenset[str]]:
    """The level of an area, and the codes of it and of what lies above it in the primary net."""
    path = path_of(area_id)
    primary = primary_net().pk
    return path[-1].level, frozenset(area.code for area in path if area.net_id == primary)
