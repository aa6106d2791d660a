"""The list of types of cases: what can be reported, by when it is answered, what shows it done."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.foundation.sheets.columns import JOINED, NO, YES, As, Column, Reference
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.policies import keeping_the_whole
from yiwang.structure.posts.powers import PUBLISH_RULES
from yiwang.work.cases.actions.change_case_types import SUBJECT, change_case_types
from yiwang.work.cases.actions.load_case_types import CaseTypeRow
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.models.case_type import BEGINNERS
from yiwang.work.cases.type_rows import row_of_type
from yiwang.work.workflows.evidence import demands, is_evidence
from yiwang.work.workflows.proof.lengths import amounts
from yiwang.work.workflows.queries.keys import all_workflows

TEXTS = ("key", "name", "name_en", "hint", "hint_en")
LISTS = ("evidence", "words", "like_types")
FLAGS = ("is_confidential", "is_contact_needed", "is_offered")
LIMITS = ("acknowledge", "resolve")
NUMBERS = ("like_radius_m", "like_days")
_LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*(\S+)")
_UNITS: Mapping[str, ClockKind] = {
    **{kind.value: kind for kind in ClockKind},
    "小时": ClockKind.URGENT_HOUR,
    "工作小时": ClockKind.WORK_HOUR,
    "工作日": ClockKind.WORK_DAY,
    "日": ClockKind.CALENDAR_DAY,
    "天": ClockKind.CALENDAR_DAY,
}
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_A_LIMIT = gettext_lazy(
    "A number and a clock: 4 work_hour (工作小时), 2 work_day (工作日), 3 calendar_day (天), "
    "2 urgent_hour (小时)."
)


def _named(keys: Collection[str]) -> Mapping[str, str]:
    return {key: name for key, name in all_workflows() if key in keys}


def _limit_said(text: str) -> str:
    limit = limit_of(text)
    return amounts((limit,)).strip() if limit else text


def _evidence_said(text: str) -> str:
    asked = demands(each for each in text.split(JOINED) if is_evidence(each))
    return _(", ").join(str(each.kind.name) for each in asked)


A_WORKFLOW = Reference(
    named=_named,
    offered=all_workflows,
    missing=gettext_lazy("There is no workflow “%(value)s”: publish it first."),
)


class CaseTypes(SheetKind):
    key = "case-types"
    title = gettext_lazy("Types of matters")
    about = gettext_lazy(
        "What can be reported, in two levels, with limits, evidence and workflow. What a type "
        "leaves open, the one above it says. Limits that change are reckoned anew for what runs."
    )
    icon = "category"
    subject = SUBJECT
    columns = (
        Column(
            "key", gettext_lazy("Key"),
            gettext_lazy("Two levels with a dot between; it never changes."),
            is_key=True, is_needed=True, longest=80, example="sanitation.litter",
        ),
        Column("name", gettext_lazy("Name"), is_needed=True, longest=100, example="暴露垃圾"),
        Column("name_en", gettext_lazy("English name"), longest=100),
        Column("hint", gettext_lazy("Hint"), gettext_lazy("A few examples."), longest=200),
        Column("hint_en", gettext_lazy("Hint in English"), longest=200),
        Column(
            "acknowledge", gettext_lazy("Limit to sign"), _A_LIMIT, longest=40, say=_limit_said,
        ),
        Column(
            "resolve", gettext_lazy("Limit to settle"), _A_LIMIT, longest=40, say=_limit_said,
        ),
        Column(
            "evidence", gettext_lazy("Evidence"),
            gettext_lazy("What shows that it is done: photo, document, place:100, text:30."),
            kind=As.MANY, longest=200, say=_evidence_said,
        ),
        Column(
            "words", gettext_lazy("Words that suggest it"), kind=As.MANY, longest=1000,
        ),
        Column(
            "workflow", gettext_lazy("Workflow"),
            gettext_lazy("Empty: that of the type above, else the usual one."),
            longest=80, refers=A_WORKFLOW,
        ),
        Column(
            "is_confidential", gettext_lazy("Confidential"),
            gettext_lazy("Yes: only those who work on a case see it."),
            kind=As.YES_NO, is_always_filled=True,
        ),
        Column(
            "is_contact_needed", gettext_lazy("Contact needed"), kind=As.YES_NO,
            is_always_filled=True,
        ),
        Column(
            "is_offered", gettext_lazy("Offered"),
            gettext_lazy("No: withdrawn; nothing new begins."), kind=As.YES_NO,
            is_always_filled=True,
        ),
        Column(
            "begun_by", gettext_lazy("Who begins it"), kind=As.CHOICE, is_always_filled=True,
            choices={
                "anybody": gettext_lazy("anybody"),
                "reporter": gettext_lazy("a reporter, or staff for one"),
                "staff": gettext_lazy("staff alone"),
            },
        ),
        Column(
            "like_radius_m", gettext_lazy("Alike within metres"), kind=As.NUMBER,
            is_always_filled=True,
        ),
        Column(
            "like_days", gettext_lazy("Alike within days"), kind=As.NUMBER, is_always_filled=True,
        ),
        Column(
            "like_types", gettext_lazy("Types that may be the same"), kind=As.MANY, longest=400,
        ),
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping_the_whole(actor, on, PUBLISH_RULES)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = _all()
        if keys is None:
            return _as_rows(found.filter(is_offered=True))
        return _as_rows(found.filter(key__in=[key[0] for key in keys]))

    def count(self) -> int:
        return _all().filter(is_offered=True).count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = _all().order_by("key").filter(key__gt=after)
        return list(_as_rows(found.filter(name__icontains=sought)[:most]))

    def record_id(self, key: Key) -> int | None:
        return _all().filter(key=key[0]).values_list("pk", flat=True).first()

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        usual = {"is_confidential": NO, "is_contact_needed": NO, "is_offered": YES}
        usual |= {"begun_by": BEGINNERS[0], "like_radius_m": "200", "like_days": "30"}
        return {**row, **{name: row[name] or value for name, value in usual.items()}}

    def ended(self, row: Row, on: date) -> Row | None:
        return {**row, "is_offered": NO} if row["is_offered"] == YES else None

    def has_ended(self, change: RowChange) -> bool:
        before = change.before["is_offered"] if change.before else NO
        return before == YES and change.after["is_offered"] == NO

    def wrong(self, given: Given) -> Iterator[Wrong]:
        found = list(_wrong_cells(given.changes))
        yield from found or self._tried(given)

    def _tried(self, given: Given) -> Iterator[Wrong]:
        """What the types are not proved by is found by changing them, and taking it back."""
        act = Act(given.actor, timezone.now(), given.on)
        try:
            with transaction.atomic():
                self.write(given.changes, act)
                transaction.set_rollback(True)
        except Invalid as refusal:
            for key, sentence in refusal.fields.items():
                yield Wrong((key,), "", str(sentence))

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        keys = {change.key[0] for change in changes}
        stored = {kind.key: row_of_type(kind) for kind in _all().filter(key__in=keys)}
        rows = [_row(change.after, stored.get(change.key[0])) for change in changes]
        told = {key[0]: each for key, each in tellings(self, changes, act.upload).items()}
        change_case_types(rows, told, actor=act.actor, now=act.now)


def limit_of(text: str) -> Limit | None:
    """The limit that a cell writes; None where it writes none."""
    match = _LIMIT.fullmatch(text)
    clock = _UNITS.get(match[2].lower()) if match else None
    try:
        return Limit(Decimal(match[1]), clock) if match and clock else None
    except InvalidOperation:
        return None


def _wrong_cells(changes: Sequence[RowChange]) -> Iterator[Wrong]:
    for change in changes:
        if not _KEY.fullmatch(change.key[0]):
            said = _("Use small letters, digits and _, with one dot at most: sanitation.litter.")
            yield Wrong(change.key, "key", said)
        for name in LIMITS:
            written = change.after[name]
            if written and limit_of(written) is None:
                said = _("“%(value)s” is no limit: write it like 4 work_hour or 2 work_day.")
                yield Wrong(change.key, name, said % {"value": written[:20]})


def _all() -> QuerySet[CaseType]:
    return CaseType.objects.select_related("workflow").order_by("position", "id")


def _as_rows(found: QuerySet[CaseType]) -> Iterator[Row]:
    for kind in found:
        row = row_of_type(kind)
        yield {
            **{name: getattr(row, name) for name in (*TEXTS, "workflow", "begun_by")},
            **{name: JOINED.join(getattr(row, name)) for name in LISTS},
            **{name: YES if getattr(row, name) else NO for name in FLAGS},
            **{name: str(getattr(row, name)) for name in NUMBERS},
            **{name: _written(row.limits.get(name)) for name in LIMITS},
        }


def _written(limit: Limit | None) -> str:
    return f"{limit.value.normalize():f} {limit.kind.value}" if limit else ""


def _row(row: Row, stored: CaseTypeRow | None) -> CaseTypeRow:
    limits = {name: limit for name in LIMITS if (limit := limit_of(row[name]))}
    known = stored.limits if stored else {}
    others = {name: limit for name, limit in known.items() if name not in LIMITS}
    values: dict[str, Any] = {  # values of several types
        **{name: row[name] for name in (*TEXTS, "workflow", "begun_by")},
        **{name: row[name] == YES for name in FLAGS},
        **{name: int(row[name]) for name in NUMBERS},
        **{name: tuple(filter(None, row[name].split(JOINED))) for name in LISTS},
    }
    return CaseTypeRow(limits={**others, **limits}, **values)
