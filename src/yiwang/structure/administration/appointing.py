"""Appointments in a list: what must not be, said at its row, and what is to be written."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yiwang.foundation.accounts.queries import all_accounts
from yiwang.foundation.sheets.columns import YES
from yiwang.foundation.sheets.described import Given, Key, Row, RowChange, Wrong
from yiwang.structure.administration.days import read_day
from yiwang.structure.administration.places import Places, out_of_scope, places_of
from yiwang.structure.administration.policies import NOT_THE_WHOLE, keeps_the_whole
from yiwang.structure.organizations.queries import all_organizations
from yiwang.structure.posts.actions.change_appointments import Appointed, Terms
from yiwang.structure.posts.modes import COME_FROM, FROM_ELSEWHERE
from yiwang.structure.posts.policies import NOT_YOURSELF
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries import all_posts
from yiwang.structure.posts.queries.people import primary_holders
from yiwang.structure.posts.rows import AppointmentRow, PostKey

TERMS = ("mode", "is_primary", "starts_on", "ends_on", "employment", "home", "mentor")
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


class Turn(NamedTuple):
    """Somebody who answers first for a post, from a day until a day (excluded)."""

    username: str
    starts_on: date
    ends_on: date | None

    def meets(self, other: "Turn") -> bool:
        begins = self.ends_on is None or other.starts_on < self.ends_on
        return begins and (other.ends_on is None or self.starts_on < other.ends_on)

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def holds(row: Row) -> bool:
    """Whether a row names a post, not an account alone."""
    return bool(row["type"] or row["organization"] or row["area"])


def terms_differ(change: RowChange) -> bool:
    """Whether the appointment changes, not only what its person is called."""
    before = change.before
    return before is None or any(change.after[name] != before[name] for name in TERMS)


def appointed_by(changes: Sequence[RowChange], places: Places) -> Appointed:
    """What is written of the appointments."""
    held = [change for change in changes if holds(change.after) and terms_differ(change)]
    homes = _ids(all_organizations(), "code", {change.after["home"] for change in held})
    mentors = _ids(all_accounts(), "username", {change.after["mentor"] for change in held})
    new: list[AppointmentRow] = []
    changed: list[Terms] = []
    for change in held:
        row, before = change.after, change.before
        begins = date.fromisoformat(row["starts_on"])
        ends, home = read_day(row["ends_on"]), homes.get(row["home"])
        is_primary = row["is_primary"] == YES
        if before is None:
            post, mentor = places.key_of(change.key[1:]), row["mentor"] or None
            username = row["username"]
            how = (row["mode"], is_primary, ends, home, mentor, row["employment"])
            new.append(AppointmentRow(post, username, begins, *how))
        else:
            mentor_id = mentors.get(row["mentor"])
            held_as = (int(before["id"]), row["mode"], is_primary)
            changed.append(Terms(*held_as, begins, ends, home, mentor_id, row["employment"]))
    return Appointed(new, changed)


def wrong_appointments(given: Given) -> Iterator[Wrong]:
    """Everything that must not be, row by row."""
    yield from _wrong_people(given)
    held = [change for change in given.changes if holds(change.after)]
    for change in held:
        for column, sentence in _wrong_terms(change, given.on):
            yield Wrong(change.key, column, sentence)
    yield from out_of_scope(Given(held, given.on, given.actor), APPOINT, post_at=1)
    yield from _wrong_posts(held, given.on)


def _wrong_people(given: Given) -> Iterator[Wrong]:
    usernames = {change.key[0] for change in given.changes}
    known = dict(all_accounts().filter(username__in=usernames).values_list("username", "name"))
    own = all_accounts().filter(pk=given.actor.account_id or 0)
    myself = own.values_list("username", flat=True).first()
    is_whole = keeps_the_whole(given.actor, given.on, APPOINT)
    called: dict[str, str] = {}
    for change in given.changes:
        called.setdefault(change.key[0], change.after["name"])
        for column, sentence in _wrong_name(change, known, called):
            yield Wrong(change.key, column, sentence)
        if change.key[0] == myself:
            yield Wrong(change.key, "username", str(NOT_YOURSELF))
        if not holds(change.after) and not is_whole:
            yield Wrong(change.key, "type", str(NOT_THE_WHOLE))


def _wrong_name(
    change: RowChange, known: Mapping[str, str], called: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    username, name = change.key[0], change.after["name"]
    if username not in known:
        if not USERNAME.fullmatch(username):
            yield "username", _("Use letters, digits, dots and - alone, like li.ming.")
        if not called[username]:
            yield "name", _("It is a new account: say who it is.")
    if name and name != (called[username] or name):
        said = _("In another row this person is called “%(name)s”: write one of them.")
        yield "name", said % {"name": called[username]}
    if change.before is None and name and name != known.get(username, name):
        said = _("This user name belongs to “%(name)s”: correct one of them, or leave it empty.")
        yield "name", said % {"name": known[username]}


def _wrong_terms(change: RowChange, today: date) -> Iterator[tuple[str, str]]:
    row, before = change.after, change.before
    if not row["type"]:
        yield "type", _("It is empty: fill it in.")
    begins, ends = read_day(row["starts_on"]), read_day(row["ends_on"])
    if begins and ends and ends < begins:
        said = _("It ends before it begins (%(day)s): correct one of the days.")
        yield "ends_on", said % {"day": begins.isoformat()}
    if before and row["starts_on"] != before["starts_on"] <= today.isoformat():
        yield "starts_on", _("It began already: what was done in this capacity stays done.")
    if before and ends and ends < today and row["ends_on"] != before["ends_on"]:
        yield "ends_on", _("What was done in this capacity stays done: choose today or later.")
    yield from _wrong_mode(row)


def _wrong_mode(row: Row) -> Iterator[tuple[str, str]]:
    if row["mode"] == "seconded" and not row["ends_on"]:
        yield "ends_on", _("A secondment is for a term: say until when.")
    if row["mode"] in FROM_ELSEWHERE and not row["home"]:
        yield "home", _("Say which organization they come from: they stay one of its staff.")
    if row["home"] and row["mode"] not in COME_FROM:
        yield (
            "home",
            _("Only seconded, stationed and volunteers come from elsewhere. Leave it out."),
        )
    if row["mentor"] and row["mentor"] == row["username"]:
        yield "mentor", _("Nobody is their own mentor. Choose a colleague.")


def _wrong_posts(held: Sequence[RowChange], on: date) -> Iterator[Wrong]:
    """Posts that there are not, and posts that two would answer first for at once."""
    places = places_of({change.key[1:] for change in held})
    ids = post_ids(places, held)
    posts: dict[Key, int] = {}
    for change in held:
        found = ids.get(places.key_of(change.key[1:]))
        if found is not None:
            posts[change.key] = found
        elif change.after["type"]:
            said = _("There is no such post: add it to the list of posts first.")
            yield Wrong(change.key, "type", said)
    yield from _two_at_once([change for change in held if change.key in posts], posts, on)


def _two_at_once(held: Sequence[RowChange], posts: Mapping[Key, int], on: date) -> Iterator[Wrong]:
    """A second primary holder, in the list or in the table."""
    decided = {(change.key[0], posts[change.key]) for change in held}
    turns: dict[int, list[Turn]] = defaultdict(list)
    for post, username, begins, ends in primary_holders(set(posts.values()), on):
        if (username, post) not in decided:
            turns[post].append(Turn(username, begins, ends))
    for change in held:
        row, first = change.after, read_day(change.after["starts_on"])
        if row["is_primary"] != YES or first is None or row["starts_on"] == row["ends_on"]:
            continue
        turn, others = (
            Turn(change.key[0], first, read_day(row["ends_on"])),
            turns[posts[change.key]],
        )
        if met := next((other for other in others if other.meets(turn)), None):
            said = _(
                "“%(who)s” is the primary holder at that time: give that appointment its end, or "
                "make this one a further holder."
            )
            yield Wrong(change.key, "is_primary", said % {"who": met.username})
        others.append(turn)


def post_ids(places: Places, held: Sequence[RowChange]) -> dict[PostKey, int]:
    """The ids of the posts that these rows name, of those that there are."""
    found = all_posts().order_by().filter(places.near(), type__key__in={c.key[1] for c in held})
    rows = found.values_list("type__key", "organization_id", "area_id", "pk")
    return {PostKey(key, body, area): pk for key, body, area, pk in rows}


def _ids(rows: QuerySet[Any, Any], name: str, values: set[str]) -> dict[str, int]:
    """Name -> id of those rows."""
    found = rows.filter(**{f"{name}__in": values - {""}})
    return dict(found.values_list(name, "pk"))
