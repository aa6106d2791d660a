"""Take in what a hotline passed on, from a table: all of it or nothing, and each number once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import who_takes_in
from yiwang.work.cases.reports import Report, Reported, check_report

CHANNEL = "hotline"
LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in, by the numbers of the hotline; `known` came before and stay."""

    made: Mapping[str, Reported]
    known: Mapping[str, str]  # number of the hotline -> our number


@transaction.atomic
@steady()
def import_hotline(rows: Mapping[int, Report], *, actor: Actor, now: datetime) -> Imported:
    """The reports by the lines they stand on. Refuses Invalid naming every line that cannot be
    used, with nothing taken in then. A table that is brought twice changes nothing."""
    actor = who_takes_in(actor, CHANNEL, now)
    faults = dict[str, Sentence]()
    lines = dict[str, int]()
    for line, report in rows.items():
        if said := _faults(report, line, lines, actor, now):
            faults[str(line)] = " ".join(map(str, said))
    if faults:
        raise Invalid(faults)
    known = _known(list(lines))
    made = {
        report.outside_number: report_case(report, actor=actor, now=now)
        for report in rows.values()
        if report.outside_number not in known
    }
    if made:
        record(
            "cases.hotline.imported",
            subject=("accounts.account", actor.account_id or 0),
            actor=actor,
            at=now,
            cases=[one.case_id for one in made.values()],
            known=len(known),
        )
    return Imported(made, known)


def _faults(
    report: Report, line: int, lines: dict[str, int], actor: Actor, now: datetime
) -> list[Sentence]:
    """What is wrong with one line; `lines` says where each number stood first."""
    number = report.outside_number
    said: list[Sentence] = []
    if not number or len(number) > LONGEST_NUMBER:
        said.append(_("Give the number that the hotline has for it, at most 40 characters."))
    elif number in lines:
        said.append(_("This number stands in row %(row)s already.") % {"row": lines[number]})
    lines.setdefault(number, line)
    try:
        check_report(report, actor, now)
    except Invalid as refusal:
        said += refusal.fields.values()
    return said


def _known(numbers: Sequence[str]) -> dict[str, str]:
    before = Case.objects.filter(channel=CHANNEL, outside_number__in=numbers)
    return dict(before.values_list("outside_number", "number"))
