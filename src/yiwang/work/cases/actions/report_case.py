"""Take in a report: check, place, number, seal the contact, start the workflow. One record."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.records.actor import Actor
from yiwang.work.cases.case_types import SUBJECT, workflow_key_of
from yiwang.work.cases.contact_keeping import keep_first_contact
from yiwang.work.cases.models import Case
from yiwang.work.cases.numbers import next_number
from yiwang.work.cases.placing import Placed, placed_at, write_placements
from yiwang.work.cases.policies import who_takes_in
from yiwang.work.cases.repeats import answered_before, remember_answer
from yiwang.work.cases.reports import CheckedReport, Report, Reported, check_report
from yiwang.work.cases.search import vector_of
from yiwang.work.cases.tracking import Code, new_code
from yiwang.work.workflows.actions.start_run import StartRun, start_run

__all__ = ["Report", "Reported", "report_case"]


@transaction.atomic
@steady()
def report_case(report: Report, *, actor: Actor, now: datetime) -> Reported:
    """Take responsibility for a report from any channel; every door calls this.

    Refuses Invalid naming every fault at once, Forbidden for who may not take in for others, and
    KeyUsedOtherwise. A repeated request changes nothing and gets the same answer.
    """
    actor = who_takes_in(actor, report.channel, now)
    checked = check_report(report)
    before = answered_before(checked.report)
    if before is not None:
        return before
    placed = placed_at(checked.point, checked.area)
    code = new_code()
    case = _written(checked, placed, code, actor, now)
    _hung_on(case, checked, placed, now)
    answer = Reported(case.pk, case.number, code.shown)
    remember_answer(checked.report, answer, now)
    _started(case, checked, placed, actor, now)
    return answer


def _written(
    checked: CheckedReport, placed: Placed, code: Code, actor: Actor, now: datetime
) -> Case:
    report = checked.report
    number = next_number(now)
    case = Case(
        number=number,
        tracking_digest=code.digest,
        type=checked.kind,
        text=report.text,
        channel=report.channel,
        place_text=report.place_text,
        area_id=placed.area_id,
        taken_in_by_id=actor.capacity_id,
        is_rehearsal=report.is_rehearsal,
        reported_at=now,
        words=vector_of(report.text, report.place_text, number),
    )
    if report.place and checked.point:
        case.lng, case.lat = checked.point
        case.given_lng, case.given_lat = report.place.lng, report.place.lat
        case.given_datum = report.place.datum
    case.save(force_insert=True)
    return case


def _hung_on(case: Case, checked: CheckedReport, placed: Placed, now: datetime) -> None:
    write_placements(case, placed)
    if checked.contact:
        keep_first_contact(case, checked.contact)
    if checked.report.photos:
        store_photos(checked.report.photos, subject=(SUBJECT, case.pk), purpose="report", now=now)


def _started(
    case: Case, checked: CheckedReport, placed: Placed, actor: Actor, now: datetime
) -> None:
    kind = checked.kind.key if checked.kind else ""
    known = {
        "number": case.number,
        "channel": case.channel,
        "kind": kind,
        "areas": placed.by_net(),
        "photos": len(checked.report.photos),
        "rehearsal": case.is_rehearsal,
    }
    run = start_run(
        StartRun(workflow_key_of(kind), SUBJECT, case.pk, data=known),
        actor=actor,
        now=now,
        record_name="cases.case.reported",
    )
    Case.objects.filter(pk=case.pk).update(run=run)
