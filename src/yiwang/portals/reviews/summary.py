"""What concerns the reader: reviews to give, results about them, duties to confirm."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.insight.reviews.definition import ReviewScheme
from yiwang.insight.reviews.models import Reviewed
from yiwang.insight.reviews.queries.results import my_results, to_confirm
from yiwang.insight.reviews.queries.rounds import ToGive, number_given, reviews_to_give
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import Subject
from yiwang.portals.casework.periods import period_in_words
from yiwang.portals.casework.staff import account_of, page, staff_page


@dataclass(frozen=True, slots=True)
class Line:
    """A result, open or closed, as the list shows it: without its points."""

    reviewed: Reviewed
    scheme: ReviewScheme
    subject: Subject
    period: str

    @property
    def is_open(self) -> bool:
        return self.reviewed.closed_at is None

    @property
    def is_for_me_to_fill(self) -> bool:
        """Whether something is to be filled in: duties, or a report."""
        return self.is_open and (self.scheme.duty is not None or self.scheme.has_report)


@staff_page
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything in one place; each list says when there is nothing on it."""
    account_id, now = account_of(request), timezone.now()
    today = timezone.localdate(now)
    context = {
        "to_give": [(each, period_of(each)) for each in reviews_to_give(account_id, today)],
        "given": number_given(account_id, today),
        "about": [_line(row, subject) for row, subject in my_results(account_id, today)],
        "to_confirm": [_line(row, subject) for row, subject in to_confirm(account_id, today)],
        "now": now,
    }
    return page(request, "reviews/mine.html", context)


def period_of(each: ToGive) -> str:
    return period_in_words(each.of.since, each.of.until)


def _line(row: Reviewed, subject: Subject) -> Line:
    period = period_in_words(row.round.since, row.round.until)
    return Line(row, review_of(row.round), subject, period)
