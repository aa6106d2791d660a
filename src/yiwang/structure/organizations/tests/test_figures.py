from dataclasses import replace
from datetime import date, timedelta

import pytest

from yiwang.structure.organizations.figures import coverage, foundings
from yiwang.structure.organizations.listing import (
    Sought,
    named,
    sought,
    standing_of,
)
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.rows import LinkRow
from yiwang.structure.organizations.tests.bodies import TODAY, bodies, load


@pytest.fixture
def there(areas):
    """Schools and shops, founded in three years, one of them over, one outside."""
    rows = [
        replace(row, sector=sector, founded_on=founded)
        for row, sector, founded in zip(
            bodies(areas),
            ("", "", "schools", "trade", "trade"),
            (None, date(2019, 3, 1), date(2019, 9, 1), date(2022, 1, 1), date(2021, 5, 1)),
            strict=True,
        )
    ]
    rows[1] = replace(
        rows[1], state="dissolved", valid_from=date(2019, 3, 1), valid_to=date(2022, 2, 1)
    )
    load(rows, [LinkRow("DL", "ZD-T", "member_of")])
    return areas


def codes(**wanted):
    return [each.code for each in sought(Sought(**wanted), TODAY)]


def test_bodies_are_found_by_what_is_asked_for(there, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert codes(kind="department") == ["CG-C", "SW-C"]
    assert codes(words="单位") == ["DL"]
    assert codes(sector="trade") == ["DL", "ZD-T"]
    assert codes(area_id=there["T"]) == ["ZD-T"]
    assert codes(standing="ended", words="水务站") == ["SW-T"]
    assert codes(is_outside=True) == ["DL"]
    assert codes(is_untied=True) == ["CG-C", "ZD-T"]
    assert standing_of(Organization.objects.get(code="SW-T"), TODAY) == "ended"
    assert standing_of(Organization.objects.get(code="SW-T"), date(2022, 1, 31)) == "active"


def test_foundings_are_counted_year_by_year_without_gaps(there, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = foundings(Sought(area_id=there["C"]), TODAY)

    counted = {each.year: (each.founded, each.ended) for each in found.years}
    assert counted == {
        2019: (2, 0), 2020: (0, 0), 2021: (0, 0), 2022: (1, 1),
        2023: (0, 0), 2024: (0, 0), 2025: (0, 0), 2026: (0, 0),
    }  # fmt: skip
    assert (found.unknown, found.most) == (1, 2)


def test_coverage_counts_bodies_members_and_gaps(there, django_assert_num_queries):
    areas = [there["C"], there["T"], there["G"]]

    with django_assert_num_queries(4):
        found = coverage(areas, ["schools", "trade", "couriers"], TODAY)

    assert [(each.key, each.bodies, each.members, each.untied) for each in found.sectors] == [
        ("schools", 1, 0, 1),
        ("trade", 2, 1, 1),
        ("couriers", 0, 0, 0),
    ]
    assert found.cells == {
        (there["C"], "schools"): 1,
        (there["C"], "trade"): 1,
        (there["T"], "trade"): 1,
        (None, "trade"): 1,
    }


def test_bodies_are_named_by_code_or_by_part_of_their_name(there):
    assert [each.code for each in named("DL", 9)] == ["DL"]
    assert [each.code for each in named("水务", 2)] == ["SW-C", "SW-T"]


def test_nothing_counts_before_it_was_there(there):
    assert foundings(Sought(), TODAY - timedelta(days=365 * 6)).years[0].founded == 2
