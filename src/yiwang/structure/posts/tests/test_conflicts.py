"""Posts that the locality lets nobody hold at once, or only visibly."""

from datetime import timedelta

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.models import Appointment, PostConflict
from yiwang.structure.posts.queries.conflicts import conflicts_in_reach, conflicts_of_person
from yiwang.structure.posts.refusals import AtOdds
from yiwang.structure.posts.rows import AppointmentRow, ConflictRow, PostKey, PostsSpec
from yiwang.structure.posts.tests.land import NOW, TODAY

REASON = "派过的人不能自己督办"


def rule(over="same_area", effect="refuse"):
    row = ConflictRow("land_supervisor", "land_dispatcher", over, effect, REASON, "Two hats.")
    load_posts(PostsSpec(conflicts=[row]), actor=SYSTEM, now=NOW)


@pytest.fixture
def wang(land):
    return Account.objects.create(username="wang").pk


def appointed(post, account, **more):
    new = NewAppointment(post.pk, account, more.pop("starts_on", TODAY), **more)
    return appoint(new, actor=SYSTEM, now=NOW)


@pytest.mark.parametrize("code", ["C11", "C111", "C1"])  # the same, below and above
def test_posts_over_one_ground_are_refused_with_the_reason(land, wang, code, in_english):
    rule()
    appointed(land.post("land_dispatcher", "C11"), wang)
    second = land.post("land_supervisor", code)
    before = Record.objects.count()

    with pytest.raises(AtOdds, match=r"One person cannot hold both .*派遣员.*: Two hats\."):
        appointed(second, wang)

    assert (Appointment.objects.filter(account=wang).count(), Record.objects.count()) == (1, before)


def test_posts_over_other_ground_at_other_times_or_on_standby_are_not(land, wang):
    rule()
    until = TODAY + timedelta(days=30)
    appointed(land.post("land_dispatcher", "C11"), wang, ends_on=until)

    assert appointed(land.post("land_supervisor", "C12"), wang)
    assert appointed(land.post("land_supervisor", "C11"), wang, starts_on=until)
    assert appointed(land.post("land_supervisor", "C111"), wang, mode="standby")


def test_a_rule_for_everywhere_holds_everywhere(land, wang):
    rule("anywhere")
    appointed(land.post("land_dispatcher", "C11"), wang)

    with pytest.raises(AtOdds):
        appointed(land.post("land_supervisor", "C12"), wang)


def test_a_rule_for_one_organization_holds_there(land, wang):
    rule("same_organization")
    appointed(land.post("land_dispatcher", "C11", at_centre=True), wang)

    assert appointed(land.post("land_supervisor", "C11"), wang)
    with pytest.raises(AtOdds):
        appointed(land.post("land_supervisor", "C12", at_centre=True), wang)


def test_what_is_only_pointed_out_is_recorded_and_listed_to_who_appoints_there(land, wang):
    rule(effect="flag")
    boss = land.hold("boss", land.post("land_supervisor", "C"))
    elsewhere = land.hold("elsewhere", land.post("land_supervisor", "C12"))
    first = appointed(land.post("land_dispatcher", "C11"), wang)
    second = appointed(land.post("land_supervisor", "C111"), wang)

    written = Record.objects.get(subject="posts.appointment", subject_id=second)
    [found] = conflicts_in_reach(boss, TODAY)
    assert written.data["beside"] == [first]
    assert {found.one.pk, found.other.pk} == {first, second}
    assert found.rule.reason == REASON
    assert conflicts_of_person(wang, TODAY) == [found]
    assert conflicts_in_reach(elsewhere, TODAY) == []
    assert conflicts_of_person(boss, TODAY) == []


def test_finding_them_is_few_queries_however_many_people_there_are(land, django_assert_num_queries):
    rule(effect="flag")
    boss = land.hold("boss", land.post("land_supervisor", "C"))
    for number in range(20):
        account = Account.objects.create(username=f"u{number}").pk
        appointed(land.post("land_dispatcher", "C11"), account)
        appointed(land.post("land_supervisor", "C111"), account)

    with django_assert_num_queries(4):
        assert len(conflicts_in_reach(boss, TODAY)) == 20


def test_rules_are_made_those_of_the_list(land):
    rule()
    rule(effect="flag")
    assert list(PostConflict.objects.values_list("effect", flat=True)) == ["flag"]

    load_posts(PostsSpec(conflicts=[]), actor=SYSTEM, now=NOW)

    assert not PostConflict.objects.exists()


def test_loading_people_against_a_rule_is_refused_whole(land):
    rule()
    Account.objects.create(username="li")
    land.post("land_dispatcher", "C11")
    land.post("land_supervisor", "C11")
    held = [
        AppointmentRow(PostKey(key, None, land.areas["C11"]), "li", TODAY)
        for key in ("land_dispatcher", "land_supervisor")
    ]

    with pytest.raises(Invalid, match="li: "):
        load_posts(PostsSpec(appointments=held), actor=SYSTEM, now=NOW)

    assert not Appointment.objects.filter(account__username="li").exists()
