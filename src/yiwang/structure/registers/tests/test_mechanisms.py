"""What registers carry of the mechanisms of localities, through the actions people use."""

from datetime import date

import pytest

from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers import queries
from yiwang.structure.registers.decide import Facts, decide
from yiwang.structure.registers.tests.rules import TODAY, entry, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return Organization.objects.create(
        code="R-O", name="市委组织部", kind="party_organization", valid_from=TODAY
    )


@pytest.mark.mechanism("JMS-06", "JMS-83")
def test_library_of_rules_has_owners_and_versions(owner):
    library = {"key": "library", "name": "制度文件库", "effect": "none", "owner_id": owner.pk}
    guidance = entry("guidance", basis="市级文件")
    publish(guidance, **library)
    publish(guidance, entry("admission", basis="准入制度"), **library)

    listed = queries.registers().get(key="library")
    assert listed.owner == owner
    assert [version.number for version in queries.versions_of("library")] == [2, 1]
    assert queries.entry("library", "admission", TODAY).basis == "准入制度"
    assert queries.entry("library", "admission", date(2026, 9, 6)) is None


@pytest.mark.mechanism("JMS-79")
def test_power_moved_down_to_towns_is_dated_and_says_for_what():
    publish(entry("whistle", outcome={"level": "town"}), key="moved", effect="delegation")
    publish(
        entry("whistle", outcome={"level": "town"}),
        entry("stall", kind="sanitation.stall", outcome={"level": "town"}),
        key="moved",
        effect="delegation",
    )

    assert queries.entry("moved", "stall", date(2026, 9, 6)) is None
    assert queries.entry("moved", "stall", TODAY).outcome == {"level": "town"}
    after, before = queries.versions_of("moved")
    assert [each.key for each in queries.compare(before.pk, after.pk)] == ["stall"]


def test_micro_power_says_its_steps_who_signs_and_what_is_published():
    outcome = {
        "steps": ["提出计划", "村两委会议", "询价", "采购", "验收入库"],
        "signs": "村党支部书记、村务监督委员会主任",
        "publishes": "采购品名、数量、价格、供货人（单位）",
    }
    publish(entry("purchase", outcome=outcome), key="micro", effect="procedure")

    assert queries.entry("micro", "purchase", TODAY).outcome == outcome


@pytest.mark.mechanism("JMS-82")
def test_decision_cites_the_entry_it_rests_on():
    publish(entry("leak", kind="housing", basis="职责清单第二条"))

    ruling = decide("duties", Facts(on=TODAY, kind="housing.leak")).entry

    assert (ruling.title, ruling.basis) == ("条目leak", "职责清单第二条")
