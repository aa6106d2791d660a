"""Post types, and the posts that patterns and teams lay over organizations and areas."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.patterns import Filling
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.posts import PostPattern, PostsFile, TeamPart
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.pack import OrganizationContent, PostAt
from yiwang.structure.posts.patterns import Seats, TeamPattern
from yiwang.structure.posts.powers import POWERS


@dataclass
class PostLayout:
    """The posts found so far, over these areas and organizations."""

    tree: AreaTree
    organizations: Sequence[OrganizationContent]
    posts: dict[PostAt, int]

    def organization_codes(self) -> set[str]:
        return {each.part.code for each in self.organizations}


def read_posts(
    reading: Reading, path: str, mention: Spot, layout: PostLayout
) -> Document[PostsFile] | None:
    """Check the post types and fill `layout.posts`."""
    document = reading.toml(path, PostsFile, mention)
    if document is None:
        return None
    _check_types(reading, document)
    for number, pattern in enumerate(document.value.patterns):
        _lay_pattern(reading, document.spot("patterns", number), pattern, layout)
    for number, team in enumerate(document.value.teams):
        _lay_team(reading, document.spot("teams", number), team, layout)
    _check_references(reading, document)
    return document


def _check_types(reading: Reading, document: Document[PostsFile]) -> None:
    seen: set[str] = set()
    for number, kind in enumerate(document.value.types):
        if kind.key in seen:
            reading.fault(
                document.spot("types", number, "key"),
                _("There are two post types %(key)s: rename one.") % {"key": kind.key},
            )
        seen.add(kind.key)
        for power in kind.powers:
            if power not in POWERS:
                words = {"power": power, "known": ", ".join(POWERS)}
                reading.fault(
                    document.spot("types", number, "powers"),
                    _("There is no power %(power)s; known are: %(known)s.") % words,
                )


def _check_references(reading: Reading, document: Document[PostsFile]) -> None:
    known = {kind.key for kind in document.value.types}
    for number, pattern in enumerate(document.value.patterns):
        check_type(reading, document.spot("patterns", number, "type"), pattern.type, known)
    for number, team in enumerate(document.value.teams):
        for key, _group, _number in pattern_of(team).seats:
            check_type(reading, document.spot("teams", number), key, known)
    for number, duty in enumerate(document.value.duties):
        check_type(reading, document.spot("duties", number, "type"), duty.type, known)
    _check_conflicts(reading, document, known)
    _check_classes(reading, document)


def _check_classes(reading: Reading, document: Document[PostsFile]) -> None:
    file = document.value
    lists = {"specialty": file.specialties, "force": file.forces, "group": file.groups}
    certificates = {part.key for part in file.qualifications}
    for number, kind in enumerate(file.types):
        if strange := [key for key in kind.needs if key not in certificates]:
            told = _("[[qualifications]] lists no %(key)s.") % {"key": ", ".join(strange)}
            reading.fault(document.spot("types", number, "needs"), told)
        for name, parts in lists.items():
            key = getattr(kind, name)
            if key and key not in {part.key for part in parts}:
                words = {"key": key, "known": ", ".join(part.key for part in parts) or "–"}
                told = _("There is no %(key)s in its list; known are: %(known)s.") % words
                reading.fault(document.spot("types", number, name), told)


def _check_conflicts(reading: Reading, document: Document[PostsFile], known: set[str]) -> None:
    seen: set[tuple[str, ...]] = set()
    for number, conflict in enumerate(document.value.conflicts):
        for key in conflict.types:
            check_type(reading, document.spot("conflicts", number, "types"), key, known)
        pair = tuple(sorted(conflict.types))
        if pair in seen:
            words = {"types": ", ".join(conflict.types)}
            told = _("There are two rules for %(types)s: keep one of them.") % words
            reading.fault(document.spot("conflicts", number), told)
        seen.add(pair)


def check_type(reading: Reading, spot: Spot, key: str, known: set[str]) -> None:
    """Note a post type that the pack does not define."""
    if key not in known:
        reading.fault(
            spot,
            _("There is no post type %(key)s: define it in posts.toml or correct the key.")
            % {"key": key},
        )


def _lay_pattern(reading: Reading, spot: Spot, pattern: PostPattern, layout: PostLayout) -> None:
    layout.tree.check_levels(reading, spot, pattern.levels, pattern.net)
    if pattern.kinds or pattern.functions:
        for each in layout.organizations:
            if _fits(pattern, each, layout.tree):
                place = PostAt(pattern.type, each.part.code, each.part.area)
                layout.posts.setdefault(place, pattern.seats)
        return
    _lay_in_areas(reading, spot, pattern, layout)


def _fits(pattern: PostPattern, each: OrganizationContent, tree: AreaTree) -> bool:
    if pattern.kinds and each.part.kind not in pattern.kinds:
        return False
    if pattern.functions and each.part.function not in pattern.functions:
        return False
    if not pattern.levels and not pattern.net:
        return True
    return tree.has(pattern.net, pattern.levels, each.part.area)


def _lay_in_areas(reading: Reading, spot: Spot, pattern: PostPattern, layout: PostLayout) -> None:
    filling = Filling(reading, spot)
    known = layout.organization_codes()
    told: set[str] = set()
    for area in layout.tree.of(pattern.net, pattern.levels, []):
        code = filling.fill(pattern.organization, layout.tree.words(area))
        if code and code not in known:
            _tell_unknown(reading, spot, code, told)
            continue
        layout.posts.setdefault(PostAt(pattern.type, code, area.said), pattern.seats)


def _tell_unknown(reading: Reading, spot: Spot, code: str, told: set[str]) -> None:
    if len(told) < 3:  # one pattern over thousands of areas: a few examples are enough
        told.add(code)
        message = _("There is no organization %(code)s for this post.") % {"code": code}
        reading.fault(spot, message, "nets", "organizations")


def _lay_team(reading: Reading, spot: Spot, team: TeamPart, layout: PostLayout) -> None:
    pattern = pattern_of(team)
    if not pattern.groups or bool(team.groups) == bool(team.leader):
        reading.fault(spot, _("A team has a leader and specialists, or else groups: write one."))
        return
    if not pattern.is_called(team.key):
        words = {"key": team.key, "notation": pattern.notation}
        reading.fault(
            spot, _("The team is called %(key)s, but what it lists is %(notation)s.") % words
        )
    if not team.lays:
        layout.tree.check_levels(reading, spot, team.levels, team.net)
        return
    for key, _place, seats in pattern.over([None]):
        each = PostPattern(
            type=key,
            net=team.net,
            levels=team.levels,
            kinds=team.kinds,
            functions=team.functions,
            organization=team.organization,
            seats=seats,
        )
        _lay_pattern(reading, spot, each, layout)


def pattern_of(team: TeamPart) -> TeamPattern:
    """The pattern as its parts make it."""
    groups = team.groups or [[team.leader], team.specialists] if team.leader else team.groups
    counted = [
        tuple(Seats(key, number) for key, number in Counter(group).items()) for group in groups
    ]
    if team.others:
        counted.append((Seats(team.others, None),))
    return TeamPattern(tuple(counted), team.letter)
