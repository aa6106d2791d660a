"""Begin a practice: from here the record shows what was tried. Called when an installation for
practice is set up; what is rehearsed lies before."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.practice.described import ExercisesFile
from yiwang.insight.practice.models import Practice


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented account to sign in as."""

    username: str
    name: str
    shows: str


@dataclass(frozen=True, slots=True)
class Content:
    """What is tried, and by whom."""

    exercises: ExercisesFile
    accounts: Sequence[Somebody]
    password: str


@transaction.atomic
def begin_practice(content: Content, *, actor: Actor, now: datetime) -> None:
    """Where one has begun already, it goes on with this content."""
    begun, is_new = Practice.objects.get_or_create(defaults={"begun_at": now})
    begun.exercises = content.exercises.model_dump()
    begun.accounts = [asdict(each) for each in content.accounts]
    begun.password = content.password
    begun.save(update_fields=["exercises", "accounts", "password"])
    record(
        "practice.practice.begun",
        subject=("practice.practice", begun.pk),
        actor=actor,
        at=now,
        is_new=is_new,
        exercises=len(content.exercises.exercises),
    )
