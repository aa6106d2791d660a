"""What procedures enter into registers: the next version, for a time, by who has the power."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from yiwang.foundation.records.actor import staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.registers.actions.draft_register import draft_register
from yiwang.structure.registers.actions.enter_entry import LaterVersion, enter_entry, strike_entry
from yiwang.structure.registers.decide import Facts
from yiwang.structure.registers.gate import gate_allows
from yiwang.structure.registers.queries import current_version, drafted_version, entries_of
from yiwang.structure.registers.tests.rules import NOW, SYSTEM, TODAY, entry, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FORM = replace(
    entry("form", kind="demand.form", words=("weekly table",)),
    outcome={"admitted": True},
    holds_until=TODAY + timedelta(days=30),
    entered_by="26000001",
)
FACTS = Facts(on=TODAY, kind="demand.form", text="the weekly table on waste")


@pytest.fixture
def community(areas):
    """A gate that admits nothing yet, and the body of a community."""
    publish(entry("water", kind="water", outcome={"admitted": False}), effect="gate")
    return Organization.objects.create(
        code="station", name="River station", kind="service_station", valid_from=TODAY
    ).pk


def clerk(area_id, powers):
    kind = PostType.objects.create(key="admits", name="准入", powers=powers)
    post = Post.objects.create(type=kind, area_id=area_id)
    account = get_user_model().objects.create(username="admits")
    Appointment.objects.create(post=post, account=account, is_primary=True, starts_on=TODAY)
    return staff(account.pk)


def keys():
    return [each.key for each in entries_of(current_version("duties", TODAY).pk)]


def test_what_is_entered_holds_from_today_until_its_last_day_and_goes_first(community):
    before = current_version("duties", TODAY)
    assert not gate_allows("duties", community, FACTS)

    enter_entry("duties", FORM, actor=SYSTEM, now=NOW)

    assert (keys(), current_version("duties", TODAY).number) == (["form", "water"], 2)
    assert [each.key for each in entries_of(before.pk)] == ["water"]  # as it was published
    assert gate_allows("duties", community, FACTS)
    assert gate_allows("duties", community, replace(FACTS, on=FORM.holds_until))
    late = gate_allows("duties", community, replace(FACTS, on=FORM.holds_until + timedelta(days=1)))
    assert late.sentence == (
        "“条目form” in “职责清单” held until 7 Oct 2026 and has to be renewed first."
    )
    assert not gate_allows("duties", community, replace(FACTS, text="another table"))
    record = Record.objects.latest("pk")
    assert (record.name, record.data["entry"]) == ("registers.register.entered", "form")


def test_what_is_struck_stays_to_be_named_in_refusals(community):
    enter_entry("duties", FORM, actor=SYSTEM, now=NOW)

    strike_entry("duties", "form", reason="not needed any more", actor=SYSTEM, now=NOW)

    assert gate_allows("duties", community, FACTS).sentence == (
        "“条目form” in “职责清单” was withdrawn on 7 Sep 2026, so it is not asked any more."
    )
    for key in ("form", "nowhere"):  # not twice
        with pytest.raises(NotFound):
            strike_entry("duties", key, reason="again", actor=SYSTEM, now=NOW)
    assert current_version("duties", TODAY).number == 3


def test_only_who_has_the_power_over_the_area_enters_and_strikes(areas, community):
    town, other = (replace(FORM, area_id=areas[code]) for code in ("R11", "R12"))
    actor = clerk(areas["R11"], ["rules.enter"])

    with pytest.raises(Forbidden):
        enter_entry("duties", other, actor=actor, now=NOW)
    assert current_version("duties", TODAY).number == 1
    enter_entry("duties", town, actor=actor, now=NOW)
    enter_entry("duties", replace(other, key="other"), actor=SYSTEM, now=NOW)
    with pytest.raises(Forbidden):
        strike_entry("duties", "other", reason="x", actor=actor, now=NOW)

    strike_entry("duties", "form", reason="x", actor=actor, now=NOW)
    assert current_version("duties", TODAY).number == 4


def test_a_draft_gets_it_and_whoever_edits_it_is_told(community):
    latest = current_version("duties", TODAY)
    rows = [entry("more", kind="more")]
    draft = draft_register("duties", rows, seen=latest.digest, actor=SYSTEM, now=NOW)

    enter_entry("duties", FORM, actor=SYSTEM, now=NOW)

    after = drafted_version("duties")
    assert [each.key for each in entries_of(after.pk)] == ["form", "more"]
    assert (after.number, after.digest != draft.digest) == (3, True)


def test_a_pack_that_is_loaded_again_leaves_it(community):
    enter_entry("duties", FORM, actor=SYSTEM, now=NOW)
    water = entry("water", kind="water", outcome={"admitted": False})

    again = publish(water, effect="gate")
    changed = publish(water, entry("gas", kind="gas"), effect="gate")

    assert (bool(again), bool(changed), keys()) == (False, True, ["form", "water", "gas"])


def test_nothing_is_entered_for_days_gone_or_before_a_version_to_come(community):
    gone = replace(FORM, holds_until=TODAY - timedelta(days=1))
    with pytest.raises(Invalid):
        enter_entry("duties", gone, actor=SYSTEM, now=NOW)
    publish(entry("later"), effect="gate", effective_from=date(2027, 1, 1))

    with pytest.raises(LaterVersion):
        enter_entry("duties", FORM, actor=SYSTEM, now=NOW)
    assert keys() == ["water"]
