"""Case types, cases and where they are placed, sealed contacts, replies and ratings."""

from yiwang.work.cases.models.answer import Rating, Reply
from yiwang.work.cases.models.case import Case, Placement
from yiwang.work.cases.models.case_type import CaseType
from yiwang.work.cases.models.contact import Contact
from yiwang.work.cases.models.intake import Follower, IntakeKey

__all__ = [
    "Case",
    "CaseType",
    "Contact",
    "Follower",
    "IntakeKey",
    "Placement",
    "Rating",
    "Reply",
]
