"""Schemes over testland for the tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from yiwang.foundation.periods import Span
from yiwang.foundation.records.actor import SYSTEM, Actor, staff
from yiwang.insight.reviews.actions.load_scheme import load_scheme
from yiwang.insight.reviews.actions.open_round import open_round
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 9, 9, 0, tzinfo=CHINA)
TODAY = date(2026, 10, 9)
AUTUMN = Span(date(2026, 7, 1), date(2026, 9, 30))
SUMMER = Span(date(2026, 4, 1), date(2026, 6, 30))

FORM = """
[[questions]]
key = "response"
text = "对基层反映的问题，响应是否及时？"
weight = 2

[[questions]]
key = "comes"
text = "吹哨后是否到场？"
kind = "yes_no"

[[questions]]
key = "more"
text = "还有什么想说的？"
kind = "text"
"""

UPWARD = (
    """
key = "upward"
name = "基层反向评价"
effective_from = 2026-01-01
cadence = "quarter"

[subjects]
kinds = ["department"]

[reviewers]
posts = ["community_clerk", "grid_leader", "town_dispatcher"]
tie = "above"
"""
    + FORM
)

BOTH_WAYS = (
    """
key = "downward"
name = "部门评价街镇"
effective_from = 2026-01-01
cadence = "quarter"

[subjects]
kinds = ["command_center"]
levels = ["town"]

[reviewers]
kinds = ["department"]
tie = "below"
is_anonymous = false
least = 1
"""
    + FORM
)

DOUBLE = """
key = "double"
name = "社工双评价"
effective_from = 2026-01-01
cadence = "quarter"

[subjects]
posts = ["grid_leader"]

[residents]
weight = 40

[duty]
register_key = "grid_duties"
confirmed_by = "community_clerk"
weight = 60

[[questions]]
key = "satisfied"
text = "您对网格长的工作满意吗？"
"""

CARD = """
key = "town_card"
kind = "scorecard"
name = "县区部门考核"
code = "LQSS"
effective_from = 2026-01-01
cadence = "quarter"
lock_days = 5

[subjects]
kinds = ["department"]

[[lines]]
key = "upward"
name = "基层反向评价"
source = "review:upward"
weight = 60

[[lines]]
key = "accidents"
name = "事故起数"
unit = "起"
source = "external:accidents"
weight = 40
zero = 10
full = 0
"""


def account(username: str) -> int:
    return get_user_model().objects.get(username=username).pk


def who(username: str) -> Actor:
    return staff(account(username))


def duties() -> None:
    entries = [
        EntryRow("visit", "每月走访重点场所"),
        EntryRow("report", "发现问题当日上报"),
        EntryRow("answer", "反馈办理结果"),
        EntryRow("drill", "参加应急演练"),
    ]
    spec = RegisterSpec("grid_duties", "网格长岗位职责", "none", date(2026, 1, 1), entries)
    load_register(spec, actor=SYSTEM, now=NOW)


def opened(source: str, span: Span = AUTUMN, now: datetime = NOW) -> int:
    """The id of a round of this scheme."""
    key = next(line for line in source.splitlines() if line.startswith("key")).split('"')[1]
    load_scheme(source, actor=SYSTEM, now=now)
    return open_round(key, span, actor=SYSTEM, now=now)
