"""Duty lists: what a level does itself, assists with, and no longer does."""

import pytest

from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers.decide import Facts
from yiwang.structure.registers.duties import why_no_duty
from yiwang.structure.registers.tests.rules import TODAY, entry, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def bodies(areas):
    publish(
        entry("own", kind="stall", outcome={"duty": "basic", "level": "town"}),
        entry("with", kind="fire", outcome={"duty": "joint", "level": "town"}),
        entry("gone", kind="noise", outcome={"duty": "withdrawn", "level": "town"}, basis="List 3"),
        effect="duty",
    )
    made = {
        name: Organization.objects.create(
            code=name, name=name, kind="department", area_id=areas[area], valid_from=TODAY
        ).pk
        for name, area in [("town", "R11"), ("county", "R1")]
    }
    return made["town"], made["county"]


def said(kind, *called, leads=True):
    return why_no_duty("duties", called, Facts(on=TODAY, kind=kind), leads=leads)


def test_a_duty_of_its_own_and_what_no_entry_is_about_may_be_given_to_anybody(bodies):
    town, county = bodies

    assert [said(kind, town, county) for kind in ("stall", "unlisted")] == ["", ""]


def test_what_was_taken_back_is_refused_to_the_level_with_the_entry_named(bodies):
    town, county = bodies

    assert said("noise", county) == ""
    assert said("noise", county, town) == (
        "“条目gone” in “职责清单” (List 3): this is no longer a duty of “town”. Choose the "
        "department that took it back."
    )


def test_where_the_level_assists_a_department_leads(bodies):
    town, county = bodies

    assert said("fire", county, town) == ""
    assert said("fire", town, leads=False) == ""
    assert said("fire", town, county) == (
        "“条目with” in “职责清单”: a department leads this, and “town” assists. Have the "
        "department lead."
    )
