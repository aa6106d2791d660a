"""Fictitious people and the posts they hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yiwang.packs.loader.crowd import crowd_of
from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.held import check_conflicts, check_names, held_of
from yiwang.packs.loader.patterns import Filling
from yiwang.packs.loader.posts import PostLayout
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.posts import PostsFile
from yiwang.packs.loader.schema.staff import HeldPart, StaffFile, StaffPattern
from yiwang.packs.pack import HeldContent, PersonContent, PostAt


@dataclass
class Staff:
    """People by username, and what they hold."""

    people: dict[str, PersonContent] = field(default_factory=dict)
    held: list[HeldContent] = field(default_factory=list)
    taken: set[PostAt] = field(default_factory=set)  # posts with a primary holder

    def hold(self, held: HeldContent) -> None:
        self.held.append(held)
        if held.is_primary:
            self.taken.add(held.post)


def read_staff(
    reading: Reading, document: Document[StaffFile], layout: PostLayout, posts: PostsFile
) -> Staff:
    """Everybody of the pack: named accounts first, then patterns, then crowds."""
    staff = Staff()
    for number, account in enumerate(document.value.accounts):
        spot = document.spot("accounts", number)
        _add(
            reading, spot, staff, PersonContent(account.username, account.name, True, account.phone)
        )
        for place, part in enumerate(account.posts):
            spot = document.spot("accounts", number, "posts", place)
            _hold_named(reading, spot, staff, layout, account.username, part)
    named = len(staff.held)
    _check_password(reading, document)
    for number, pattern in enumerate(document.value.patterns):
        _lay(reading, document.spot("patterns", number), staff, layout, pattern)
    teams = {team.key: team for team in posts.teams}
    for number, crowd in enumerate(document.value.crowds):
        spot = document.spot("crowds", number)
        if crowd.team not in teams:
            words = {"key": crowd.team}
            reading.fault(spot, _("There is no team %(key)s in posts.toml.") % words, "posts")
            continue
        if not teams[crowd.team].leader:
            told = _("A crowd fills a team that has a leader and specialists.")
            reading.fault(spot, told, "posts")
            continue
        crowd_of(reading, spot, crowd, teams[crowd.team]).fill(staff, layout)
    check_names(reading, document, set(staff.people), posts)
    check_conflicts(reading, document, staff.held[:named], posts, layout.tree)
    return staff


def _add(reading: Reading, spot: Spot, staff: Staff, person: PersonContent) -> None:
    if person.username in staff.people:
        reading.fault(
            spot,
            _("The user name %(name)s is given twice: choose another.") % {"name": person.username},
        )
    staff.people[person.username] = person


def _hold_named(
    reading: Reading, spot: Spot, staff: Staff, layout: PostLayout, username: str, part: HeldPart
) -> None:
    held = held_of(reading, spot, part, username, layout)
    if held is None:
        return
    if held.is_primary and held.post in staff.taken:
        reading.fault(spot, _("This post has a primary holder already: is_primary = false here."))
    staff.hold(held)


def _check_password(reading: Reading, document: Document[StaffFile]) -> None:
    file = document.value
    signs_in = bool(file.accounts) or any(pattern.signs_in for pattern in file.patterns)
    if signs_in and len(file.password) < 8:
        reading.fault(
            document.spot("password"),
            _("Accounts sign in, so a password of at least 8 characters is needed."),
        )


def _lay(
    reading: Reading, spot: Spot, staff: Staff, layout: PostLayout, pattern: StaffPattern
) -> None:
    layout.tree.check_levels(reading, spot, pattern.levels, pattern.net)
    for code in pattern.within:
        layout.tree.check_known(reading, spot, code)
    filling = Filling(reading, spot)
    bodies = {each.part.code: each.part for each in layout.organizations}
    functions = {code: body.function for code, body in bodies.items()}
    wanted = [
        post
        for post in layout.posts
        if post.type == pattern.type and (pattern.people or post not in staff.taken)
        if not pattern.functions or functions.get(post.organization) in pattern.functions
        if layout.tree.has(pattern.net, pattern.levels, post.area)
        if layout.tree.is_within(post.area, pattern.within)
    ]
    for post, number in _filled(reading, spot, staff, pattern, wanted):
        body = bodies.get(post.organization)
        words: dict[str, object] = {**layout.tree.words(layout.tree.by_code[post.area])}
        words["function"] = body.function if body else ""
        words["organization"] = body.name if body else ""
        if pattern.people:
            words["number"] = number
        username = filling.fill(pattern.username, words)
        person = PersonContent(username, filling.fill(pattern.name, words), pattern.signs_in)
        _add(reading, spot, staff, person)
        staff.hold(HeldContent(post, username, pattern.mode, post not in staff.taken))


def _filled(
    reading: Reading, spot: Spot, staff: Staff, pattern: StaffPattern, posts: Sequence[PostAt]
) -> Sequence[tuple[PostAt, int]]:
    """Each post with the number of somebody at it: one, or as many as the pattern has in all."""
    if pattern.people is None:
        return [(post, 1) for post in posts]
    there = Counter(dict.fromkeys(posts, 0))
    there.update(held.post for held in staff.held if held.post in there)
    named = sum(there.values())
    if not posts or pattern.people < max(named, len(posts)):
        words = {"people": pattern.people, "least": max(named, len(posts))}
        said = _("%(people)s people are too few for these posts: write %(least)s or more.")
        reading.fault(spot, said % words, "nets", "organizations", "posts")
        return []
    found: list[tuple[PostAt, int]] = []
    for place, post in enumerate(posts):
        share = pattern.people // len(posts) + (place < pattern.people % len(posts))
        found += [(post, number) for number in range(there[post] + 1, share + 1)]
    return found
