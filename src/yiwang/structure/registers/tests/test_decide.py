"""Deciding by a register, and explaining it."""

from datetime import date, timedelta

import pytest

from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers.decide import Facts, decide
from yiwang.structure.registers.gate import gate_allows
from yiwang.structure.registers.queries import Shadow, current_version, shadowed
from yiwang.structure.registers.tests.rules import TODAY, entry, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def decided(register: str = "duties", **facts: object) -> str | None:
    ruling = decide(register, Facts(on=TODAY, **facts)).entry
    return ruling and ruling.key


def test_first_entry_that_fits_decides():
    publish(entry("leak", kind="housing.leak"), entry("housing", kind="housing"), entry("rest"))

    assert decided(kind="housing.leak") == "leak"
    assert decided(kind="housing.roof") == "housing"
    assert decided(kind="housingless") == "rest"
    assert decided() == "rest"


def test_nature_and_words_must_fit_too():
    publish(
        entry("quarrel", words=("邻居", "Noise")),
        entry("joint", nature="joint", kind="water"),
    )

    assert decided(text="楼上邻居漏水") == "quarrel"
    assert decided(text="loud noise at night") == "quarrel"
    assert decided(text="停水", kind="water", nature="joint") == "joint"
    assert decided(text="停水", kind="water", nature="small") is None


def test_entry_of_an_area_decides_in_it_and_below(areas):
    publish(entry("town", area_id=areas["R11"]), entry("county", area_id=areas["R1"]))

    assert decided(area_id=areas["R11"]) == "town"
    assert decided(area_id=areas["R12"]) == "county"
    assert decided(area_id=areas["R1"]) == "county"
    assert decided() is None


def test_decision_is_one_look_however_many_entries(areas, django_assert_num_queries):
    publish(*(entry(f"e{number}", area_id=areas["R11"]) for number in range(50)), entry("rest"))

    decided(area_id=areas["R12"])  # version, entries and areas above are read

    with django_assert_num_queries(1):
        assert decided(area_id=areas["R12"]) == "rest"


def test_every_entry_up_to_the_one_that_decides_is_explained(areas):
    publish(
        entry("leak", kind="housing.leak"),
        entry("small", nature="small"),
        entry("town", area_id=areas["R12"]),
        entry("quarrel", words=("邻居", "噪音")),
        entry("water", words=("停水",), outcome={"functions": ["water"]}, basis="第四条"),
        entry("rest"),
    )
    facts = Facts(on=TODAY, kind="water.outage", area_id=areas["R11"], text="昨晚停水")

    decision = decide("duties", facts)

    assert [(each.key, each.fits, each.why) for each in decision.considered] == [
        (
            "leak",
            False,
            "It is for cases of the type housing.leak; this one is water.outage.",
        ),
        ("small", False, "It is for the nature small; this case has none yet."),
        ("town", False, "It is for 山前街道 only."),
        ("quarrel", False, "None of its words is in the text: 邻居, 噪音."),
        ("water", True, "Fits: the text says “停水”."),
    ]
    assert (decision.version, decision.register_name) == (1, "职责清单")
    assert decision.entry.outcome == {"functions": ["water"]}
    assert decision.entry.basis == "第四条"


def test_missing_facts_are_said_to_be_missing():
    publish(entry("leak", kind="housing.leak"), entry("joint", nature="joint"), entry("rest"))

    said = [each.why for each in decide("duties", Facts(on=TODAY)).considered]

    assert said == [
        "It is for cases of the type housing.leak; this one has no type yet.",
        "It is for the nature joint; this case has none yet.",
        "Fits: it is for everything that nothing before it was for.",
    ]


def test_rules_of_the_day_decide():
    publish(entry("old", kind="water"))
    publish(entry("new", kind="water"))
    yesterday = Facts(on=TODAY - timedelta(days=1), kind="water")

    assert decide("duties", yesterday).entry.key == "old"
    assert decided(kind="water") == "new"


def test_register_that_does_not_hold_yet_decides_nothing():
    publish(entry("rest"))
    before = decide("duties", Facts(on=date(2025, 1, 1)))

    assert (before.version, before.entry, before.considered) == (None, None, ())
    assert decided("no such register") is None


def test_entries_that_can_never_decide_are_reported(areas):
    publish(
        entry("housing", kind="housing"),
        entry("leak", kind="housing.leak"),
        entry("county", area_id=areas["R1"]),
        entry("town", area_id=areas["R11"], nature="small"),
        entry("snow", words=("雪",)),
        entry("blizzard", words=("暴雪", "大雪")),
        entry("ice", words=("冰", "雪")),
        entry("joint", nature="joint", kind="water"),
        entry("rest"),
        entry("late", kind="rights"),
    )

    found = shadowed(current_version("duties", TODAY).pk)

    assert [(each.key, each.by) for each in found] == [
        ("leak", "housing"),
        ("town", "county"),
        ("blizzard", "snow"),
        ("late", "rest"),
    ]
    assert found[0] == Shadow("leak", "条目leak", "housing", "条目housing")


@pytest.fixture
def station():
    return _organization("R-S", "临江社区服务站", "service_station")


def _organization(code: str, name: str, kind: str) -> int:
    made = Organization.objects.create(code=code, name=name, kind=kind, valid_from=TODAY)
    return made.pk


def admit(*entries: object) -> None:
    publish(*entries, key="admission", name="社区准入清单", effect="gate")


def asked(organization_id: int, kind: str = "sanitation.snow") -> tuple[bool, str]:
    answer = gate_allows("admission", organization_id, Facts(on=TODAY, kind=kind))
    return bool(answer), answer.sentence


def test_gate_lets_through_what_has_an_entry(station):
    admit(entry("snow", kind="sanitation.snow"))

    assert asked(station) == (True, "Admitted by “条目snow” in “社区准入清单”.")


@pytest.mark.mechanism("JMS-81")
def test_gate_refuses_what_has_no_entry_and_says_which_is_missing(station):
    admit(entry("snow", kind="sanitation.snow"))

    assert asked(station, "rights.wages") == (
        False,
        "“社区准入清单” has no entry that admits rights.wages to 临江社区服务站. Choose a "
        "department, or have the entry approved and published first.",
    )


def test_gate_without_any_register_admits_nothing(station):
    assert asked(station)[0] is False


def test_entry_may_say_that_communities_are_not_asked(station):
    admit(entry("snow", kind="sanitation.snow", outcome={"admitted": False}))

    assert asked(station) == (
        False,
        "“社区准入清单” says in “条目snow” that communities are not asked this.",
    )


def test_entry_may_admit_some_communities_only(station):
    admit(entry("snow", outcome={"organizations": ["R-S"]}))
    other = _organization("R-T", "望山社区服务站", "service_station")

    assert (asked(station)[0], asked(other)[0]) == (True, False)


def test_departments_are_asked_without_the_gate():
    admit(entry("snow", kind="sanitation.snow"))

    assert asked(_organization("R-D", "水务局", "department"), "water") == (
        True,
        "This register guards communities only.",
    )
