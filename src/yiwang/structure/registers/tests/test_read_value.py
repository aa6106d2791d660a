"""What was counted: written down once, by who may, and never in place of what was before."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from yiwang.foundation.records.actor import staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.registers.actions.read_value import NewReading, read_value
from yiwang.structure.registers.models import Reading, Register
from yiwang.structure.registers.standards import gap_report
from yiwang.structure.registers.targets import aims
from yiwang.structure.territory.queries import area_by_code

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
TODAY = date(2026, 9, 7)
EAST, WEST, CITY, CLERK = "supervisor.9001", "supervisor.9002", "supervisor.90", "clerk.90010101"


def read(register="equipment", by=CLERK, now=NOON, **changes):
    given = {
        "entry_key": "rooms",
        "value": Decimal(1),
        "on": TODAY,
        "source": "现场清点",
        "area_id": area_by_code("90010101").pk,
    }
    person = staff(get_user_model().objects.get(username=by).pk)
    return read_value(register, NewReading(**given | changes), actor=person, now=now)


def report(key="equipment", below=None, on=TODAY):
    return {each.entry.key: each for each in gap_report(Register.objects.get(key=key), on, below)}


def test_what_can_be_counted_is_and_the_rest_is_not_known(django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        found = report()

    assert (found["clerks"].met, found["clerks"].short, found["clerks"].is_counted) == (6, [], True)
    assert (found["rooms"].met, len(found["rooms"].unknown), found["rooms"].short) == (0, 6, [])
    assert len(found["signs"].measured) == 6
    assert {each.subject.kind for each in found["signs"].measured} == {"organization"}


def test_a_reading_makes_a_gap_of_what_was_not_known():
    read()

    (short,) = report()["rooms"].short
    assert (short.subject.code, short.actual, short.missing) == ("90010101", 1, 1)
    assert report()["rooms"].met == 0
    read(value=Decimal(2), now=NOON + timedelta(hours=1))
    assert (report()["rooms"].met, report()["rooms"].short) == (1, [])


def test_the_latest_day_counts_and_earlier_days_are_still_read():
    read(value=Decimal(2))
    read(value=Decimal(0), on=TODAY - timedelta(days=9))

    assert report()["rooms"].met == 1
    assert report(on=TODAY - timedelta(days=1))["rooms"].short[0].actual == 0


def test_the_same_again_is_written_once():
    assert read() is not None
    assert read() is None

    assert Reading.objects.count() == 1
    assert Record.objects.filter(name="registers.reading.made").count() == 1


def test_a_report_is_of_one_area_where_it_is_asked_so():
    east = area_by_code("9001").pk

    found = report(below=east)

    assert {each.subject.code[:4] for each in found["rooms"].measured} == {"9001"}
    assert len(found["signs"].measured) == len(found["rooms"].measured)


def test_a_body_is_read_by_who_may_at_its_area():
    sign = {"entry_key": "signs", "area_id": None, "organization_id": ids_by_code()["ZD-90010101"]}
    with pytest.raises(Forbidden):
        read(by=WEST, **sign)

    read(by=EAST, **sign)

    assert report()["signs"].met == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": None}, "value"),
        ({"value": Decimal(-1)}, "value"),
        ({"on": None}, "on"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"source": " "}, "source"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_written(changes, field):
    with pytest.raises(Invalid) as refusal:
        read(**changes)

    assert list(refusal.value.fields) == [field]
    assert (
        Reading.objects.count(),
        Record.objects.filter(name="registers.reading.made").count(),
    ) == (0, 0)


@pytest.mark.parametrize(("register", "entry"), [("equipment", "none"), ("triage", "rest")])
def test_nothing_is_read_of_what_asks_for_no_number(register, entry):
    with pytest.raises(NotFound):
        read(register, by=CITY, entry_key=entry)

    assert Reading.objects.count() == 0


def aim(key="solved", on=TODAY):
    return next(
        each for each in aims(Register.objects.get(key="aims"), on) if each.entry.key == key
    )


def reach(value, on, key="solved"):
    read("aims", by=CITY, entry_key=key, value=Decimal(value), on=on, area_id=None)


def test_a_target_is_reached_or_on_its_way_or_behind_or_missed(django_assert_num_queries):
    assert aim().standing(TODAY) == "unread"
    reach("80", date(2026, 1, 1))
    reach("92", date(2026, 7, 2))
    with django_assert_num_queries(4):
        assert aim().standing(TODAY) == "on_way"  # half of the way asks for 87.5
    reach("85", date(2026, 9, 1))

    assert aim().standing(TODAY) == "behind"
    assert aim(on=date(2027, 1, 1)).standing(date(2027, 1, 1)) == "missed"
    reach("95", TODAY)
    assert aim().standing(TODAY) == "reached"


def test_at_most_counts_the_other_way_round():
    reach("30", TODAY, key="repeats")

    assert aim("repeats").standing(TODAY) == "reached"
    reach("60", TODAY, key="repeats")
    assert aim("repeats").is_reached is False
