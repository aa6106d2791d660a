"""What a list of appointments would have people hold, beyond what is right or wrong: posts at odds
with each other, two posts full time, more people than seats, certificates that are missing.

What a rule of the locality refuses stops the list; the rest is shown to whoever applies it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal
from yiwang.foundation.sheets.described import Given, Key, RowChange, What, Wrong
from yiwang.structure.administration.appointing import Turn, holds, post_ids, terms_differ
from yiwang.structure.administration.days import read_day
from yiwang.structure.administration.places import places_of
from yiwang.structure.posts.queries import all_posts, post_names
from yiwang.structure.posts.queries.conflicts import (
    Conflict,
    conflicts_of_people,
    types_at_odds,
)
from yiwang.structure.posts.queries.people import all_appointments
from yiwang.structure.posts.queries.qualifications import (
    certified,
    needs_of_types,
    qualification_kinds,
)
from yiwang.structure.posts.refusals import AtOdds, NewlyAtOdds, held_beside


class Held(NamedTuple):
    """Somebody at a post for a time, as it would be. `key` is of the row that says so, if any."""

    post: int
    mode: str
    turn: Turn
    key: Key | None = None


def at_odds(given: Given, write: Callable[[], None]) -> Iterator[Wrong]:
    """Posts of one person that a rule names: found by appointing, and taking it back."""
    named = types_at_odds()
    if not any(change.key[1] in named for change in given.changes):
        return
    usernames = {change.key[0] for change in given.changes}
    before = {(each.one.pk, each.other.pk) for each in conflicts_of_people(usernames)}
    try:
        with transaction.atomic():
            write()
            found = conflicts_of_people(usernames)
            transaction.set_rollback(True)
    except NewlyAtOdds as refusal:
        found = list(refusal.conflicts)
    except Refusal as refusal:
        yield Wrong(given.changes[0].key, "", str(refusal))
        return
    rows = {change.key[:2]: change.key for change in given.changes}
    for each in found:
        if (each.one.pk, each.other.pk) not in before:
            yield _at_odds(each, rows)


def _at_odds(each: Conflict, rows: Mapping[tuple[str, ...], Key]) -> Wrong:
    who, sides = each.one.account.username, (each.one, each.other)
    keys = (rows.get((who, side.post.type.key)) for side in sides)
    key = next(filter(None, keys), (who,))
    if each.rule.effect == "refuse":
        return Wrong(key, "type", str(AtOdds(each)))
    return Wrong(key, "type", held_beside(each), stops=False)


def remarks_on(given: Given) -> Iterator[Wrong]:
    """What whoever applies the list should know; nothing of it stops the list."""
    changes = [each for each in given.changes if holds(each.after) and terms_differ(each)]
    coming = [each for each in changes if each.what is not What.ENDED]
    if not coming:
        return
    held = _held(changes)
    names = _Names()
    yield from _full_time_twice(held, names)
    yield from _beyond_seats(held, names, given.on)
    yield from _uncertified(coming, given.on)


class _Names:
    """The names of posts, asked for when one is told."""

    def __init__(self) -> None:
        self.known: dict[int, str] = {}

    def __getitem__(self, post: int) -> str:
        if post not in self.known:
            self.known |= post_names([post])
        return self.known[post]


def _held(changes: Sequence[RowChange]) -> list[Held]:
    """What the people and the posts of these rows would hold: by these rows, and besides them."""
    places = places_of({change.key[1:] for change in changes})
    ids = post_ids(places, changes)
    rows: list[Held] = []
    for change in changes:
        row, post = change.after, ids[places.key_of(change.key[1:])]
        begins, ends = date.fromisoformat(row["starts_on"]), read_day(row["ends_on"])
        if begins != ends:
            rows.append(Held(post, row["mode"], Turn(change.key[0], begins, ends), change.key))
    decided = {(each.turn.username, each.post) for each in rows}
    decided |= {(c.key[0], ids[places.key_of(c.key[1:])]) for c in changes}
    usernames = {change.key[0] for change in changes}
    there = all_appointments().filter(account__username__in=usernames)
    there = there | all_appointments().filter(post__in=set(ids.values()))
    names = ("post_id", "mode", "account__username", "starts_on", "ends_on")
    for post, mode, *turn in there.values_list(*names):
        if (turn[0], post) not in decided:
            rows.append(Held(post, mode, Turn(*turn)))
    return rows


def _full_time_twice(held: Sequence[Held], names: _Names) -> Iterator[Wrong]:
    full: dict[str, list[Held]] = defaultdict(list)
    for each in held:
        if each.mode == "full_time":
            full[each.turn.username].append(each)
    for own in full.values():
        for place, each in enumerate(own):
            others = [one for one in (own[:place] if each.key else ()) if one.turn.meets(each.turn)]
            others += [one for one in own[place + 1 :] if not one.key and one.turn.meets(each.turn)]
            if each.key and others:
                said = _("At that time this person holds “%(post)s” full time too.")
                yield Wrong(each.key, "mode", said % {"post": names[others[0].post]}, stops=False)


def _beyond_seats(held: Sequence[Held], names: _Names, on: date) -> Iterator[Wrong]:
    """Posts with more people than seats on the first day of somebody who comes."""
    at: dict[int, list[Held]] = defaultdict(list)
    for each in held:
        if each.mode != "standby":
            at[each.post].append(each)
    seats = dict(all_posts().order_by().filter(pk__in=at).values_list("pk", "seats"))
    for post, people in at.items():
        last = max((each for each in people if each.key), key=_begins, default=None)
        if last is None or last.key is None:
            continue
        day = max(last.turn.starts_on, on)
        there = sum(each.turn.holds_on(day) for each in people)
        if there > seats[post]:
            said = _("“%(post)s” has %(seats)s seats, and %(people)s people would hold it.")
            words = {"post": names[post], "seats": seats[post], "people": there}
            yield Wrong(last.key, "type", said % words, stops=False)


def _begins(held: Held) -> date:
    return held.turn.starts_on


def _uncertified(coming: Sequence[RowChange], on: date) -> Iterator[Wrong]:
    """Posts that need a certificate, for whoever is without one on the first day."""
    needs = needs_of_types()
    asked = [c for c in coming if c.key[1] in needs and c.after["mode"] != "standby"]
    if not asked:
        return
    kinds = {kind.key: kind.name for kind in qualification_kinds()}
    own = certified({change.key[0] for change in asked}, on)
    for change in asked:
        begins = max(date.fromisoformat(change.after["starts_on"]), on)
        for kind in needs[change.key[1]]:
            until = own.get((change.key[0], kind), date.min)
            if until is not None and until < begins:
                said = _("The post needs the certificate “%(kind)s”; none is entered that holds.")
                words = {"kind": kinds.get(kind, kind)}
                yield Wrong(change.key, "type", said % words, stops=False)
