"""A register's draft tried beside the version in force: on a case made up, and on the open ones."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.portals.casework.areas_found import area_meant
from yiwang.portals.casework.staff import account_of
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.register_sheet import RegisterSheet, read_register, register_page
from yiwang.structure.registers.decide import Decision, Facts, decide_by
from yiwang.work.cases.queries import offered_types
from yiwang.work.cases.queries.redecided import redecided


@dataclass(frozen=True, slots=True)
class Tried:
    """What was asked, and what both versions answer."""

    typed: dict[str, str]
    before: Decision | None = None
    after: Decision | None = None
    fault: Sentence = ""

    @property
    def is_same(self) -> bool:
        old, new = (each and each.entry for each in (self.before, self.after))
        return (old.outcome if old else None) == (new.outcome if new else None)


@rules_page
def try_register(request: HttpRequest, key: str) -> HttpResponse:
    """What the draft changes, in entries and in decisions; nothing is decided by it."""
    sheet, now = read_register(request, key), timezone.now()
    assert sheet.draft is not None  # read_register asked for it
    before = sheet.in_force.pk if sheet.in_force else None
    return register_page(
        request,
        "try.html",
        sheet,
        tried=_tried(request, sheet),
        redecided=redecided(key, before, sheet.draft.pk, account_id=account_of(request), now=now),
        types=offered_types(),
        natures=sheet.known.natures,
    )


def _tried(request: HttpRequest, sheet: RegisterSheet) -> Tried:
    typed = {name: text_of(request.GET, name, 500) for name in ("kind", "nature", "area", "text")}
    if "try" not in request.GET or sheet.draft is None:
        return Tried(typed)
    try:
        area_id = area_meant(typed["area"], primary=True).pk if typed["area"] else None
    except NotFound as refusal:
        return Tried(typed, fault=refusal.sentence)
    facts = Facts(
        on=timezone.localdate(),
        kind=typed["kind"],
        nature=typed["nature"],
        area_id=area_id,
        text=typed["text"],
    )
    before = decide_by(sheet.in_force, facts) if sheet.in_force else None
    return Tried(typed, before, decide_by(sheet.draft, facts))
