"""Installing: all or nothing, once, with what changes shown first."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.packs.actions import diff_pack, install_pack
from yiwang.packs.actions.install_pack import OtherTerritory
from yiwang.packs.loader import FaultyPack
from yiwang.packs.models import InstalledPack
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.registers.models import RegisterVersion
from yiwang.structure.territory.models import Area
from yiwang.work.cases.models import CaseType

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NEW_GRID = "9001010103,90010101,grid,第三网格,Grid 3,\n"
pytestmark = pytest.mark.django_db


def install(folder):
    return install_pack(folder.path, actor=SYSTEM, now=NOW)


def counted():
    models = (Area, Organization, Post, Account, Appointment, RegisterVersion, CaseType, Record)
    return {model.__name__: model.objects.count() for model in models}


def counts(installed):
    return {
        change.kind: (change.added, change.changed, change.ended) for change in installed.changes
    }


@pytest.fixture
def grown(testland):
    """Testland with one grid and so one post and person more, and a type that changed."""
    testland.append("areas.csv", NEW_GRID)
    testland.replace("case_types.csv", "3 work_day", "4 work_day")
    return testland


def test_what_is_installed_changes_nothing_again(testland):
    install(testland)
    before = counted()

    assert not install(testland)

    assert counted() == before


def test_only_what_differs_changes(grown):
    before = counted()

    installed = install(grown)

    assert counts(installed) == {
        "基础网格": (1, 0, 0),
        "accounts": (1, 0, 0),
        "posts": (1, 0, 0),
        "appointments": (1, 0, 0),
        "case types": (0, 1, 0),
    }
    after = counted()
    assert after["Area"] == before["Area"] + 1
    assert Post.objects.filter(area__code="9001010103", type__key="grid_leader").count() == 1


def test_one_record_says_what_was_installed(grown):
    install(grown)

    (record,) = Record.objects.filter(name="packs.pack.installed", at=NOW)
    assert (record.data["key"], record.data["version"], record.data["before"]) == (
        "testland",
        "1",
        "1",
    )
    assert record.data["changes"]["posts"] == [1, 0, 0]
    assert record.subject_id == InstalledPack.objects.get().pk


def test_a_diff_shows_the_same_and_changes_nothing(grown):
    before = counted()

    would = diff_pack(grown.path, actor=SYSTEM, now=NOW)

    assert counted() == before
    assert counts(would) == counts(install(grown))


def test_what_is_no_longer_listed_ends(testland):
    testland.append("areas.csv", NEW_GRID)
    install(testland)
    text = (testland.path / "areas.csv").read_text()
    (testland.path / "areas.csv").write_text(text.replace(NEW_GRID, ""))
    types = (testland.path / "case_types.csv").read_text().splitlines(keepends=True)
    left = [line for line in types if not line.startswith("sanitation.snow,")]
    (testland.path / "case_types.csv").write_text("".join(left))
    testland.replace("registers/triage.toml", 'kind = "sanitation.snow"', 'kind = "sanitation"')
    testland.replace("registers/community_admission.toml", "sanitation.snow", "sanitation")

    installed = install(testland)

    assert counts(installed)["基础网格"] == (0, 0, 1)
    assert Area.objects.get(code="9001010103").valid_to is not None
    assert not CaseType.objects.get(key="sanitation.snow").is_offered


def test_a_pack_with_faults_changes_nothing(testland):
    testland.append("areas.csv", NEW_GRID)
    testland.replace("case_types.csv", "3 work_day", "3 days")
    before = counted()

    with pytest.raises(FaultyPack):
        install(testland)

    assert counted() == before


def test_a_pack_that_fails_halfway_changes_nothing(testland):
    """Nobody would check results in the new grid's town: the workflow is not proved there."""
    testland.append(
        "areas.csv",
        "9003,90,county,北县,North County,\n900301,9003,town,北镇,North Town,\n"
        "90030101,900301,community,北村,North Village,\n9003010101,90030101,grid,网格,Grid,\n",
    )
    testland.replace("staff.toml", 'username = "verifier.{code}"', 'within = ["9001", "9002"]\n'
                     'username = "verifier.{code}"')  # fmt: skip
    testland.append("five_step.toml", "# a new version\n")
    before = counted()

    with override("en"), pytest.raises(FaultyPack) as refusal:
        install(testland)

    assert counted() == before
    text = (testland.path / "five_step.toml").read_text()
    line = text[: text.index('post = "verifier"')].count("\n") + 1
    assert [(fault.path, fault.line) for fault in refusal.value.faults] == [
        ("five_step.toml", line)
    ]
    assert "verifier" in refusal.value.faults[0].message


def test_a_type_that_lets_the_work_be_due_before_the_signature_changes_nothing(testland):
    testland.append(
        "case_types.csv", "housing.gas,燃气泄漏,Gas leak,,,30 urgent_hour,1 urgent_hour,,,,,\n"
    )
    before = counted()

    with override("en"), pytest.raises(FaultyPack) as refusal:
        install(testland)

    assert counted() == before
    [fault] = refusal.value.faults
    assert (fault.path, "Gas leak" in fault.message) == ("five_step.toml", True)


def test_a_second_territory_is_refused(testland):
    testland.replace("pack.toml", 'key = "testland"', 'key = "elsewhere"')
    before = counted()

    with override("en"), pytest.raises(OtherTerritory) as refusal:
        install(testland)

    assert "carries the pack testland" in str(refusal.value)
    assert counted() == before


def test_a_name_and_a_password_that_people_changed_stay(grown):
    account = Account.objects.get(username="clerk.90010101")
    account.name = "王芳"
    account.set_password("changed-since")
    account.save()

    install(grown)

    account.refresh_from_db()
    assert (account.name, account.check_password("changed-since")) == ("王芳", True)


def test_everybody_signs_in_who_is_meant_to():
    account = Account.objects.get(username="dispatcher.900101")

    assert account.check_password("yiwang-demo")
