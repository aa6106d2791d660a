"""A case becomes several: each part runs by itself, is tracked by itself, and has one parent.

The parent keeps its reporter, its contact and its answer; it cannot be answered while a part is
open. A part is never split again: one level is what people can follow. It is urgent with its parent
(decision 0043).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import Case
from yiwang.work.cases.placing import ChosenArea, placed_at
from yiwang.work.cases.reports import LONGEST_TEXT, CheckedReport, Report, Reported
from yiwang.work.cases.taking_in import Intake, take_in
from yiwang.work.workflows.subjects import Part

FEWEST, MOST = 2, 9


class PartOfAnother(Refusal):
    """A part is not split again."""

    code = "part_of_another"


def split_off(
    case_id: int, parts: Sequence[Part], *, actor: Actor, now: datetime
) -> list[Reported]:
    """Make the parts and start each. Called inside the act on the parent, with its run locked.

    Refuses too few or too many, parts without words, of unknown types or areas (Invalid), and
    parts of a part.
    """
    case = Case.objects.select_related("type", "area", "run").get(pk=case_id)
    if case.parent_id is not None:
        raise PartOfAnother(_("This is a part of another case already, and is not split again."))
    fault = next(_faults(parts), None)
    if fault is not None:
        raise Invalid({"parts": fault})
    return [take_in(_intake(case, part, actor, now)) for part in parts]


def _faults(parts: Sequence[Part]) -> Iterator[Sentence]:
    if not FEWEST <= len(parts) <= MOST:
        yield _("Split it into at least 2 and at most 9 parts.")
    if any(not part.text.strip() or len(part.text) > LONGEST_TEXT for part in parts):
        yield _("Say of every part what it is about, in at most 5,000 characters.")
    if any(part.kind and type_by_key(part.kind) is None for part in parts):
        yield _("This type is not known. Choose one from the list.")
    for part in parts:
        try:
            area_by_code(part.area) if part.area else None
        except NotFound as unknown:
            yield unknown.sentence


def _intake(case: Case, part: Part, actor: Actor, now: datetime) -> Intake:
    """A part lies where its parent does, unless an area is named for it."""
    area = area_by_code(part.area) if part.area else case.area
    point = (case.lng, case.lat) if case.lng is not None and case.lat is not None else None
    report = Report(
        text=part.text.strip(),
        kind=part.kind,
        place_text="" if part.area else case.place_text,
        channel=case.channel,
        is_rehearsal=case.is_rehearsal,
    )
    checked = CheckedReport(
        report=report,
        kind=type_by_key(part.kind) if part.kind else case.type,
        area=ChosenArea(area.pk, area.net_id) if area else None,
        point=None if part.area else point,
        contact=None,
    )
    placed = placed_at(checked.point, checked.area)
    share = case.run.urgent_share if case.run else None
    return Intake(checked, placed, actor, now, case.pk, "cases.case.split_off", share)
