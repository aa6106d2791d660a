"""The reader of the record that tells people what concerns them, and puts into the outbox what has
to leave the house.

One record tells a person once, by the first rule that fits; whoever did it is not told. What is
older than three days is not told any more: not when everything is read anew, not when somebody
plays the past.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.readers import Read, follow
from yiwang.insight.messages.groups import groups_of_posts
from yiwang.insight.messages.kinds import IN_APP, KINDS
from yiwang.insight.messages.models import Choices, Delivery, Group, Message
from yiwang.insight.messages.pace import when_to_send
from yiwang.insight.messages.queries.chosen import channels_for, choices_of, ways_to
from yiwang.insight.messages.recipients import CASE, Batch, Fit, Seat, ends_at
from yiwang.insight.messages.rules import rules_for
from yiwang.structure.posts.queries.told import Holder, accounts_on_duty, holders_at
from yiwang.work.cases.queries.named import numbers_told

logger = logging.getLogger(__name__)
READER = "messages"
TOLD_WITHIN = timedelta(days=3)
ABOUT = {
    "cases.case": "case",
    "posts.activation": "emergency",
    "posts.post": "roster",
    "warnings.warning": "warning",
    "reviews.round": "review",
    "registers.register": "register",
    "exchange.card": "card",
    "exchange.claim": "claim",
    "connectors.run": "run",
}


def tell_what_happened(now: datetime) -> int:
    """Read on from where this reader was; answers how many records it has read."""
    return follow(READER, partial(_tell_apart, now=now))


def _tell_apart(records: Sequence[Read], now: datetime) -> None:
    """Tell of all, but for a record that cannot be told of: it keeps nobody else from hearing what
    concerns them, and is named in the log."""
    try:
        with transaction.atomic():
            tell(records, now)
    except (OperationalError, InterfaceError):
        raise  # the database: told when it is there again
    except Exception:
        if len(records) == 1:
            logger.exception(
                "nobody is told of record %s, %s", records[0].position, records[0].name
            )
            return
        middle = len(records) // 2
        _tell_apart(records[:middle], now)
        _tell_apart(records[middle:], now)


@steady()
def tell(records: Sequence[Read], now: datetime) -> None:
    """Tell of these records, inside the transaction that moves the cursor of the reader."""
    fresh = [read for read in records if now - read.at < TOLD_WITHIN]
    fits = [
        Fit(read, rule)
        for read in fresh
        for rule in rules_for(read.name)
        if rule.is_about(read.data)
    ]
    if not fits:
        return
    drafts = _not_told_before(list(_drafts(fits, now)))
    Message.objects.bulk_create(drafts)
    _put_out(drafts, now)


@dataclass
class _House:
    """Who stands behind the posts that are told, and which cases may be named."""

    holders: Mapping[int, list[Holder]]
    on_duty: Mapping[int, set[int]]
    groups: Mapping[int, list[Group]]
    numbers: Mapping[int, str]
    told: set[tuple[int, str, int]] = field(default_factory=set)  # position, "account", id

    def is_first(self, position: int, who: str, pk: int) -> bool:
        """Whether this is the first rule that tells them; from now on it is not."""
        key = (position, who, pk)
        is_new = key not in self.told
        self.told.add(key)
        return is_new


def _drafts(fits: Sequence[Fit], now: datetime) -> Iterator[Message]:
    batch = Batch(fits, now)
    seats = {fit_no: batch.seats(fit) for fit_no, fit in enumerate(fits)}
    house = _house(fits, [each for found in seats.values() for each in found], now)
    for number, fit in enumerate(fits):
        if fit.read.subject == CASE and fit.read.subject_id not in house.numbers:
            continue  # a rehearsal
        yield from _of_people(batch.people(fit), fit, house)
        yield from _of_seats(seats[number], fit, house)


def _house(fits: Sequence[Fit], seats: Collection[Seat], now: datetime) -> _House:
    posts = {seat.post_id for seat in seats}
    by_shift = {seat.post_id for seat in seats if seat.by_shift}
    holders: dict[int, list[Holder]] = defaultdict(list)
    for each in holders_at(posts, timezone.localdate(now)) if posts else ():
        holders[each.post_id].append(each)
    return _House(
        holders=holders,
        on_duty=accounts_on_duty(by_shift, now) if by_shift else {},
        groups=groups_of_posts(posts) if posts else {},
        numbers=numbers_told({fit.read.subject_id for fit in fits if fit.read.subject == CASE}),
    )


def _of_people(people: Collection[int], fit: Fit, house: _House) -> Iterator[Message]:
    for account_id in sorted(people):
        if account_id == fit.read.account_id:
            continue
        if house.is_first(fit.read.position, "account", account_id):
            yield _message(fit, house, account_id=account_id)


def _of_seats(seats: Sequence[Seat], fit: Fit, house: _House) -> Iterator[Message]:
    position = fit.read.position
    for seat in seats:
        for account_id in _at(seat, fit.read, house):
            if house.is_first(position, "account", account_id):
                yield _message(fit, house, seat, account_id=account_id, post_id=seat.post_id)
        for group in house.groups.get(seat.post_id, ()) if seat.account_id is None else ():
            is_wanted = fit.rule.kind in group.kinds and _is_open_to_groups(fit.read, house)
            if is_wanted and house.is_first(position, "group", group.pk):
                yield _message(fit, house, seat, group_id=group.pk)


def _at(seat: Seat, read: Read, house: _House) -> Iterator[int]:
    """Who is told at a post: those who hold it since before it happened, of a shift those on duty,
    and never who did it."""
    on_duty = house.on_duty.get(seat.post_id) if seat.by_shift else None
    happened_on: date = timezone.localdate(read.at)
    for holder in house.holders.get(seat.post_id, ()):
        is_there = holder.since <= happened_on and holder.account_id != read.account_id
        is_meant = seat.account_id in (None, holder.account_id)
        if is_there and is_meant and (on_duty is None or holder.account_id in on_duty):
            yield holder.account_id


def _is_open_to_groups(read: Read, house: _House) -> bool:
    """A group may have members who must not know that there is a confidential case."""
    return read.subject != CASE or bool(house.numbers[read.subject_id])


def _message(fit: Fit, house: _House, seat: Seat | None = None, **to: int) -> Message:
    read, about = fit.read, ABOUT.get(fit.read.subject, "posts")
    return Message(
        position=read.position,
        rule=fit.rule.key,
        kind=fit.rule.kind,
        about=about,
        about_id=read.subject_id,
        number=house.numbers.get(read.subject_id, "") if about == "case" else "",
        due_at=(seat.due_at if seat else None) or ends_at(read),
        happened_at=read.at,
        **to,
    )


def _not_told_before(drafts: Sequence[Message]) -> list[Message]:
    """Those that no earlier reading of the same records has told."""
    positions = {draft.position for draft in drafts}
    rows = Message.objects.filter(position__in=positions)
    known = set(rows.values_list("position", "account", "group"))
    return [
        draft for draft in drafts if (draft.position, draft.account_id, draft.group_id) not in known
    ]


def _put_out(messages: Sequence[Message], now: datetime) -> None:
    """Into the outbox what goes by a channel that reaches its person and that they want."""
    people = {each.account_id for each in messages if each.account_id}
    chosen, ways = choices_of(people), ways_to(people)
    hidden, waiting = [], []
    for message in messages:
        kind = KINDS[message.kind]
        if message.account_id is None:
            waiting.append(Delivery(message=message, channel="group", next_at=now))
            continue
        choices = chosen.get(message.account_id) or Choices()
        wanted = channels_for(choices, kind)
        if IN_APP not in wanted:
            hidden.append(message.pk)
        at = when_to_send(choices, now, is_emergency=kind.is_emergency)
        for channel in sorted(wanted & set(ways.get(message.account_id, ()))):
            waiting.append(Delivery(message=message, channel=channel, next_at=at))
    Delivery.objects.bulk_create(waiting)
    Message.objects.filter(pk__in=hidden).update(is_shown=False)
