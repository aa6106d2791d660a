"""How a dispute stands: the way its parties chose, the sessions held, what they agreed on, and how
long it took, with and without the time that a court or an arbitrator took."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from yiwang.work.cases.models import Case, Mediation
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.queries.away import goes_outside, times_outside
from yiwang.work.workflows.wording import in_words

CHOOSES = "choose_path"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MediationShown:
    """A dispute as its page shows it. Nobody is named: `people` is a number."""

    path: str  # in words; empty: not chosen yet
    path_chosen_at: datetime | None
    sessions: int
    agreed_at: datetime | None
    people: int | None
    amount: Decimal | None
    cost: Decimal | None  # to the parties
    taken: timedelta  # from the report to the agreement, or until now
    outside: timedelta  # of that

    @property
    def days(self) -> Decimal:
        return round(Decimal(self.taken / DAY), 1)

    @property
    def days_outside(self) -> Decimal:
        return round(Decimal(self.outside / DAY), 1)

    @property
    def own_days(self) -> Decimal:
        """Without the time outside."""
        return self.days - self.days_outside


def path_names(definition: Definition) -> dict[str, str]:
    """The ways that parties may choose, in words, by the key of their action."""
    return {
        action.key: in_words(action.name, action.name_en)
        for step in definition.steps.values()
        for action in step.actions
        if action.act == CHOOSES
    }


def mediation_of(case: Case, now: datetime) -> MediationShown | None:
    """How the dispute stands; None for a case that is none. Asks nothing for others."""
    definition = definition_of_version(case.run.version_id) if case.run else None
    if case.run is None or definition is None or not definition.mediates:
        return None
    kept = Mediation.objects.filter(case=case.pk).first() or Mediation(case=case)
    until = kept.agreed_at or case.closed_at or now
    away = times_outside(case.run.pk) if goes_outside(definition) else []
    outside = [one.length(until) for one in away if one.began_at < until]
    return MediationShown(
        path=path_names(definition).get(kept.path, ""),
        path_chosen_at=kept.path_chosen_at,
        sessions=kept.sessions,
        agreed_at=kept.agreed_at,
        people=kept.people,
        amount=kept.amount,
        cost=kept.cost,
        taken=until - case.reported_at,
        outside=sum(outside, timedelta()),
    )
