"""Sending what is due in the outbox: everything for one person or group at once, every destination
by itself, until it has arrived or has been tried often enough.

A round claims at most so much for each destination, sends to all of them side by side, and writes
down what came of it. Who does not answer keeps nobody else waiting: a later round finds them.
What is claimed and never written down, because the process ended, is sent again.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from yiwang.foundation.sealing import Unreadable
from yiwang.insight.messages.channels.bundle import Bundle, NotDelivered
from yiwang.insight.messages.channels.mail import send_letters
from yiwang.insight.messages.channels.robots import send_to_group
from yiwang.insight.messages.channels.sms import send_text
from yiwang.insight.messages.kinds import kind_of
from yiwang.insight.messages.models import Choices, Delivery
from yiwang.insight.messages.pace import MOST_TRIES, when_to_try_again
from yiwang.insight.messages.queries.chosen import choices_of, ways_to
from yiwang.insight.messages.sealed import ROBOT, SIGNING_KEY, opened
from yiwang.insight.messages.wording import line_of
from yiwang.structure.posts.queries.told import holders_at

LEASE = timedelta(minutes=10)  # after which something claimed and not written down is sent again
MOST_AT_ONCE = 200  # messages for one destination in a round
PATIENCE_S = 20.0  # for all destinations of a round
MOST_ROUNDS = 10
logger = logging.getLogger(__name__)
Came = tuple[Bundle, NotDelivered | None]
Destination = tuple[str, int | None]  # channel, group

CLAIM = """
UPDATE messaging_delivery SET next_at = %(until)s, tries = tries + 1 WHERE id IN (
  SELECT id FROM messaging_delivery
  WHERE state = 'waiting' AND next_at <= %(now)s AND id IN (
    SELECT id FROM (
      SELECT due.id, row_number() OVER (
        PARTITION BY due.channel, told.group_id ORDER BY due.next_at, due.id
      ) AS turn
      FROM messaging_delivery due JOIN messaging_message told ON told.id = due.message_id
      WHERE due.state = 'waiting' AND due.next_at <= %(now)s
    ) AS queues WHERE turn <= %(most)s
  )
  FOR UPDATE SKIP LOCKED
) RETURNING id
"""


@dataclass
class Delivered:
    """How many messages went, are tried again, were given up, have nobody to go to any more."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    dropped: int = 0


@dataclass
class _Round:
    """What one round has claimed, and what came of it."""

    now: datetime
    rows: Mapping[int, Delivery]
    chosen: Mapping[int, Choices]
    done: Delivered
    changed: list[Delivery] = field(default_factory=list)


def deliver(now: datetime) -> Delivered:
    """Send all that is due at `now`, round after round. Called by the worker every few seconds."""
    done = Delivered()
    with translation.override(settings.LANGUAGE_CODE):
        for _number in range(MOST_ROUNDS):
            claimed = _claim(now)
            if not claimed:
                break
            _send(claimed, now, done)
    return done


def _claim(now: datetime) -> list[Delivery]:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "until": now + LEASE, "most": MOST_AT_ONCE})
        ids = [row[0] for row in cursor.fetchall()]
    rows = Delivery.objects.filter(pk__in=ids).select_related("message__group")
    return list(rows.order_by("message__happened_at", "pk"))


def _send(claimed: Sequence[Delivery], now: datetime, done: Delivered) -> None:
    people = {each.message.account_id for each in claimed if each.message.account_id}
    ways = ways_to(people)
    going = _still_wanted(claimed, ways, now)
    this = _Round(now, {each.pk: each for each in claimed}, choices_of(people), done)
    for row in claimed:
        if row not in going:
            _end(this, row, "dropped")
    for bundle, fault in _sent(_bundles(going, ways), now):
        for delivery_id in bundle.deliveries:
            _note(this, this.rows[delivery_id], fault)
    Delivery.objects.bulk_update(
        this.changed, ["state", "next_at", "tries", "error", "ended_at"], batch_size=1000
    )


def _still_wanted(
    claimed: Sequence[Delivery], ways: Mapping[int, Mapping[str, str]], now: datetime
) -> list[Delivery]:
    """Without those who have left the post that was told, or whom nothing reaches any more, and
    without groups that were switched off."""
    posts = {each.message.post_id for each in claimed if each.message.post_id}
    there = {(each.post_id, each.account_id) for each in holders_at(posts, timezone.localdate(now))}
    return [each for each in claimed if _is_wanted(each, ways, there)]


def _is_wanted(
    row: Delivery, ways: Mapping[int, Mapping[str, str]], there: set[tuple[int, int]]
) -> bool:
    message = row.message
    if message.account_id is None:
        return message.group is not None and message.group.is_on
    stands = message.post_id is None or (message.post_id, message.account_id) in there
    return stands and row.channel in ways.get(message.account_id, {})


def _bundles(
    rows: Iterable[Delivery], ways: Mapping[int, Mapping[str, str]]
) -> Mapping[Destination, list[Bundle]]:
    """By destination: the mail server, the gateway, each group."""
    together: dict[tuple[str, int | None, int | None], list[Delivery]] = defaultdict(list)
    for row in rows:
        together[(row.channel, row.message.account_id, row.message.group_id)].append(row)
    found: dict[Destination, list[Bundle]] = defaultdict(list)
    for (channel, account_id, group_id), each in together.items():
        to = ways[account_id][channel] if account_id else ""
        found[(channel, group_id)].append(_bundle(each, to))
    return found


def _bundle(rows: Sequence[Delivery], to: str) -> Bundle:
    ids, lines = tuple(row.pk for row in rows), tuple(line_of(row.message) for row in rows)
    group = rows[0].message.group
    if group is None:
        return Bundle(ids, lines, to=to)
    try:
        robot, key = opened(group.robot, ROBOT), opened(group.signing_key, SIGNING_KEY)
    except Unreadable:
        robot, key = "", ""  # which no adapter sends to
    return Bundle(ids, lines, service=group.service, robot=robot, signing_key=key)


def _sent(bundles: Mapping[Destination, Sequence[Bundle]], now: datetime) -> Iterator[Came]:
    """What came of each bundle. Destinations are spoken to side by side, so that the slowest of
    them costs all of them no more than a round's patience."""
    if not bundles:
        return
    pool = ThreadPoolExecutor(min(len(bundles), 32), thread_name_prefix="messages")
    going = {
        pool.submit(_of_destination, channel, each, now): each
        for (channel, _group), each in bundles.items()
    }
    ready, late = wait(going, timeout=PATIENCE_S)
    pool.shutdown(wait=False, cancel_futures=True)
    for future in ready:
        yield from _came(future, going[future])
    fault = _("It did not answer within %(seconds)d seconds.") % {"seconds": PATIENCE_S}
    silent = NotDelivered(fault, is_silence=True)
    for future in late:
        yield from ((bundle, silent) for bundle in going[future])


def _came(future: Future[list[Came]], bundles: Sequence[Bundle]) -> Iterable[Came]:
    problem = future.exception()
    if problem is None:
        return future.result()
    logger.error("A channel could not send", exc_info=problem)
    lost = NotDelivered(_("The program failed: %(problem)s.") % {"problem": type(problem).__name__})
    return [(bundle, lost) for bundle in bundles]


def _of_destination(channel: str, bundles: Sequence[Bundle], now: datetime) -> list[Came]:
    """Runs in a thread of its own, and touches no database there."""
    with translation.override(settings.LANGUAGE_CODE):
        if channel == "email":
            return list(send_letters(bundles))
        one = send_text if channel == "sms" else partial(send_to_group, now=now)
        return list(_one_by_one(one, bundles))


def _one_by_one(one: Callable[[Bundle], None], bundles: Sequence[Bundle]) -> Iterator[Came]:
    """Once nobody answers there, the others are not tried in this round."""
    silent: NotDelivered | None = None
    for bundle in bundles:
        fault = silent
        try:
            if silent is None:
                one(bundle)
        except NotDelivered as problem:
            fault = problem
            silent = problem if problem.is_silence else None
        yield bundle, fault


def _note(this: _Round, row: Delivery, fault: NotDelivered | None) -> None:
    """Sent; or to be tried again, later each time; or given up, for the administrator to see."""
    if fault is None:
        _end(this, row, "sent")
        return
    row.error = str(fault)[:200]
    if row.tries >= MOST_TRIES:
        _end(this, row, "failed")
        return
    chosen = this.chosen.get(row.message.account_id or 0) or _unhurried(row)
    is_emergency = kind_of(row.message.kind).is_emergency
    row.next_at = when_to_try_again(chosen, row.tries, this.now, is_emergency=is_emergency)
    this.changed.append(row)
    this.done.waiting += 1


def _unhurried(row: Delivery) -> Choices:
    """What holds for whoever chose nothing; a group has no quiet hours."""
    return Choices() if row.message.account_id else Choices(quiet_from=None, quiet_until=None)


def _end(this: _Round, row: Delivery, state: str) -> None:
    row.state, row.ended_at = state, this.now
    if state == "sent":
        row.error = ""
    this.changed.append(row)
    setattr(this.done, state, getattr(this.done, state) + 1)
