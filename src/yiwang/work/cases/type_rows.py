"""The types of cases as rows, the way they would be handed over for loading."""

from collections.abc import Iterable
from decimal import Decimal

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.work.cases.actions.load_case_types import CaseTypeRow
from yiwang.work.cases.models import CaseType

_SAME = (
    *("key", "name", "name_en", "hint", "hint_en", "is_confidential", "is_contact_needed"),
    *("is_offered", "begun_by", "like_radius_m", "like_days"),
)


def row_of_type(kind: CaseType) -> CaseTypeRow:
    """One type as it is."""
    return CaseTypeRow(
        **{name: getattr(kind, name) for name in _SAME},
        limits={
            purpose: Limit(Decimal(str(limit["value"])), ClockKind(limit["clock"]))
            for purpose, limit in kind.limits.items()
        },
        evidence=tuple(kind.evidence),
        words=tuple(kind.words),
        workflow=kind.workflow.key if kind.workflow else "",
        like_types=tuple(kind.like_types),
    )


def rows_in_order(changed: Iterable[CaseTypeRow]) -> list[CaseTypeRow]:
    """Every type, with these in their places; new ones come after the types beside them."""
    wanted = {row.key: row for row in changed}
    stored = CaseType.objects.select_related("workflow").order_by("position", "id")
    rows = [wanted.get(kind.key) or row_of_type(kind) for kind in stored]
    there = {row.key for row in rows}
    for key, row in wanted.items():
        if key in there:
            continue
        top = key.rpartition(".")[0]
        beside = [place for place, each in enumerate(rows) if top and each.key.startswith(top)]
        rows.insert(beside[-1] + 1 if beside else len(rows), row)
    return rows
