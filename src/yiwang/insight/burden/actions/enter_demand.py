"""Enter what somebody demanded of a community; the gate says whether it may be."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Sentence
from yiwang.insight.burden.gates import admitted
from yiwang.insight.burden.models import FORMS, Demand
from yiwang.insight.burden.policies import body_to_enter

SUBJECT = "burden.demand"


@dataclass(frozen=True, slots=True)
class NewDemand:
    """Of which body, in which form, what, on which day, and who asked: a body by its id, or words
    for one that is none here. `kind`: the type of case it is about, where it is known."""

    body_id: int
    form: str
    title: str
    asked_on: date | None
    asker_id: int | None = None
    asker_words: str = ""
    kind: str = ""


@transaction.atomic
def enter_demand(wanted: NewDemand, *, actor: Actor, now: datetime) -> Demand:
    """Refuses bodies that are no communities (NotFound), strangers (Forbidden), what is incomplete
    (Invalid), and the same a second time (AlreadyDone)."""
    today = timezone.localdate(now)
    body, actor = body_to_enter(wanted.body_id, actor, today)
    title, words = wanted.title.strip(), wanted.asker_words.strip()
    on = _checked(wanted, title, words, today)
    same = Demand.objects.select_for_update().filter(
        body=body, form=wanted.form, title=title, asked_on=on
    )
    if same.exists():
        raise AlreadyDone(_("It is in the ledger already: the same is entered once."))
    is_admitted, said = admitted(body, title, wanted.kind, on)
    made = Demand.objects.create(
        body=body,
        asker_id=wanted.asker_id,
        asker_words="" if wanted.asker_id else words,
        form=wanted.form,
        title=title,
        asked_on=on,
        is_admitted=is_admitted,
        gate_said=said[:500],
        entered_by_id=actor.account_id,
        capacity=actor.capacity,
        entered_at=now,
    )
    record(
        "burden.demand.entered",
        subject=(SUBJECT, made.pk),
        actor=actor,
        at=now,
        body=body.pk,
        asker=wanted.asker_id,
        form=wanted.form,
        is_admitted=is_admitted,
    )
    return made


def _checked(wanted: NewDemand, title: str, words: str, today: date) -> date:
    faults: dict[str, Sentence] = {}
    if wanted.form not in FORMS:
        faults["form"] = _("Choose what it is: a task, a form, a report or a meeting.")
    if not title or len(title) > 200:
        faults["title"] = _("Say in a few words what is demanded, so that it is known again.")
    if not wanted.asker_id and not words:
        faults["asker"] = _("Say who asked for it.")
    elif len(words) > 120:
        faults["asker"] = _("Please use at most 120 characters.")
    if wanted.asked_on is None or wanted.asked_on > today:
        faults["asked_on"] = _("Choose the day on which it was demanded: today or an earlier one.")
    if faults or wanted.asked_on is None:
        raise Invalid(faults)
    return wanted.asked_on
