"""Publishing a register."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.posts.powers import PUBLISH_RULES
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.models import Entry, Register, RegisterVersion
from yiwang.structure.registers.queries import (
    Difference,
    compare,
    current_version,
    entries_of,
    versions_of,
)
from yiwang.structure.registers.tests.rules import NOW, TODAY, entry, publish, spec

pytestmark = pytest.mark.django_db


def test_first_version_holds_from_the_day_given():
    change = publish(entry("litter", kind="sanitation"), entry("rest"))

    version = current_version("duties", date(2026, 1, 1))
    assert (version.number, version.published_at) == (1, NOW)
    assert [each.key for each in entries_of(version.pk)] == ["litter", "rest"]
    assert current_version("duties", date(2025, 12, 31)) is None
    assert (change.added, change.names) == (3, ("+ duties", "+ litter", "+ rest"))


def test_same_content_again_changes_and_records_nothing():
    publish(entry("rest"))
    before = Record.objects.count()

    change = publish(entry("rest"))

    assert not change
    assert (RegisterVersion.objects.filter(register__key="duties").count()) == 1
    assert Record.objects.count() == before


def test_other_content_is_the_next_version_from_today_on():
    publish(entry("litter", kind="sanitation"), entry("snow"), entry("rest"))

    change = publish(entry("litter", kind="sanitation.litter"), entry("rest"), entry("water"))

    assert current_version("duties", TODAY - timedelta(days=1)).number == 1
    assert current_version("duties", TODAY).number == 2
    assert change.names == ("+ water", "~ litter", "- snow")


def test_version_may_be_published_ahead_of_its_day():
    publish(entry("rest"))
    publish(entry("rest", title_en="Rest"), effective_from=date(2027, 1, 1))

    assert current_version("duties", TODAY).number == 1
    assert current_version("duties", date(2027, 1, 1)).number == 2
    assert [version.number for version in versions_of("duties")] == [2, 1]


def test_new_name_needs_no_new_version():
    publish(entry("rest"))

    change = publish(entry("rest"), name="部门职责清单")

    assert Register.objects.get(key="duties").name == "部门职责清单"
    assert change.changed == 1
    assert versions_of("duties").count() == 1
    assert Record.objects.order_by("id").last().name == "registers.register.renamed"


def test_publication_is_recorded_with_its_counts():
    publish(entry("rest"))

    written = Record.objects.order_by("id").last()
    assert (written.name, written.subject) == ("registers.register.published", "registers.register")
    assert written.data["version"] == 1
    assert written.data["effective_from"] == "2026-01-01"
    assert written.data["entries"] == {"added": 2, "changed": 0, "ended": 0}


def test_comparison_shows_what_was_and_what_is():
    publish(entry("litter", kind="sanitation"))
    publish(entry("litter", kind="sanitation", words=("垃圾",)))
    after, before = versions_of("duties")

    assert compare(before.pk, after.pk) == [
        Difference("litter", "条目litter", "changed", {"words": ([], ["垃圾"])})
    ]


@pytest.mark.parametrize(
    "faulty",
    [spec(entry("rest"), effect="magic"), spec(entry("rest"), entry("rest", kind="water"))],
)
def test_unknown_effect_and_repeated_key_are_refused(faulty):
    before = Record.objects.count()

    with pytest.raises(Invalid):
        load_register(faulty, actor=staff(1), now=NOW)

    assert not Register.objects.filter(key="duties").exists()
    assert Record.objects.count() == before


def test_without_the_power_to_publish_it_is_refused(areas):
    account = Account.objects.create(username="reader")

    with pytest.raises(Forbidden):
        load_register(spec(entry("rest")), actor=staff(account.pk), now=NOW)

    assert not Register.objects.filter(key="duties").exists()


def test_publisher_of_the_owners_area_publishes_in_that_capacity(areas):
    owner = Organization.objects.create(
        code="R-Z",
        name="东县指挥中心",
        kind="command_center",
        area_id=areas["R1"],
        valid_from=TODAY,
    )
    account = Account.objects.create(username="publisher")
    type_ = PostType.objects.create(key="r_publisher", name="督办员", powers=[PUBLISH_RULES])
    post = Post.objects.create(type=type_, area_id=areas["R1"])
    held = Appointment.objects.create(post=post, account=account, starts_on=TODAY)

    load_register(spec(entry("rest"), owner_id=owner.pk), actor=staff(account.pk), now=NOW)

    written = Record.objects.order_by("id").last()
    assert (written.capacity_id, written.capacity) == (held.pk, "东县 · 督办员")


@pytest.mark.parametrize(
    "edit",
    [
        lambda version: version.entries.update(title="x"),
        lambda version: version.entries.all().delete(),
        lambda version: Entry.objects.create(version=version, position=9, key="k", title="x"),
        lambda version: RegisterVersion.objects.filter(pk=version.pk).update(number=9),
        lambda version: version.delete(),
    ],
    ids=["entry changed", "entries removed", "entry added", "version changed", "version removed"],
)
def test_published_version_is_never_edited(edit):
    publish(entry("rest"))
    version = current_version("duties", TODAY)

    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        edit(version)

    assert [each.title for each in entries_of(version.pk)] == ["条目rest"]


def test_draft_may_still_be_changed():
    publish(entry("rest"))
    draft = RegisterVersion.objects.create(
        register=Register.objects.get(key="duties"), number=2, effective_from=TODAY, digest=""
    )
    Entry.objects.create(version=draft, position=1, key="k", title="x")

    draft.entries.update(title="y")

    assert entries_of(draft.pk)[0].title == "y"
    assert current_version("duties", TODAY).number == 1
