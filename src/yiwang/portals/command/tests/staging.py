"""What the tests of boards begin with: cases in testland, taken in by the figures."""

from datetime import timedelta

from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import account_id, act, client_of, dispatched
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock

CITY, COUNTY, OTHER_COUNTY, TOWN, GRID = "90", "9001", "9002", "900101", "9001010101"
SUPERVISOR, ELSEWHERE, CLERK = "supervisor.9001", "supervisor.9002", "clerk.90010101"


def counted() -> None:
    """Everything recorded so far is in the figures."""
    seal_pending(timezone.now())
    keep_up(timezone.now())


def overdue(case: Case, days: int = 2) -> Case:
    """The work on it has been due for so many days."""
    ago = timezone.now() - timedelta(days=days)
    running = Clock.objects.filter(run=case.run_id, state="running", purpose="resolve")
    assert running.update(due_at=ago, near_at=ago - timedelta(hours=1)) == 1
    return case


def board(path: str = "/command", who: str = SUPERVISOR):
    """The page, opened by somebody."""
    page = client_of(who).get(path)
    assert page.status_code == 200, page.content.decode()[-2000:]
    return page


__all__ = ["account_id", "act", "board", "client_of", "counted", "dispatched", "overdue"]
