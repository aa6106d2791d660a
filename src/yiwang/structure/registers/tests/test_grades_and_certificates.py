"""Certificates that expire, posts that need one, and grades out of a register."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.structure.posts.actions.enter_qualification import Certificate, enter_qualification
from yiwang.structure.posts.models import (
    Appointment,
    Grade,
    PostType,
    Qualification,
    QualificationKind,
)
from yiwang.structure.posts.queries.qualifications import (
    expiring_in_reach,
    grades_of,
    lacking_in_reach,
    qualifications_of,
)
from yiwang.structure.posts.tests.land import NOW, TODAY, make_land
from yiwang.structure.registers.actions.enter_grade import enter_grade
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec

LAST = TODAY + timedelta(days=60)


@pytest.fixture
def land(db):
    return make_land()


@pytest.fixture
def people(land):
    """A leader whose post needs a certificate, and who appoints there and elsewhere."""
    PostType.objects.filter(key="land_leader").update(needs=["social_worker"], ladder="grades")
    QualificationKind.objects.create(key="social_worker", name="社会工作者", warn_days=60)
    land.li = land.hold("li", land.post("land_leader", "C111"))
    land.boss = staff(land.hold("boss", land.post("land_supervisor", "C1")))
    land.other = staff(land.hold("other", land.post("land_supervisor", "C12")))
    entries = [EntryRow(key="g1", title="第一档 1级"), EntryRow(key="g2", title="第一档 2级")]
    spec = RegisterSpec("grades", "三档十八级", "none", date(2020, 1, 1), entries)
    load_register(spec, actor=SYSTEM, now=NOW)
    return land


def entered(people, actor=None, **changes):
    given = {"kind": "social_worker", "issued_on": date(2024, 9, 1), "expires_on": LAST}
    certificate = Certificate(people.li, **{**given, **changes})
    return enter_qualification(certificate, actor=actor or people.boss, now=NOW)


def lacking(who, on=TODAY):
    missing, number = lacking_in_reach(who.account_id, on, (0, 0), 10)
    assert len(missing) == number
    return missing


def test_who_is_without_a_certificate_that_the_post_needs_is_listed(people):
    [missing] = lacking(people.boss)
    assert (missing.appointment.account_id, missing.kind.key) == (people.li, "social_worker")
    assert lacking(people.other) == []

    entered(people)

    assert lacking(people.boss) == []
    assert len(lacking(people.boss, LAST + timedelta(days=1))) == 1


def test_it_is_told_so_many_days_before_it_expires_and_not_once_renewed(people):
    entered(people)

    assert expiring_in_reach(people.boss.account_id, TODAY - timedelta(days=1)) == []
    [told] = expiring_in_reach(people.boss.account_id, TODAY)
    assert told.expires_on == LAST
    assert expiring_in_reach(people.other.account_id, TODAY) == []

    entered(people, issued_on=TODAY, expires_on=LAST + timedelta(days=700))

    assert expiring_in_reach(people.boss.account_id, TODAY) == []
    assert len(qualifications_of(people.li)) == 2


def test_the_same_certificate_again_corrects_its_last_day(people):
    assert entered(people) == entered(people, expires_on=None)

    assert Qualification.objects.get().expires_on is None
    assert Record.objects.filter(name="posts.qualification.entered").count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "knighthood"},
        {"issued_on": TODAY + timedelta(days=1), "expires_on": None},
        {"expires_on": date(2024, 9, 1)},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_recorded(people, changes):
    with pytest.raises(Invalid):
        entered(people, **changes)

    assert not Qualification.objects.exists()
    assert not Record.objects.filter(name="posts.qualification.entered").exists()


def test_only_who_appoints_them_keeps_somebodys_file(people):
    for actor in (people.other, staff(people.li)):
        with pytest.raises(Forbidden):
            entered(people, actor)


def test_the_database_wants_a_time_in_which_it_holds(people):
    kind = QualificationKind.objects.get()

    with pytest.raises(IntegrityError, match="certificate_holds"), transaction.atomic():
        Qualification.objects.create(
            account_id=people.li, kind=kind, issued_on=TODAY, expires_on=TODAY
        )


def test_a_list_is_few_queries(people, django_assert_num_queries):
    with django_assert_num_queries(5):
        lacking(people.boss)


def test_the_next_page_begins_after_the_mark_of_the_last_and_tells_how_many_there_are(people):
    missing, number = lacking_in_reach(people.boss.account_id, TODAY, (0, 0), 1)
    kind, held = map(int, missing[0].mark.split("."))

    rest, again = lacking_in_reach(people.boss.account_id, TODAY, (kind, held), 1)

    assert (len(missing), number) == (1, 1)
    assert (rest, again) == ([], 1)


def graded(people, entry="g1", since=TODAY, actor=None):
    held = Appointment.objects.get(account=people.li)
    enter_grade(held.pk, entry, since, actor=actor or people.boss, now=NOW)


def test_grades_come_from_the_register_and_keep_their_history(people):
    graded(people)
    graded(people, "g2", TODAY + timedelta(days=1))

    found = [(each.label, each.since) for each in grades_of(people.li)]
    assert found == [("第一档 2级", TODAY + timedelta(days=1)), ("第一档 1级", TODAY)]
    assert Record.objects.filter(name="posts.grade.entered").count() == 2


@pytest.mark.parametrize(
    "changes", [{"entry": "g99"}, {"since": TODAY - timedelta(days=1)}, {"since": date(2019, 1, 1)}]
)
def test_a_grade_that_the_ladder_did_not_have_or_before_the_post_is_refused(people, changes):
    with pytest.raises(Invalid):
        graded(people, **changes)

    assert not Grade.objects.exists()


def test_nobody_grades_themselves_or_where_they_do_not_appoint(people):
    for actor in (people.other, staff(people.li)):
        with pytest.raises(Forbidden):
            graded(people, actor=actor)


def test_a_post_without_a_ladder_has_no_grades(people):
    PostType.objects.update(ladder="")

    with pytest.raises(Invalid):
        graded(people)
