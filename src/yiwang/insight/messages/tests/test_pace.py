"""When a message goes out: at once, with the hour, once a day, and never in quiet hours unless it
is an emergency. Times of day are those of the installation."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from yiwang.insight.messages.models import Choices
from yiwang.insight.messages.pace import when_to_send, when_to_try_again

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(clock: str, day: int = 7) -> datetime:
    return datetime.combine(date(2026, 9, day), time.fromisoformat(clock), SHANGHAI)


def choices(pace="at_once", quiet=("22:00", "07:00"), daily="08:30") -> Choices:
    begin, end = (time.fromisoformat(each) if each else None for each in quiet)
    return Choices(pace=pace, quiet_from=begin, quiet_until=end, daily_at=time.fromisoformat(daily))


@pytest.mark.parametrize(
    ("quiet", "now", "wanted"),
    [
        (("22:00", "07:00"), at("21:59"), at("21:59")),
        (("22:00", "07:00"), at("22:00"), at("07:00", 8)),
        (("22:00", "07:00"), at("23:59"), at("07:00", 8)),
        (("22:00", "07:00"), at("00:00", 8), at("07:00", 8)),
        (("22:00", "07:00"), at("06:59", 8), at("07:00", 8)),
        (("22:00", "07:00"), at("07:00", 8), at("07:00", 8)),
        (("12:00", "14:00"), at("12:30"), at("14:00")),
        (("12:00", "14:00"), at("14:00"), at("14:00")),
        (("22:00", "22:00"), at("22:00"), at("22:00")),
        (("", ""), at("03:00"), at("03:00")),
    ],
)
def test_quiet_hours_wait_for_their_end_also_over_midnight(quiet, now, wanted):
    assert when_to_send(choices(quiet=quiet), now) == wanted


@pytest.mark.parametrize(
    ("pace", "now", "wanted"),
    [
        ("hourly", at("09:20"), at("10:00")),
        ("hourly", at("10:00"), at("11:00")),
        ("hourly", at("21:30"), at("07:00", 8)),  # 22:00 is quiet already
        ("daily", at("08:29"), at("08:30")),
        ("daily", at("08:30"), at("08:30", 8)),
        ("daily", at("23:30"), at("08:30", 8)),
    ],
)
def test_a_digest_waits_for_its_hour(pace, now, wanted):
    assert when_to_send(choices(pace), now) == wanted


@pytest.mark.parametrize("pace", ["at_once", "hourly", "daily"])
def test_an_emergency_waits_for_nothing(pace):
    assert when_to_send(choices(pace), at("02:00"), is_emergency=True) == at("02:00")


def test_waits_between_tries_grow_and_end_outside_quiet_hours():
    by_day = [when_to_try_again(choices(), tries, at("09:00")) for tries in (1, 2, 3, 4)]

    assert by_day == [at("09:01"), at("09:02"), at("09:04"), at("09:08")]
    assert when_to_try_again(choices(), 5, at("21:50")) == at("07:00", 8)
    assert when_to_try_again(choices(), 5, at("21:50"), is_emergency=True) == at("22:06")
