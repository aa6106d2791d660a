"""The list of people and the posts they hold: a row for each appointment that has not ended, and
one for whoever has an account and no post.

A new user name makes an account; its person sets the password by a link.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from yiwang.foundation.accounts.actions.change_accounts import Called, change_accounts
from yiwang.foundation.accounts.queries import all_accounts
from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.sheets.columns import NO, YES, As, Column, Reference
from yiwang.foundation.sheets.described import (
    Act,
    Given,
    Key,
    Row,
    RowChange,
    SheetKind,
    What,
    Wrong,
)
from yiwang.foundation.sheets.telling import Telling, tellings
from yiwang.structure.administration.appointing import (
    TERMS,
    appointed_by,
    holds,
    terms_differ,
    wrong_appointments,
)
from yiwang.structure.administration.areas import code_of
from yiwang.structure.administration.days import day_text
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.kinds.classes import AN_EMPLOYMENT
from yiwang.structure.administration.kinds.organizations import A_BODY
from yiwang.structure.administration.kinds.posts import POST_COLUMNS
from yiwang.structure.administration.places import places_of
from yiwang.structure.administration.policies import keeping, keeps_the_whole
from yiwang.structure.administration.remarks import at_odds, remarks_on
from yiwang.structure.posts.actions.change_appointments import SUBJECT, change_appointments
from yiwang.structure.posts.modes import MODES
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries.people import all_appointments, in_reach

NOTHING_HELD = dict.fromkeys(("type", "organization", "area", *TERMS), "")
OF_A_POST = tuple(replace(column, is_needed=False) for column in POST_COLUMNS)  # or of none
MODE_WORDS = {
    "full_time": gettext_lazy("full time"),
    "concurrent": gettext_lazy("concurrently"),
    "seconded": gettext_lazy("seconded"),
    "stationed": gettext_lazy("stationed"),
    "paired": gettext_lazy("paired"),
    "standby": gettext_lazy("on standby"),
    "volunteer": gettext_lazy("as a volunteer"),
    "acting": gettext_lazy("acting for somebody"),
}
SHOWN = (
    *("pk", "account__username", "account__name", "account__phone", "type_key", "type_name"),
    *("body", "body_name", "area_code", "area_name", "mode", "is_primary", "starts_on"),
    *("ends_on", "employment", "home_code", "mentor_name"),
)


def _named(usernames: Collection[str]) -> Mapping[str, str]:
    found = all_accounts().filter(username__in=usernames)
    return dict(found.values_list("username", "name"))


SOMEBODY = Reference(
    named=_named,
    offered=lambda: (),
    missing=gettext_lazy("Nobody has the user name “%(value)s”: correct it."),
)


class People(SheetKind):
    key = "people"
    title = gettext_lazy("People and their posts")
    about = gettext_lazy(
        "Who holds which post, how, from when and until when. A new user name makes an account; "
        "its person sets the password by a link that you print. A post gives its powers from its "
        "first day until the day it ends."
    )
    icon = "users"
    subject = SUBJECT
    columns = (
        Column(
            "username", gettext_lazy("User name"),
            gettext_lazy("By this they sign in; it never changes and is never used twice."),
            is_key=True, is_needed=True, longest=60, example="li.ming",
        ),
        Column(
            "name", gettext_lazy("Name of the person"),
            gettext_lazy("Needed for a new account."),
            is_personal=True, longest=60, example="李明",
        ),
        Column(
            "phone", gettext_lazy("Telephone of the duty"), is_personal=True, longest=20,
        ),
        *OF_A_POST,
        Column(
            "mode", gettext_lazy("Mode"), gettext_lazy("How they hold it; empty: full time."),
            kind=As.CHOICE, choices={mode: MODE_WORDS.get(mode, mode) for mode in MODES},
            is_always_filled=True,
        ),
        Column(
            "is_primary", gettext_lazy("Primary holder"),
            gettext_lazy("One at a time answers first for the post; empty: no."),
            kind=As.YES_NO, is_always_filled=True,
        ),
        Column(
            "starts_on", gettext_lazy("First day"),
            gettext_lazy("Empty for a new one: today."), kind=As.DAY, is_always_filled=True,
        ),
        Column(
            "ends_on", gettext_lazy("Until (excluded)"),
            gettext_lazy("The first day without the post."), kind=As.DAY,
        ),
        Column(
            "employment", gettext_lazy("Employment"),
            gettext_lazy("The key of the kind of employment, as the pack lists them."),
            longest=40, refers=AN_EMPLOYMENT,
        ),
        Column(
            "home", gettext_lazy("Comes from (code)"),
            gettext_lazy("The organization of somebody seconded or stationed."),
            longest=60, refers=A_BODY,
        ),
        Column(
            "mentor", gettext_lazy("Mentor (user name)"),
            gettext_lazy("Who shows a newcomer the work."), longest=60, refers=SOMEBODY,
        ),
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping(actor, on, APPOINT)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        if keys is None:
            yield from _once(_as_rows(all_appointments()))
            yield from _without_posts(all_accounts())
            return
        wanted = set(keys)
        named = {key[0] for key in keys}
        held = all_appointments().filter(account__username__in=named)
        yield from _once(row for row in _as_rows(held) if self.key_of(row) in wanted)
        alone = [key[0] for key in keys if not any(key[1:])]
        yield from _alone(all_accounts().filter(username__in=alone))

    def rows_for(self, actor: Actor, on: date) -> Iterable[Row]:
        yield from _once(_as_rows(_reached(all_appointments(), actor, on)))
        if keeps_the_whole(actor, on, APPOINT):
            yield from _without_posts(all_accounts())

    def count(self) -> int:
        return all_appointments().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        held = _reached(all_appointments(), actor, on).order_by("id")
        held = held.filter(id__gt=int(after) if after.isdigit() else 0)
        people = all_accounts()
        if sought:
            people = named_like(people, sought, code="username")
            held = held.filter(account__in=people.order_by().values("pk"))
        alone: list[Row] = []
        if not after and keeps_the_whole(actor, on, APPOINT):
            alone = list(islice(_without_posts(people), most))
        return [*alone, *_as_rows(held[:most])][:most]

    def mark_of(self, row: Row) -> str:
        return row.get("id") or "0"

    def called(self, row: Row) -> str:
        names = ("area", "organization", "type")
        post = (row.get(f"{name}_name") or row[name] for name in names)
        return " · ".join(filter(None, (row.get("name") or row["username"], *post)))

    def record_id(self, key: Key) -> int | None:
        held = next((row for row in self.rows([key]) if row.get("id")), None)
        return int(held["id"]) if held else None

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        if not any(row[name] for name in ("type", "organization", "area")):
            return row
        return {
            **row,
            "mode": row["mode"] or "full_time",
            "is_primary": row["is_primary"] or NO,
            "starts_on": row["starts_on"] or on.isoformat(),
        }

    def ended(self, row: Row, on: date) -> Row | None:
        if not row["type"]:
            return None
        return {**row, "ends_on": max(on.isoformat(), row["starts_on"])}

    def has_ended(self, change: RowChange) -> bool:
        before = change.before["ends_on"] if change.before else ""
        return bool(change.after["ends_on"]) and not before

    def wrong(self, given: Given) -> Iterator[Wrong]:
        found = list(wrong_appointments(given))
        if found:
            yield from found
            return
        yield from at_odds(
            given, lambda: self.write(given.changes, Act(given.actor, timezone.now(), given.on))
        )
        yield from remarks_on(given)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        told = tellings(self, changes, act.upload)
        _write_accounts(changes, act)
        places = places_of([change.key[1:] for change in changes])
        held = [change for change in changes if holds(change.after) and terms_differ(change)]
        by_post = {
            (change.key[0], *places.key_of(change.key[1:])): told[change.key] for change in held
        }
        appointed = appointed_by(held, places)
        change_appointments(appointed, by_post, actor=act.actor, now=act.now)


def _write_accounts(changes: Sequence[RowChange], act: Act) -> None:
    """The accounts that are new, and those whose people are called otherwise now."""
    known = _named({change.key[0] for change in changes})
    called: dict[str, Called] = {}
    told: dict[str, Telling] = {}
    part = {"upload": act.upload} if act.upload else {}
    for change in changes:
        username, after, before = change.key[0], change.after, change.before
        new = username not in known
        also = [name for name in ("name", "phone") if before and after[name] != before[name]]
        if (new and username not in called) or also:
            called[username] = Called(username, after["name"], after["phone"])
            what = What.ADDED if new else What.CHANGED
            told[username] = Telling(what, {"fields": {}, "also": also, **part})
    if called:
        change_accounts(list(called.values()), told, actor=act.actor, now=act.now)


def _reached(held: QuerySet[Any, Any], actor: Actor, on: date) -> QuerySet[Any, Any]:
    """Those appointments that the actor decides about."""
    if actor.kind is ActorKind.SYSTEM or keeps_the_whole(actor, on, APPOINT):
        return held
    return held.filter(in_reach(actor.account_id or 0, on))


def _as_rows(held: QuerySet[Any, Any]) -> Iterator[Row]:
    named = held.annotate(
        type_key=F("post__type__key"),
        type_name=F("post__type__name"),
        body=F("post__organization__code"),
        body_name=F("post__organization__name"),
        area_code=code_of("post__area"),
        area_name=F("post__area__name"),
        home_code=F("home__code"),
        mentor_name=F("mentor__username"),
    )
    for values in named.values_list(*SHOWN).iterator():
        yield _as_row(dict(zip(SHOWN, values, strict=True)))


def _as_row(held: Mapping[str, Any]) -> Row:
    return {
        "id": str(held["pk"]),
        "username": held["account__username"],
        "name": held["account__name"],
        "phone": held["account__phone"],
        "type": held["type_key"],
        "type_name": held["type_name"],
        "organization": held["body"] or "",
        "organization_name": held["body_name"] or "",
        "area": held["area_code"] or "",
        "area_name": held["area_name"] or "",
        "mode": held["mode"],
        "is_primary": YES if held["is_primary"] else NO,
        "starts_on": day_text(held["starts_on"]),
        "ends_on": day_text(held["ends_on"]),
        "employment": held["employment"],
        "home": held["home_code"] or "",
        "mentor": held["mentor_name"] or "",
    }


def _alone(people: QuerySet[Any, Any]) -> Iterator[Row]:
    """Accounts as rows without a post."""
    for username, name, phone in people.values_list("username", "name", "phone").iterator():
        yield {**NOTHING_HELD, "username": username, "name": name, "phone": phone}


def _without_posts(people: QuerySet[Any, Any]) -> Iterator[Row]:
    """Those of these accounts that hold nothing now, nor will."""
    held = all_appointments().order_by().filter(account=OuterRef("pk"))
    return _alone(people.filter(~Exists(held)))


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Of somebody who holds a post now and again later: now."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = (row["username"], row["type"], row["organization"], row["area"])
        if key not in seen:
            seen.add(key)
            yield row
