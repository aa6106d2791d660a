"""Who may begin a matter: what its type says, and the workflow by which it moves."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries import appointments_of, in_capacity
from yiwang.work.cases.case_types import workflow_of
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.models.case_type import ANYBODY, OWN_CHANNEL, REPORTER, STAFF
from yiwang.work.workflows.beginning import (
    begins_at,
    is_narrowed,
    lets_residents,
    lets_staff,
    who_begins_it,
)
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_in_force

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Beginner:
    """Somebody who would begin a matter by a channel; of staff, who it is where that is known."""

    channel: str
    now: datetime
    account_id: int | None = None

    @property
    def is_on_their_own(self) -> bool:
        """Whether staff begin it of their own accord, for nobody else."""
        return self.channel == OWN_CHANNEL

    @cached_property
    def held(self) -> list[Appointment]:
        """Everything the account holds now."""
        return appointments_of(self.account_id or 0, timezone.localdate(self.now))

    def may(self, kind: CaseType) -> bool:
        return self._barred(kind, _rules_of(kind, self.now)) is None

    @steady()
    def why_not(self, kind: CaseType | None) -> Sentence | None:
        """Why they do not begin such a matter, and what to do instead; None where they do."""
        rules = _rules_of(kind, self.now)
        barred = self._barred(kind, rules)
        if barred is None:
            return None
        words = {"kind": kind.label if kind else _("A matter without a type")}
        return barred % (words | {"who": who_begins_it(rules) if rules else ""})

    def as_beginner(self, actor: Actor, kind: CaseType | None) -> Actor:
        """The actor in the capacity of a post at which it is begun: who may has been asked."""
        rules = _rules_of(kind, self.now)
        if rules is None or not self.is_on_their_own or self._may_anywhere(rules):
            return actor
        fitting = [held for held in self.held if begins_at(rules, held.post)]
        chosen = next((held for held in fitting if held.pk == actor.capacity_id), fitting[0])
        return in_capacity(actor, chosen)

    def _barred(self, kind: CaseType | None, rules: Definition | None) -> "_StrPromise | None":
        side = kind.who_begins if kind else ANYBODY
        if not self.is_on_their_own:
            is_theirs = side != STAFF and (rules is None or lets_residents(rules))
            return None if is_theirs else ONLY_STAFF
        if side == REPORTER or not (rules is None or lets_staff(rules)):
            return ONLY_RESIDENTS
        if rules is None or self._may_anywhere(rules):
            return None
        return None if any(begins_at(rules, held.post) for held in self.held) else ONLY_THESE

    def _may_anywhere(self, rules: Definition) -> bool:
        return self.account_id is None or not is_narrowed(rules)


def is_of_staff(kind: CaseType, now: datetime) -> bool:
    """Whether staff alone begin such a matter."""
    rules = _rules_of(kind, now)
    return kind.who_begins == STAFF or not (rules is None or lets_residents(rules))


def _rules_of(kind: CaseType | None, now: datetime) -> Definition | None:
    """What the workflow in force says; None where none is: its start will be refused."""
    key = workflow_of(kind)
    try:
        return definition_in_force(key, now).definition if key else None
    except NotFound:
        return None


ONLY_STAFF = _("“%(kind)s” is begun by staff of their own accord. Choose another type.")
ONLY_RESIDENTS = _(
    "“%(kind)s” is for residents to raise. Take it in for one of them, by telephone, letter or "
    "at the counter."
)
ONLY_THESE = _(
    "“%(kind)s” is begun by others than you: %(who)s. Ask one of them, or choose another type."
)
