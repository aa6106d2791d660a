"""Moments, durations and clocks in both languages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from yiwang.portals.moments import clock_face, duration, on_day, remaining, when

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 14, 5, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Clock:
    started_at: datetime
    near_at: datetime
    due_at: datetime
    ended_at: datetime | None = None
    state: str = "running"


def clock(**changes) -> Clock:
    start = NOW - timedelta(hours=3)
    given = {
        "started_at": start,
        "near_at": start + timedelta(hours=3, minutes=30),
        "due_at": start + timedelta(hours=4),
    }
    return Clock(**(given | changes))


@pytest.mark.parametrize(
    ("language", "now", "words"),
    [
        ("zh-hans", NOW, "11月20日 14:05（周五）"),
        ("zh-hans", NOW + timedelta(days=365), "2026年11月20日 14:05（周五）"),
        ("en", NOW, "20 Nov, 14:05 (Fri)"),
        ("en", NOW + timedelta(days=365), "20 Nov 2026, 14:05 (Fri)"),
    ],
)
def test_moment_names_the_day_and_the_year_when_it_is_another(language, now, words):
    with override(language):
        assert when(NOW, now) == words


def test_moment_is_shown_in_local_time():
    midnight_utc = datetime(2026, 11, 20, 16, 30, tzinfo=ZoneInfo("UTC"))

    with override("zh-hans"):
        assert when(midnight_utc, NOW) == "11月21日 00:30（周六）"


def test_day_without_another_year():
    with override("zh-hans"):
        assert on_day(date(2026, 1, 5), date(2026, 9, 7)) == "1月5日"


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (timedelta(seconds=59), "0 分", "0 min"),
        (timedelta(minutes=20), "20 分", "20 min"),
        (timedelta(hours=3, minutes=20), "3 小时 20 分", "3 h 20 min"),
        (timedelta(hours=2), "2 小时", "2 h"),
        (timedelta(days=1, minutes=59), "1 天", "1 day"),
        (timedelta(days=2, hours=4, minutes=1), "2 天 4 小时", "2 days 4 h"),
    ],
)
def test_duration_says_its_two_largest_units(length, chinese, english):
    with override("zh-hans"):
        assert duration(length) == chinese
    with override("en"):
        assert duration(length) == english


def test_remaining_turns_into_lateness():
    with override("zh-hans"):
        assert remaining(NOW + timedelta(hours=1), NOW) == "还有 1 小时"
        assert remaining(NOW - timedelta(hours=2), NOW) == "超时 2 小时"


@pytest.mark.parametrize(
    ("changes", "tone", "words", "percent"),
    [
        ({}, "on-time", "还有 1 小时", 75),
        ({"near_at": NOW}, "near", "还有 1 小时", 75),
        ({"due_at": NOW - timedelta(minutes=30)}, "late", "超时 30 分", 100),
        ({"state": "paused"}, "paused", "已暂停", 75),
        ({"state": "met", "ended_at": NOW}, "met", "按时", 75),
        ({"state": "stopped", "ended_at": NOW}, "stopped", "已停止", 75),
    ],
)
def test_clock_has_a_tone_a_word_and_a_filled_share(changes, tone, words, percent):
    with override("zh-hans"):
        face = clock_face(clock(**changes), NOW)

    assert (face.tone, face.words, face.percent) == (tone, words, percent)


def test_clock_that_was_missed_stays_late():
    due = NOW - timedelta(minutes=30)

    with override("zh-hans"):
        face = clock_face(clock(state="missed", due_at=due, ended_at=NOW), NOW)

    assert (face.tone, face.words) == ("late", "曾超时")
