"""The clear-off list (销号): what was taken on stays on it until its result has been verified.

A case comes onto it when triage gives it a nature, leaves it when its result is checked and found
good, and comes back when the reporter has it handled again. Nothing else takes it off, except that
the reporter withdraws it.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yiwang.foundation.records.queries import records_named
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case

VERIFIED = "cases.case.verified"
REOPENED = ("cases.case.reopened", "cases.case.reopen_granted")


def still_to_clear(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of the cases that are on the clear-off list."""
    reopened, granted = (records_named(name, SUBJECT) for name in REOPENED)
    latest = (reopened | granted).filter(subject_id=OuterRef("pk")).order_by("-id")
    verified = records_named(VERIFIED, SUBJECT).filter(subject_id=OuterRef("pk"))
    since = Coalesce(Subquery(latest.values("id")[:1]), 0)
    listed = cases.filter(~Q(nature=""), is_open=True).annotate(listed_since=since)
    return listed.filter(~Exists(verified.filter(id__gt=OuterRef("listed_since"))))
