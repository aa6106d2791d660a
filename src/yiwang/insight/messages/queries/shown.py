"""The messages of a person: how many are unread, and a page of them, newest first."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.insight.messages.models import Message

MOST_COUNTED = 100  # a bell says 99+


def unread_by(account_id: int) -> int:
    """How many wait for this person, counted up to 100, in one statement over a partial index."""
    unread = Message.objects.filter(account=account_id, is_shown=True, read_at=None)
    return unread.values("pk")[:MOST_COUNTED].count()


def messages_of(account_id: int, *, only_unread: bool = False) -> QuerySet[Message]:
    """What this person was told, newest first."""
    shown = Message.objects.filter(account=account_id, is_shown=True)
    return (shown.filter(read_at=None) if only_unread else shown).order_by("-id")


def message_to_open(message_id: int, account_id: int) -> Message:
    """One message of this person, shown on the page of messages or sent by another way."""
    found = Message.objects.filter(pk=message_id, account=account_id).first()
    if found is None:
        raise NotFound(_("There is no such message of yours. It may have been erased since."))
    return found
