"""Case types, cases, where they are placed, sealed contacts, replies, ratings, call-backs."""

from yiwang.work.cases.models.answer import Rating, Reply
from yiwang.work.cases.models.call_back import CallBack, Draw
from yiwang.work.cases.models.case import Case, Placement
from yiwang.work.cases.models.case_type import CaseType
from yiwang.work.cases.models.contact import Contact
from yiwang.work.cases.models.intake import Follower, IntakeKey
from yiwang.work.cases.models.mediation import Mediation
from yiwang.work.cases.models.merge import Merge
from yiwang.work.cases.models.publication import Objection, Publication
from yiwang.work.cases.models.question import QuestionAnswer
from yiwang.work.cases.models.reopening import ReopenRequest

__all__ = [
    "CallBack",
    "Case",
    "CaseType",
    "Contact",
    "Draw",
    "Follower",
    "IntakeKey",
    "Mediation",
    "Merge",
    "Objection",
    "Placement",
    "Publication",
    "QuestionAnswer",
    "Rating",
    "ReopenRequest",
    "Reply",
]
