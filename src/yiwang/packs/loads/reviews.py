"""Schemes of reviews and scorecards."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.insight.reviews.actions.load_scheme import load_scheme
from yiwang.packs.pack import Pack


def load_reviews(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every scheme; one whose text differs becomes its next version."""
    for content in pack.reviews:
        yield load_scheme(content.text, actor=actor, now=now)
