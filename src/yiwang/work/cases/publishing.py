"""What the acts of a procedure publish: the notice, answers to objections, the result.

All of it is read by everybody, so numbers by which somebody could be told are refused.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.work.cases.models import Objection, Publication
from yiwang.work.workflows.subjects import Inputs

LONGEST_TITLE = 80
_MOST = {"most": LONGEST_TITLE}
NO_SUCH_NOTICE = _("There is no such notice. Choose one from the list.")
PUBLIC = _("Everybody reads this: please take telephone, identity and card numbers out.")


class ObjectionsAreOpen(Refusal):
    """Somebody objected and has not been answered."""

    code = "objections_are_open"


def publish(case_id: int, inputs: Inputs, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Put the notice up. One that was taken back before stays in the list, with its reason."""
    _refuse_numbers("text", inputs.text)
    _refuse_numbers("title", inputs.title)
    if len(inputs.title) > LONGEST_TITLE:
        raise Invalid({"title": _("Please use at most %(most)d characters.") % _MOST})
    made = Publication.objects.create(
        case_id=case_id,
        title=inputs.title.strip(),
        text=inputs.text.strip(),
        by=actor.capacity[:200],
        published_at=now,
    )
    return {"publication": made.pk}


def end_time(case_id: int, now: datetime) -> dict[str, Any]:
    """From now on nobody can object."""
    standing = standing_publication(case_id)
    standing.over_at = now
    standing.save(update_fields=["over_at"])
    return {"publication": standing.pk}


def answer_objection(
    case_id: int, inputs: Inputs, *, actor: Actor, now: datetime
) -> dict[str, Any]:
    """For everybody to read. Refuses an objection to something else, and a second answer."""
    _refuse_numbers("text", inputs.text)
    of_case = Objection.objects.filter(publication__case=case_id)
    found = of_case.filter(pk=inputs.objection or 0).first()
    if found is None:
        raise Invalid({"objection": _("There is no such objection. Choose one from the list.")})
    if found.answer:
        raise AlreadyDone(_("This objection has been answered already. Choose another one."))
    found.answer, found.answered_at = inputs.text.strip(), now
    found.answered_as, found.answered_by_id = actor.capacity[:200], actor.account_id
    found.save()
    return {"objection": found.pk}


def conclude(case_id: int, inputs: Inputs, now: datetime) -> dict[str, Any]:
    """Carried out, with its result. Refuses while an objection has no answer."""
    _refuse_numbers("text", inputs.text)
    standing = standing_publication(case_id)
    waiting = Objection.objects.filter(publication=standing, answer="").count()
    if waiting:
        sentence = _("Objections without an answer: %(number)s. Answer each of them first.")
        raise ObjectionsAreOpen(sentence % {"number": waiting})
    return _end(standing, "carried_out", inputs.text, now)


def retract(case_id: int, inputs: Inputs, now: datetime) -> dict[str, Any]:
    """Taken back: everybody reads why, and nothing of the notice any more."""
    _refuse_numbers("reason", inputs.reason)
    return _end(standing_publication(case_id), "withdrawn", inputs.reason, now)


def standing_publication(case_id: int) -> Publication:
    """The one that is not concluded, locked: who objects at the same time waits."""
    return Publication.objects.select_for_update().get(case=case_id, outcome="")


def _end(standing: Publication, outcome: str, result: str, now: datetime) -> dict[str, Any]:
    standing.outcome, standing.result, standing.concluded_at = outcome, result.strip(), now
    standing.over_at = standing.over_at or now
    standing.save()
    return {"publication": standing.pk}


def _refuse_numbers(field: str, text: str) -> None:
    if personal_numbers(text):
        raise Invalid({field: PUBLIC})
