"""The outbox for administrators: which channels are set up, what waits, what could not be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.records.actor import Actor
from yiwang.insight.messages.models import Delivery, Group, Message
from yiwang.insight.messages.policies import groups_kept_by
from yiwang.structure.administration.policies import keeping_the_whole

LATEST = 200


@dataclass(frozen=True, slots=True)
class Outbox:
    """How many deliveries wait, since when the oldest should have gone, and how many were given
    up."""

    waiting: int
    overdue_since: datetime | None
    failed: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A delivery that failed; `to` names a person or a group, never an address."""

    delivery: Delivery
    message: Message
    to: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """Which channels this installation has, beside the page of messages."""

    mail_from: str
    mail_host: str
    sms_host: str
    groups: int


def set_up() -> SetUp:
    """For `yiwang doctor` and the page of administrators."""
    return SetUp(
        mail_from=settings.MAIL_FROM,
        mail_host=settings.EMAIL_HOST if settings.MAIL_FROM else "",
        sms_host=urlsplit(settings.SMS.url).hostname or "",
        groups=Group.objects.filter(is_on=True).count(),
    )


def outbox(now: datetime) -> Outbox:
    """Counted in one statement over two partial indexes."""
    there = Delivery.objects.filter(state__in=["waiting", "failed"])
    counts = there.aggregate(
        waiting=Count("pk", filter=Q(state="waiting")),
        failed=Count("pk", filter=Q(state="failed")),
        since=Min("next_at", filter=Q(state="waiting", next_at__lt=now)),
    )
    return Outbox(counts["waiting"], counts["since"], counts["failed"])


def failed_deliveries(actor: Actor, on: date) -> list[Failed]:
    """The latest that were given up; refuses who does not keep the whole (Forbidden)."""
    keeping_the_whole(actor, on)
    return _named(Delivery.objects.filter(state="failed").order_by("-id"))


def retried_deliveries(actor: Actor, on: date) -> list[Failed]:
    """Those that failed and are tried again, the next one first; refuses the same."""
    keeping_the_whole(actor, on)
    return _named(Delivery.objects.filter(state="waiting", tries__gt=0).order_by("next_at", "id"))


def _named(rows: QuerySet[Delivery]) -> list[Failed]:
    found = list(rows.select_related("message__group")[:LATEST])
    names = names_of_accounts({each.message.account_id or 0 for each in found})
    return [Failed(each, each.message, _to(each.message, names)) for each in found]


def groups_of(actor: Actor, on: date) -> Sequence[Group]:
    """The groups this administrator looks after, each with its number of failures."""
    return list(_counted(groups_kept_by(actor, on)))


def group_shown(group_id: int, actor: Actor, on: date) -> Group | None:
    """One of them."""
    return groups_kept_by(actor, on).select_related("organization").filter(pk=group_id).first()


def _counted(groups: QuerySet[Group]) -> QuerySet[Group]:
    return groups.select_related("organization", "post_type").order_by("name", "pk")


def _to(message: Message, names: dict[int, str]) -> str:
    if message.group is not None:
        return message.group.name
    return names.get(message.account_id or 0, "")
