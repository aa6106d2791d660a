"""Loading calendars, and reading them from the cache."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils.translation import override

from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.announced import announced_days_cn
from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.models import Calendar
from yiwang.foundation.clocks.queries import calendar_id, unannounced_warning, working_time
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.clocks.tests.calendars import OFFICE, OFFICE_DAY, at, office
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid, NotFound

NOW = at("2026-09-07 09:00")
NEW_YEAR = DaySpec(date(2027, 1, 1), is_working=False, name="元旦", source="test")
pytestmark = pytest.mark.django_db


def load(spec=OFFICE, days=None):
    return load_calendar(spec, announced_days_cn() if days is None else days, actor=SYSTEM, now=NOW)


def recorded():
    rows = Record.objects.filter(name="clocks.calendar.loaded", data__key="office")
    return list(rows.order_by("id").values_list("data", flat=True))


def test_a_new_calendar_reckons_as_it_was_written():
    change = load()

    assert (change.added, change.changed, change.ended) == (290, 0, 0)
    assert working_time("office") == office()
    assert recorded() == [
        {"key": "office", "revision": 1, "days": {"added": 289, "changed": 0, "ended": 0}}
    ]


def test_loading_the_same_again_changes_and_records_nothing():
    load()

    change = load()

    assert not change
    assert Calendar.objects.get(key="office").revision == 1
    assert len(recorded()) == 1


def test_days_are_added_changed_and_removed_in_one_revision_and_one_record():
    load()
    days = announced_days_cn()
    days[0] = replace(days[0], is_working=True, spans=[["08:30", "12:00"]])

    change = load(days=[*days[:-1], NEW_YEAR])

    assert (change.added, change.changed, change.ended) == (1, 1, 1)
    assert working_time("office").is_working(date(2015, 1, 1))
    assert recorded()[1:] == [
        {"key": "office", "revision": 2, "days": {"added": 1, "changed": 1, "ended": 1}}
    ]


def test_other_hours_are_recorded_with_what_they_were():
    load()
    summer = [["08:00", "12:00"], ["14:00", "18:00"]]

    change = load(replace(OFFICE, week=[*[summer] * 5, [], []]))

    assert change.names == ("~ office",)
    assert recorded()[1]["before"]["week"] == [*[OFFICE_DAY] * 5, [], []]
    assert recorded()[1]["after"]["week"] == [*[summer] * 5, [], []]


def test_a_known_calendar_costs_one_query_and_a_new_revision_is_noticed(
    django_assert_num_queries,
):
    load()
    limit = Limit(Decimal(1), ClockKind.WORK_DAY)
    with django_assert_num_queries(3):
        before = working_time("office").due(at("2026-12-31 09:00"), limit)
    with django_assert_num_queries(1):
        known = working_time("office")

    load(days=[*announced_days_cn(), NEW_YEAR])

    assert known.is_working(date(2027, 1, 1))
    after = working_time("office").due(at("2026-12-31 09:00"), limit)
    assert (before, after) == (at("2027-01-01 17:30"), at("2027-01-04 17:30"))


def test_a_load_that_was_rolled_back_is_forgotten():
    load()
    with transaction.atomic():
        load(days=[*announced_days_cn(), NEW_YEAR])
        assert not working_time("office").is_working(date(2027, 1, 1))
        transaction.set_rollback(True)

    load(days=announced_days_cn()[:-1])

    assert working_time("office") != office()
    assert working_time("office").is_working(date(2027, 1, 1))


def test_loading_asks_a_fixed_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(10):
        load()
    with django_assert_num_queries(4):
        load()


@pytest.mark.parametrize(
    ("spec", "days", "field"),
    [
        (replace(OFFICE, week=[OFFICE_DAY] * 6), [], "week"),
        (replace(OFFICE, week=[[]] * 7), [], "week"),
        (replace(OFFICE, week=[[["8.30", "12:00"]]] * 7), [], "week"),
        (replace(OFFICE, week=[[["12:00", "08:30"]]] * 7), [], "week"),
        (replace(OFFICE, week=[[["08:30", "12:00"], ["11:00", "17:00"]]] * 7), [], "week"),
        (replace(OFFICE, timezone="Asia/Jiamusi"), [], "timezone"),
        (replace(OFFICE, announced_through=date(2014, 1, 1)), [], "announced_through"),
        (OFFICE, [NEW_YEAR, NEW_YEAR], "days"),
        (OFFICE, [replace(NEW_YEAR, spans=OFFICE_DAY)], "days"),
        (OFFICE, [replace(NEW_YEAR, is_working=True, spans=[])], "days"),
        (OFFICE, [replace(NEW_YEAR, is_working=True, spans=[["08:30", "24:30"]])], "days"),
    ],
)
def test_a_calendar_that_cannot_be_reckoned_with_is_refused(spec, days, field):
    with pytest.raises(Invalid) as refusal:
        load(spec, days)

    assert list(refusal.value.fields) == [field]
    assert not Calendar.objects.filter(key="office").exists()
    assert recorded() == []


def test_an_unknown_calendar_is_not_found():
    for ask in (working_time, calendar_id):
        with pytest.raises(NotFound):
            ask("nowhere")


@pytest.mark.parametrize(
    ("now", "warned"),
    [
        ("2026-11-16 23:59", False),  # 45 days before the last announced day
        ("2026-11-17 00:00", True),
        ("2026-11-20 12:00", True),
        ("2028-01-01 12:00", True),
    ],
)
def test_a_year_that_nobody_announced_is_warned_of_in_time(now, warned):
    load()

    with override("en"):
        sentences = [text for text in unannounced_warning(at(now)) if "Office calendar" in text]

    assert len(sentences) == warned
    assert all("2026" in text for text in sentences)
