"""Reports of another system as a list: each row that is new becomes a case, once. What is a case
already goes its own way here; nothing that is sent later changes it, and nobody's contact comes
along."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.personal_numbers import masked
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.foundation.sheets.columns import Column
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.structure.administration.areas import AN_AREA
from yiwang.structure.administration.points import POINT, degrees_of, in_wgs84, wrong_point
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.queries.passed_on import cases_passed_on, count_passed_on
from yiwang.work.cases.reports import Place, Report, check_report

CHANNEL = "rest"
_FIELDS = {"kind": "kind", "area": "area", "place": "area", "place_text": "place_text"}


class Reports(SheetKind):
    key = "reports"
    title = gettext_lazy("Reports that become cases")
    about: ClassVar = gettext_lazy(
        "Each row becomes a case, placed, numbered and routed like any other. It is one once, by "
        "its number there. No names and no contacts come along."
    )
    icon = "inbox"
    subject = "cases.case"
    may_end = False
    may_change = False
    columns = (
        Column(
            "number", gettext_lazy("Number there"), gettext_lazy("By this it is the same matter."),
            is_key=True, is_needed=True, longest=40, example="CG-2026-0081",
        ),
        Column(
            "text", gettext_lazy("What happened"), is_needed=True, longest=5000,
            example="路灯不亮",
        ),
        Column(
            "kind", gettext_lazy("Type of the matter"),
            gettext_lazy("The key of a type; empty: whoever takes it in decides."), longest=80,
            example="lighting.lamp",
        ),
        Column(
            "area", gettext_lazy("Area (code)"), gettext_lazy("Where it is, if there is no point."),
            longest=90, refers=AN_AREA, example="230803001",
        ),
        Column("place_text", gettext_lazy("The place in words"), longest=200),
        *POINT,
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping_connectors(actor, on)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        numbers = [key[0] for key in keys or ()]
        found = cases_passed_on(CHANNEL, numbers) if numbers else {}
        empty = {column.key: "" for column in self.columns}
        return [{**empty, "number": number} for number in found]

    def count(self) -> int:
        return count_passed_on(CHANNEL)

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        return []  # cases have pages of their own

    def record_id(self, key: Key) -> int | None:
        return cases_passed_on(CHANNEL, [key[0]]).get(key[0])

    def called(self, row: Row) -> str:
        return row["text"][:60] or row["number"]

    def as_kept(self, values: dict[str, str]) -> dict[str, str]:
        return in_wgs84({**values, "text": masked(values.get("text", ""))})

    def wrong(self, given: Given) -> Iterator[Wrong]:
        for change in given.changes:
            faults = list(wrong_point(change.key, change.after))
            yield from faults or _wrong_report(change, given.actor)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        for change in changes:
            report_case(_report(change.after), actor=act.actor, now=act.now)


def _report(row: Row) -> Report:
    lng, lat = degrees_of(row["lng"]), degrees_of(row["lat"])
    return Report(
        text=row["text"],
        kind=row["kind"],
        place=Place(lng, lat) if lng is not None and lat is not None else None,
        area_code=row["area"],
        place_text=row["place_text"],
        channel=CHANNEL,
        outside_number=row["number"],
    )


def _wrong_report(change: RowChange, actor: Actor) -> Iterator[Wrong]:
    try:
        check_report(_report(change.after), actor, timezone.now())
    except Invalid as refusal:
        for name, said in refusal.fields.items():
            if name == "contact":
                sentence = _("A matter of this type needs a contact, and none comes along here.")
                yield Wrong(change.key, "kind", sentence)
            else:
                yield Wrong(change.key, _FIELDS.get(name, "text"), str(said))
