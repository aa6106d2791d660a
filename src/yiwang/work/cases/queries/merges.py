"""With which other cases a case is, or was, one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yiwang.work.cases.merging import open_merges
from yiwang.work.cases.models import Case, Merge
from yiwang.work.cases.policies import seen_among


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge as seen from one of its two cases. `case_id` only if the reader may open it."""

    is_primary: bool  # the other one is worked on in place of this one
    number: str
    case_id: int | None
    member_id: int
    merged_at: datetime
    merged_by: str
    reason: str
    unmerged_at: datetime | None
    unmerged_by: str
    unmerge_reason: str


def merges_of(case: Case, account_id: int, *, now: datetime) -> list[MergeLine]:
    """Every merge of the case, the present ones first. Two queries at most."""
    rows = Merge.objects.filter(Q(primary=case) | Q(member=case)).select_related(
        "primary", "member"
    )
    found = sorted(rows, key=lambda merge: (merge.unmerged_at is not None, merge.pk))
    others = {_other(merge, case).pk for merge in found}
    seen = seen_among(others, account_id, now) if others else Case.objects.none()
    open_to_me = set(seen.values_list("pk", flat=True)) if others else set()
    return [_line(merge, case, open_to_me) for merge in found]


def primary_of(case_id: int) -> Case | None:
    """The case that is worked on in place of this one, if it is merged and not yet answered."""
    merge = open_merges().filter(member=case_id, answered_at=None)
    found = merge.select_related("primary__run", "primary__type__parent").first()
    return found.primary if found else None


def _other(merge: Merge, case: Case) -> Case:
    return merge.primary if merge.member_id == case.pk else merge.member


def _line(merge: Merge, case: Case, open_to_me: set[int]) -> MergeLine:
    other = _other(merge, case)
    return MergeLine(
        is_primary=merge.member_id == case.pk,
        number=other.number,
        case_id=other.pk if other.pk in open_to_me else None,
        member_id=merge.member_id,
        merged_at=merge.merged_at,
        merged_by=merge.merged_by,
        reason=merge.reason,
        unmerged_at=merge.unmerged_at,
        unmerged_by=merge.unmerged_by,
        unmerge_reason=merge.unmerge_reason,
    )
