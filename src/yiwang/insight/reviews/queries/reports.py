"""The report of a subject with its questions and answers, and its duties."""

from yiwang.insight.reviews.models import DutyEntry, Report


def report_of(reviewed_id: int) -> Report | None:
    """With its questions, the earliest first, ready to be shown."""
    return Report.objects.filter(reviewed=reviewed_id).prefetch_related("questions").first()


def duties_unconfirmed(round_id: int) -> int:
    """How many duties of a round are reported and wait to be confirmed."""
    reported = DutyEntry.objects.filter(reviewed__round=round_id, is_done__isnull=False)
    return reported.filter(is_confirmed=None).count()


def duties_of(reviewed_id: int) -> list[DutyEntry]:
    """The duties of a subject in their order."""
    return list(DutyEntry.objects.filter(reviewed=reviewed_id).order_by("id"))
