"""Choose: which messages come by which channel, how often, and when none."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden, Invalid, Sentence
from yiwang.insight.messages.kinds import CHANNELS, KINDS
from yiwang.insight.messages.models import PACES, Choices


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody wants. `kinds` is {kind: channels}; no quiet hours: both times are none."""

    kinds: Mapping[str, Sequence[str]]
    pace: str = "at_once"
    daily_at: time | None = time(8, 30)
    quiet_from: time | None = None
    quiet_until: time | None = None
    email: str = ""


@transaction.atomic
def choose(chosen: Chosen, *, actor: Actor, now: datetime) -> None:
    """Keep it for whoever chooses, and for nobody else. Refuses (Invalid) what cannot be meant.

    What waits in the outbox already goes out as it was chosen before.
    """
    if actor.account_id is None:
        raise Forbidden(_("Sign in first: everybody chooses for themselves."))
    if faults := _faults(chosen):
        raise Invalid(faults)
    kinds = {key: sorted(set(by)) for key, by in chosen.kinds.items()}
    rest = {**asdict(chosen), "kinds": kinds, "daily_at": chosen.daily_at or time(8, 30)}
    Choices.objects.update_or_create(account_id=actor.account_id, defaults=rest)
    record(
        "messaging.choices.made",
        subject=("accounts.account", actor.account_id),
        actor=actor,
        at=now,
        pace=chosen.pace,
        quiet=[each.isoformat() for each in (chosen.quiet_from, chosen.quiet_until) if each],
        switched_off=sorted(key for key, by in kinds.items() if not by),
    )


def _faults(chosen: Chosen) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if chosen.pace not in PACES:
        faults["pace"] = _("Choose one of these.")
    if chosen.pace == "daily" and chosen.daily_at is None:
        faults["daily_at"] = _("Write the time of day, such as 08:30.")
    if (chosen.quiet_from is None) != (chosen.quiet_until is None):
        faults["quiet_from"] = _("Write both times, or leave both empty for no quiet hours.")
    if set(chosen.kinds) - set(KINDS) or _channels(chosen) - set(CHANNELS):
        faults["kinds"] = _("Choose among the kinds and ways that are listed.")
    if chosen.email and not _is_email(chosen.email):
        faults["email"] = _("This is no e-mail address. Look at it once more.")
    return faults


def _channels(chosen: Chosen) -> set[str]:
    return {channel for by in chosen.kinds.values() for channel in by}


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
