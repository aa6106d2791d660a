"""Kinds of notices, notices, and comments on them."""

from yiwang.insight.notices.models.comment import Comment
from yiwang.insight.notices.models.kind import PARTS, NoticeKind
from yiwang.insight.notices.models.notice import STATES, Notice

__all__ = ["PARTS", "STATES", "Comment", "Notice", "NoticeKind"]
