"""What the acts of a dispute leave behind: the way chosen, the sessions, the terms agreed on."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.refusals import Invalid
from yiwang.work.cases.models import Mediation
from yiwang.work.workflows.subjects import Inputs


def choose_path(case_id: int, path: str, now: datetime) -> dict[str, Any]:
    """The parties chose a way; what they chose before stays in the record."""
    mediation = _of(case_id)
    mediation.path, mediation.path_chosen_at = path, now
    mediation.save()
    return {"path": path}


def count_session(case_id: int) -> dict[str, Any]:
    """One session more."""
    mediation = _of(case_id)
    mediation.sessions += 1
    mediation.save()
    return {"session": mediation.sessions}


def agree(case_id: int, inputs: Inputs, now: datetime) -> dict[str, Any]:
    """The terms, without names. Refuses numbers by which somebody could be told."""
    if personal_numbers(inputs.text):
        sentence = _("Parties are not named: please take telephone and identity numbers out.")
        raise Invalid({"text": sentence})
    mediation = _of(case_id)
    mediation.agreed_at, mediation.people = now, inputs.people
    mediation.amount, mediation.cost = inputs.amount, inputs.cost
    mediation.save()
    amount = {"amount": str(inputs.amount)} if inputs.amount else {}
    cost = {} if inputs.cost is None else {"cost": str(inputs.cost)}
    return {"sessions": mediation.sessions, "people": inputs.people, **amount, **cost}


def _of(case_id: int) -> Mediation:
    """Under the lock of the run, so that nobody counts at the same time."""
    return Mediation.objects.filter(case=case_id).first() or Mediation(case_id=case_id)
