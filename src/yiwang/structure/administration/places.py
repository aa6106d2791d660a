"""Where posts stand that lists name by codes, and whether the actor keeps those places."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from django.db.models import Q

from yiwang.foundation.sheets.described import Given, Key, Wrong
from yiwang.structure.administration.areas import area_ids
from yiwang.structure.administration.policies import (
    NOT_THE_WHOLE,
    NOT_THIS_AREA,
    beyond,
    keeps_the_whole,
)
from yiwang.structure.organizations.queries import all_organizations
from yiwang.structure.posts.powers import INSTALL_PACKS
from yiwang.structure.posts.rows import PostKey


class Places(NamedTuple):
    """The ids of the areas and organizations that rows name, and the areas of the latter."""

    areas: Mapping[str, int]
    organizations: Mapping[str, int]
    served: Mapping[str, int | None]

    def key_of(self, key: Key) -> PostKey:
        type_key, organization, area = key
        return PostKey(type_key, self.organizations.get(organization), self.areas.get(area))

    def area_of(self, key: Key) -> int | None:
        """The area in which the post lies: its own, else that its organization serves."""
        _type, organization, area = key
        return self.areas.get(area) if area else self.served.get(organization)

    def near(self) -> Q:
        """The condition on posts that holds for those named and for little more."""
        there = Q(area__in=set(self.areas.values()))
        return there | Q(area=None, organization__in=set(self.organizations.values()))


def places_of(keys: Collection[Key]) -> Places:
    """What the keys of posts name, in two queries."""
    bodies = all_organizations().filter(code__in={key[1] for key in keys} - {""})
    found = list(bodies.values_list("code", "pk", "area_id"))
    return Places(
        area_ids({key[2] for key in keys}),
        {code: pk for code, pk, _area in found},
        {code: area for code, _pk, area in found},
    )


def out_of_scope(given: Given, power: str = INSTALL_PACKS, *, post_at: int = 0) -> Iterator[Wrong]:
    """Posts in areas that the actor does not keep. `post_at` is where the post begins in a key."""
    posts = {change.key: change.key[post_at:] for change in given.changes}
    places = places_of(posts.values())
    areas = {post: places.area_of(post) for post in posts.values()}
    foreign = beyond({pk for pk in areas.values() if pk}, given.actor, given.on, power)
    is_whole = keeps_the_whole(given.actor, given.on, power)
    for key, post in posts.items():
        if areas[post] in foreign:
            yield Wrong(key, "area" if post[2] else "organization", str(NOT_THIS_AREA))
        elif areas[post] is None and not is_whole:
            yield Wrong(key, "organization", str(NOT_THE_WHOLE))
