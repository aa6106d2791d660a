"""Who did something, and in which capacity."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    STAFF = "staff"
    REPORTER = "reporter"
    SYSTEM = "system"
    OUTSIDE = "outside"  # a firm by its link; `capacity` is its name


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. `capacity_id` is the appointment used, `capacity` its name at that time."""

    kind: ActorKind
    account_id: int | None = None
    capacity_id: int | None = None
    capacity: str = ""


SYSTEM = Actor(ActorKind.SYSTEM)
REPORTER = Actor(ActorKind.REPORTER)
OUTSIDE = Actor(ActorKind.OUTSIDE)


def staff(account_id: int) -> Actor:
    """A signed-in member of staff whose capacity the action will resolve."""
    return Actor(ActorKind.STAFF, account_id=account_id)
