"""Kinds of cards, cards with their times, claims on them, volunteers who enrolled, and funds."""

from yiwang.work.exchange.models.card import Card, Slot
from yiwang.work.exchange.models.claim import Claim
from yiwang.work.exchange.models.enrolment import Enrolment
from yiwang.work.exchange.models.fund import Fund, FundEntry
from yiwang.work.exchange.models.kind import CLAIMANTS, SIDES, CardKind, Tag

__all__ = [
    "CLAIMANTS",
    "SIDES",
    "Card",
    "CardKind",
    "Claim",
    "Enrolment",
    "Fund",
    "FundEntry",
    "Slot",
    "Tag",
]
