"""Posts: what they are, who holds them, which of them one person should not hold at once, and the
teams they make."""

from yiwang.structure.posts.models.activation import Activation
from yiwang.structure.posts.models.appointment import Appointment
from yiwang.structure.posts.models.conflict import PostConflict
from yiwang.structure.posts.models.duty import OPEN_SWAPS, DutyPattern, Shift, ShiftSwap
from yiwang.structure.posts.models.kind import CLASSES, PostClass
from yiwang.structure.posts.models.post import Post, PostType
from yiwang.structure.posts.models.qualification import Grade, Qualification, QualificationKind
from yiwang.structure.posts.models.team import Team, TeamSeats

__all__ = [
    "CLASSES",
    "OPEN_SWAPS",
    "Activation",
    "Appointment",
    "DutyPattern",
    "Grade",
    "Post",
    "PostClass",
    "PostConflict",
    "PostType",
    "Qualification",
    "QualificationKind",
    "Shift",
    "ShiftSwap",
    "Team",
    "TeamSeats",
]
