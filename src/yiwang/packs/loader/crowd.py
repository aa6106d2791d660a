"""A crowd of fictitious people who fill every post of a team, exactly so many in all.

Leaders are full-time, one each. Specialists' posts outnumber the people left, so some people hold
the same specialty in two neighbouring areas: first within one community, then across.
Names are drawn from the pack's characters by its seed: the same pack makes the same people.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.patterns import Filling
from yiwang.packs.loader.posts import PostLayout
from yiwang.packs.loader.reading import Reading
from yiwang.packs.loader.schema.posts import TeamPart
from yiwang.packs.loader.schema.staff import Crowd
from yiwang.packs.pack import HeldContent, PersonContent, PostAt

if TYPE_CHECKING:
    from yiwang.packs.loader.staff import Staff


@dataclass
class CrowdFilling:
    """Draws people one after another and gives them posts."""

    reading: Reading
    spot: Spot
    crowd: Crowd
    team: TeamPart

    def __post_init__(self) -> None:
        self.random = random.Random(self.crowd.seed)  # noqa: S311  # names, not secrets
        self.filling = Filling(self.reading, self.spot)
        self.number = 0

    def fill(self, staff: "Staff", layout: PostLayout) -> None:
        """Give every free post of the team a holder; a fault when the numbers cannot fit."""
        free: dict[str, list[PostAt]] = {}
        for post in layout.posts:
            if post not in staff.taken:
                free.setdefault(post.type, []).append(post)
        leaders = free.get(self.team.leader, [])
        held_by_named = self._named_members(staff)
        left = self.crowd.people - held_by_named - len(leaders)
        posts = [free.get(key, []) for key in self.team.specialists]
        total = sum(len(each) for each in posts)
        if not (total + 1) // 2 <= left <= total:
            self._refuse(held_by_named + len(leaders), total)
            return
        for post in leaders:
            self._appoint(staff, [post])
        for each, people in zip(posts, _shares(left, posts), strict=True):
            for group in _paired(each, len(each) - people, layout):
                self._appoint(staff, group)

    def _named_members(self, staff: "Staff") -> int:
        members = {self.team.leader, *self.team.specialists}
        return len({held.username for held in staff.held if held.post.type in members})

    def _refuse(self, leaders: int, total: int) -> None:
        words = {
            "people": self.crowd.people,
            "least": leaders + (total + 1) // 2,
            "most": leaders + total,
        }
        self.reading.fault(
            self.spot,
            _("%(people)s people cannot fill this team: write between %(least)s and %(most)s.")
            % words,
            "nets",
            "organizations",
            "posts",
        )

    def _appoint(self, staff: "Staff", posts: list[PostAt]) -> None:
        self.number += 1
        username = self.filling.fill(self.crowd.username, {"number": self.number})
        staff.people[username] = PersonContent(username, self._name(), signs_in=False)
        mode = "full_time" if posts[0].type == self.team.leader else "concurrent"
        for post in posts:
            staff.hold(HeldContent(post, username, mode, is_primary=True))

    def _name(self) -> str:
        given = self.random.choices(self.crowd.given_names, k=self.random.choice([1, 2, 2]))
        return self.random.choice(self.crowd.surnames) + "".join(given)


def crowd_of(reading: Reading, spot: Spot, crowd: Crowd, team: TeamPart) -> CrowdFilling:
    """The filling of one crowd."""
    return CrowdFilling(reading, spot, crowd, team)


def _shares(people: int, posts: list[list[PostAt]]) -> list[int]:
    """So many people for each specialty, in proportion to its posts, adding up exactly."""
    total = sum(len(each) for each in posts)
    shares, given, seen = [], 0, 0
    for each in posts:
        seen += len(each)
        upto = people * seen // total if total else 0
        shares.append(upto - given)
        given = upto
    return shares


def _paired(posts: list[PostAt], pairs: int, layout: PostLayout) -> Iterator[list[PostAt]]:
    """The posts in groups of one or two: `pairs` twos, neighbours of one parent area first."""
    parents = [layout.tree.by_code[post.area].above for post in posts]
    starts = _pair_starts(parents, pairs)
    place = 0
    while place < len(posts):
        width = 2 if place in starts else 1
        yield posts[place : place + width]
        place += width


def _pair_starts(parents: list[str], pairs: int) -> set[int]:
    """Where the twos begin: within one parent as long as that is enough, else anywhere."""
    within = _starts(parents, pairs, within_parent=True)
    return within if len(within) == pairs else _starts(parents, pairs, within_parent=False)


def _starts(parents: list[str], pairs: int, *, within_parent: bool) -> set[int]:
    starts: set[int] = set()
    place = 0
    while place + 1 < len(parents) and len(starts) < pairs:
        if not within_parent or parents[place] == parents[place + 1]:
            starts.add(place)
            place += 1
        place += 1
    return starts
