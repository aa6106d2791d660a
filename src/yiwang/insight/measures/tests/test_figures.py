"""Figures of subjects and days, read from cells or from facts, always the same numbers."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.counts import BY_NAME
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import indicators
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.models import CaseFact, Standing
from yiwang.insight.measures.percentiles import hours_within
from yiwang.insight.measures.queries import (
    by_type,
    cases_behind,
    counts_of,
    figures_below,
    figures_of,
    trend,
)
from yiwang.insight.measures.subjects import AREA, Subject
from yiwang.portals.casework.tests.staging import CLERK, act, dispatched, reported, whistled
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db
COUNTY, TOWN, GRID = "9001", "900101", "9001010101"
LEAK = "housing.leak"


@pytest.fixture
def cases():
    """Three cases in one grid, taken in: one at a department, one whistled, one only reported."""
    found = [dispatched("ZJ-9001"), whistled(), reported()]
    act(found[0], "zj.9001", "acknowledge")
    seal_pending(timezone.now())
    keep_up(timezone.now())
    return found


def today(days=30):
    return Days.until(timezone.localdate(), days)


def subject(code):
    return Subject.area(area_by_code(code).pk)


@pytest.mark.parametrize("code", [COUNTY, TOWN, GRID])
def test_every_area_above_counts_the_same_from_cells_as_from_facts(cases, code):
    counted = counts_of(list(BY_NAME), subject(code), today())
    Standing.objects.all().delete()  # without cells everything is read from facts

    assert counts_of(list(BY_NAME), subject(code), today()) == counted
    assert (counted["reported"], counted["accepted"], counted["tasks_signed"]) == (3, 2, 1)


@pytest.fixture
def ended():
    """Two cases in one grid that ended today, 5 hours and 40 days after their reports."""
    now = timezone.now()
    for took in (timedelta(hours=5), timedelta(days=40)):
        case = act(reported(), CLERK, "decline", reason="属于咨询", text="请到二号窗口")
        over = {"is_open": False, "reported_at": now - took, "closed_at": now}
        Case.objects.filter(pk=case.pk).update(**over)
    seal_pending(now)
    keep_up(now)


@pytest.mark.parametrize("code", [COUNTY, TOWN, GRID])
@pytest.mark.parametrize("days", [1, 90])
def test_percentiles_are_the_same_from_cells_as_from_facts(ended, code, days):
    keys = ["ending_hours_median", "ending_hours_p90"]

    assert [each.numerator for each in figures_of(keys, subject(code), today(days))] == [5, 960]
    below = figures_below(keys[1], area_by_code(COUNTY).pk, "town", today(days))
    assert below[area_by_code(TOWN).pk].numerator == 960
    Standing.objects.all().delete()
    assert [each.numerator for each in figures_of(keys, subject(code), today(days))] == [5, 960]


ENDED_ON = {  # a day that a case ended on: after how many hours
    date(2022, 12, 31): 3,
    date(2023, 1, 1): 5,
    date(2023, 7, 9): 9,
    date(2024, 12, 31): 17,
    date(2025, 1, 1): 33,
    date(2025, 3, 31): 65,
}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2023, 1, 1), date(2024, 12, 31)),  # two years
        (date(2022, 12, 1), date(2025, 3, 31)),  # with months at both ends
        (date(2022, 12, 31), date(2025, 1, 1)),  # with a day at both ends
        (date(2023, 1, 2), date(2024, 12, 30)),  # no whole year
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2023, 2, 1), date(2024, 12, 31)),  # months before a year
        (date(2022, 1, 1), date(2025, 12, 31)),
    ],
)
def test_percentiles_of_years_count_every_case_once(first, last):
    for day, hours in ENDED_ON.items():
        case = act(reported(), CLERK, "decline", reason="属于咨询", text="请到二号窗口")
        closed = timezone.make_aware(datetime.combine(day, time(12)))
        over = {"is_open": False, "reported_at": closed - timedelta(hours=hours)}
        Case.objects.filter(pk=case.pk).update(**over, closed_at=closed)
    seal_pending(timezone.now())
    keep_up(timezone.now())

    within = sorted(hours for day, hours in ENDED_ON.items() if first <= day <= last)
    county = area_by_code(COUNTY).pk
    for percent in range(1, 101):
        nearest = within[-(-len(within) * percent // 100) - 1]
        assert hours_within(AREA, [county], Days(first, last), percent) == {county: nearest}


def test_a_case_of_a_grid_counts_in_each_month_that_something_of_it_falls_into(ended):
    then = timezone.localdate() - timedelta(days=40)
    about = Days(then - timedelta(days=1), then + timedelta(days=1))

    assert counts_of(["reported", "ended"], subject(GRID), about) == {"reported": 1, "ended": 0}
    assert counts_of(["reported", "ended"], subject(GRID), today(3)) == {"reported": 1, "ended": 2}


def test_some_types_are_counted_alone(cases):
    [(kind, one)] = by_type("reported_cases", subject(COUNTY), today()).items()

    for types, number in (((kind,), one.numerator), ((kind, -2), one.numerator), ((), 0)):
        [figure] = figures_of(["reported_cases"], subject(GRID), today(), types=types)
        [(_day, again)] = trend("reported_cases", subject(COUNTY), today(1), "day", types=types)
        assert (figure.numerator, again.numerator) == (number, number)


def test_whole_months_and_loose_days_add_up(cases):
    on = timezone.localdate()
    months = Days(Days.of_month(on - timedelta(days=70)).first, on)

    assert counts_of(["reported"], Subject.whole(), months) == {"reported": 3}
    assert counts_of(["reported"], Subject.whole(), Days.of_month(on)) == {"reported": 3}
    assert counts_of(["reported"], Subject.whole(), Days(on, on)) == {"reported": 3}
    before = Days.until(on - timedelta(days=1), 400)
    assert counts_of(["reported"], Subject.whole(), before) == {"reported": 0}


def test_any_days_count_what_was_reported_on_them_by_day_by_ten_and_by_month():
    now = timezone.now()
    on = [timezone.localdate(now - timedelta(days=back)) for back in (0, 9, 11, 19, 20, 29, 35)]
    for back in (0, 9, 11, 19, 20, 29, 35):
        case = act(
            reported(now - timedelta(days=back)), CLERK, "whistle", nature="small", kind=LEAK
        )
    seal_pending(timezone.now())
    keep_up(timezone.now())
    types = (case.type_id,)

    for first in range(0, 40, 3):
        for number in (1, 9, 10, 11, 30, 31):
            days = Days.until(on[0] - timedelta(days=first), number)
            right = sum(days.first <= day <= days.last for day in on)
            for code in (COUNTY, TOWN, GRID):
                for some in (None, types):
                    told = counts_of(["reported"], subject(code), days, types=some)
                    assert told == {"reported": right}, (code, days, some)


def test_figures_of_every_area_of_a_level_and_of_every_type(cases):
    county = area_by_code(COUNTY).pk
    grids = figures_below("reported_cases", county, "grid", today())
    towns = figures_below("resolution_rate", None, "town", today())

    assert grids[area_by_code(GRID).pk].numerator == 3
    assert sum(each.numerator for each in grids.values()) == 3
    assert towns[area_by_code(TOWN).pk].denominator == 2
    [(_kind, one)] = by_type("reported_cases", subject(COUNTY), today()).items()
    assert one.numerator == 3


def test_a_trend_has_every_step_and_what_stands_at_its_end(cases):
    found = trend("reported_cases", Subject.whole(), today(10), "day")

    assert [first for first, _figure in found] == [
        today(10).first + timedelta(days=n) for n in range(10)
    ]
    assert [figure.numerator for _first, figure in found] == [0] * 9 + [3]


def test_every_count_opens_the_cases_behind_it(cases):
    for code in (COUNTY, GRID):
        for name, count in counts_of(list(BY_NAME), subject(code), today()).items():
            if BY_NAME[name].adds == "1":
                assert cases_behind(name, subject(code), today()).count() == count, name


def test_an_organization_is_counted_by_its_parts_and_owns_no_cases(cases):
    body = Subject.organization(ids_by_code()["ZJ-9001"])

    assert counts_of(["tasks", "tasks_signed", "reported"], body, today()) == {
        "tasks": 1,
        "tasks_signed": 1,
        "reported": None,
    }
    signed, resolution = figures_of(["department_signing_rate", "resolution_rate"], body, today())
    assert signed.text == "100.00%"
    assert resolution.value is None


def test_every_indicator_has_words_in_both_languages_and_known_terms():
    for each in indicators().values():
        assert all((each.name, each.name_en, each.meaning, each.meaning_en)), each.key
        counts_of(each.needs, Subject.whole(), today())


def test_what_is_late_now_stands_until_it_ends(cases):
    fact = CaseFact.objects.get(pk=cases[0].pk)
    later = fact.late_since + timedelta(minutes=1)
    keep_up(later)
    on = timezone.localdate(later)

    assert counts_of(["overdue_open"], Subject.whole(), Days(on, on))["overdue_open"] >= 1
    early = Days.until(on - timedelta(days=400), 3)
    assert counts_of(["overdue_open"], Subject.whole(), early) == {"overdue_open": 0}
    behind = cases_behind("overdue_open", Subject.whole(), Days(on, on))
    assert cases[0].pk in behind.values_list("case_id", flat=True)


def test_periods_split_into_whole_months_and_the_days_at_both_ends():
    assert Days(date(2026, 1, 15), date(2026, 4, 2)).split() == (
        [date(2026, 2, 1), date(2026, 3, 1)],
        [
            Days(date(2026, 1, 15), date(2026, 1, 31)),
            Days(date(2026, 4, 1), date(2026, 4, 2)),
        ],
    )
    assert Days(date(2026, 2, 3), date(2026, 2, 9)).split()[0] == []
    assert Days(date(2026, 1, 9), date(2026, 2, 12)).in_tens() == (
        [date(2026, 1, 11), date(2026, 1, 21), date(2026, 2, 1)],
        [Days(date(2026, 1, 9), date(2026, 1, 10)), Days(date(2026, 2, 11), date(2026, 2, 12))],
    )
    assert Days(date(2026, 2, 3), date(2026, 2, 19)).in_tens()[0] == []
    assert Days.of_month(date(2024, 2, 9)).year_before() == Days(
        date(2023, 2, 1), date(2023, 2, 28)
    )
    assert Days.of_month(date(2026, 3, 9)).before() == Days.of_month(date(2026, 2, 1))
