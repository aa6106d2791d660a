"""Schemes, rounds, answers, duty reports, objections and cards."""

from yiwang.insight.reviews.models.answer import Answer, Asked, Remark, Slip, Tallied
from yiwang.insight.reviews.models.card import Card
from yiwang.insight.reviews.models.duty import DutyEntry, Report, ReportQuestion
from yiwang.insight.reviews.models.objection import Objection
from yiwang.insight.reviews.models.round import Reviewed, Round
from yiwang.insight.reviews.models.scheme import Scheme, SchemeVersion

__all__ = [
    "Answer",
    "Asked",
    "Card",
    "DutyEntry",
    "Objection",
    "Remark",
    "Report",
    "ReportQuestion",
    "Reviewed",
    "Round",
    "Scheme",
    "SchemeVersion",
    "Slip",
    "Tallied",
]
