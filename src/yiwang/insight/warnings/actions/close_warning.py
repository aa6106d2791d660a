"""Close a warning: what came of it, in one of three words and a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Sentence
from yiwang.insight.warnings.actions.keep_watch import SUBJECT
from yiwang.insight.warnings.policies import warning_to_close

SHORTEST, LONGEST = 4, 300  # characters: shorter ones tell nobody anything
OUTCOMES: dict[str, Promise] = {
    "acted": _("We have done something about it"),
    "known": _("The cause is known and no concern"),
    "false_alarm": _("It is a false alarm"),
}


@transaction.atomic
def close_warning(
    warning_id: int, outcome: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Refuses whoever may not see it (NotFound), who holds the post it is about (Forbidden), a
    second closing (AlreadyDone), and one without a reason (Invalid)."""
    warning, actor = warning_to_close(warning_id, actor, now)
    if warning.closed_at is not None:
        raise AlreadyDone(_("It was closed before. Its page says by whom and why."))
    faults: dict[str, Sentence] = {}
    reason = reason.strip()
    if outcome not in OUTCOMES:
        faults["outcome"] = _("Choose what came of it.")
    if not reason:
        faults["reason"] = _("Say in a sentence what you found, or what is done about it.")
    elif len(reason) < SHORTEST:
        faults["reason"] = _("Say a little more: what you found, or what is done about it.")
    elif len(reason) > LONGEST:
        faults["reason"] = _("Please use at most 300 characters.")
    if faults:
        raise Invalid(faults)
    warning.closed_at, warning.closed_by_id = now, actor.account_id
    warning.outcome, warning.reason, warning.capacity = outcome, reason, actor.capacity
    warning.save()
    record(
        f"{SUBJECT}.closed",
        subject=(SUBJECT, warning.pk),
        actor=actor,
        at=now,
        kind=warning.kind,
        key=warning.key,
        size=warning.size,
        outcome=outcome,
        reason=reason,
    )
