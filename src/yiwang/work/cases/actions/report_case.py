"""Take in a report: check, place, number, seal the contact, start the workflow. One record."""

from datetime import datetime

from django.db import connection, transaction

from yiwang.foundation.configuration.kept import drawing_first, presumed
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.together import Together
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.placing import placed_at
from yiwang.work.cases.policies import who_takes_in
from yiwang.work.cases.repeats import answered_before
from yiwang.work.cases.reports import Report, Reported, check_report
from yiwang.work.cases.taking_in import Intake, take_in, take_in_all

__all__ = ["Report", "Reported", "report_case"]


@drawing_first
def report_case(report: Report, *, actor: Actor, now: datetime) -> Reported:
    """Take responsibility for a report from any channel; every door calls this.

    Refuses Invalid naming every fault at once, Forbidden for who may not take in for others, and
    KeyUsedOtherwise. A repeated request changes nothing and gets the same answer.
    """
    actor = who_takes_in(actor, report.channel, now)
    checked = check_report(report, actor, now)
    actor = Beginner(report.channel, now, actor.account_id).as_beginner(actor, checked.kind)
    intake = Intake(
        checked, placed_at(checked.point, checked.area), actor, now, presumes=presumed()
    )
    if checked.report.photos or checked.report.idempotency_key or connection.in_atomic_block:
        return _alone(intake)
    return _with_others(intake)


@transaction.atomic
def _alone(intake: Intake) -> Reported:
    """For what locks, or keeps photos, before the case is written."""
    return answered_before(intake.checked.report) or take_in(intake)


# Reports that arrive at the same time in this process; while one write waits for the disk, another
# may be made ready.
_with_others = Together(take_in_all, side_by_side=2)
