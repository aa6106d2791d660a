"""People and their posts by tables: appointed, changed and ended; what stands against it."""

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden
from yiwang.portals.casework.tests.staging import account_id, actor
from yiwang.structure.administration.actions.issue_first_links import issue_first_links
from yiwang.structure.administration.kinds.people import People
from yiwang.structure.administration.tests.tables import (
    NOON,
    applied,
    brought,
    plan,
    sentences,
    told,
    workbook,
)
from yiwang.structure.posts.models import (
    Appointment,
    PostClass,
    PostConflict,
    PostType,
    Qualification,
    QualificationKind,
)

pytestmark = pytest.mark.django_db
PEOPLE = People()
COUNTY = "supervisor.9001"
HEAD = ["username", "name", "type", "organization", "area", "mode", "is_primary", "starts_on"]
HEAD += ["ends_on"]
CLERK = ("community_clerk", "ZD-90010101", "90010101")


def row_of(username) -> dict[str, str]:
    return next(dict(row) for row in PEOPLE.rows() if row["username"] == username)


def post_of(username) -> list[str]:
    row = row_of(username)
    return [row["type"], row["organization"], row["area"]]


def test_a_new_colleague_gets_an_account_and_a_post():
    post = post_of("clerk.90010101")
    content = workbook(HEAD, ["li.ming", "李明", *post, "兼任", "", "", "2026-12-31"])

    counts = applied(PEOPLE, content)

    assert (counts["added"], counts["changed"]) == (1, 0)
    held = Appointment.objects.get(account__username="li.ming")
    assert (held.mode, held.is_primary, held.starts_on.isoformat()) == (
        "concurrent",
        False,
        "2026-09-07",
    )
    assert not Account.objects.get(username="li.ming").has_usable_password()
    assert told("accounts.account") == ["accounts.account.added"]
    assert told(PEOPLE.subject) == ["posts.appointment.started"]
    assert "李明" not in str(list(Record.objects.filter(at=NOON).values_list("data", flat=True)))
    assert plan(PEOPLE, content).changes == []


def test_one_goes_and_another_comes_in_one_table():
    post = post_of("clerk.90010101")
    first = "2026-09-07"
    content = workbook(
        HEAD,
        ["li.ming", "李明", *post, "专职", "是", first, ""],
        ["clerk.90010101", "", *post, "", "", "", first],
    )

    counts = applied(PEOPLE, content)

    assert (counts["added"], counts["ended"]) == (1, 1)
    assert set(told(PEOPLE.subject)) == {
        "posts.appointment.started",
        "posts.appointment.ended",
    }


def test_a_second_primary_holder_is_refused_by_name():
    post = post_of("clerk.90010101")
    assert row_of("clerk.90010101")["is_primary"] == "yes"
    content = workbook(HEAD, ["li.ming", "李明", *post, "专职", "是", "", ""])

    [said] = sentences(plan(PEOPLE, content))

    assert "“clerk.90010101”那段时间是主要担任人" in said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["li.ming", "", "grid_leader", "", "9001010101", "", "", "", ""], "是新账号：请写明是谁"),
        (
            ["clerk.90010101", "张三", "grid_leader", "", "9001010101", "", "", "", ""],
            "这个用户名是",
        ),
        (["li.ming", "李明", "grid_leader", "", "", "", "", "", ""], "没有这个岗位"),
        (["li.ming", "李明", "verifier", "", "90010101", "", "", "", ""], "没有这个岗位"),
        (["li.ming", "李明", *CLERK[:2], "", "借用", "", "", ""], "填"),
        (["li ming", "李明", "grid_leader", "", "9001010101", "", "", "", ""], "只能用字母"),
    ],
)
def test_what_cannot_be_is_said(row, said):
    assert any(said in sentence for sentence in sentences(plan(PEOPLE, workbook(HEAD, row))))


def test_nobody_appoints_outside_their_area_nor_themselves():
    away, own = post_of("clerk.90020101"), post_of(COUNTY)
    content = workbook(
        HEAD,
        ["li.ming", "李明", *away, "", "", "", ""],
        [COUNTY, "", *own, "", "", "", "2026-12-01"],
    )

    said = sentences(plan(PEOPLE, content, who=COUNTY))

    assert len(said) == 2
    assert "不归您维护" in said[0]
    assert "自己" in said[1]


def test_whoever_appoints_sees_the_people_of_their_area_alone():
    county, city = actor(COUNTY), actor("supervisor.90")
    seen = {row["username"] for row in PEOPLE.page("", "", 500, county, NOON.date())}
    whole = {row["username"] for row in PEOPLE.page("", "", 500, city, NOON.date())}

    assert "clerk.90010101" in seen
    assert "clerk.90020101" not in seen
    assert seen < whole


def test_the_first_password_is_set_by_a_link_that_works_once(client):
    applied(PEOPLE, workbook(HEAD, ["li.ming", "李明", *post_of("clerk.90010101"), "", "", "", ""]))

    [link] = issue_first_links("李明", actor=actor("supervisor.90"), now=NOON)
    page = client.get(link.path, follow=True)
    address = page.request["PATH_INFO"]
    new = {"password1": "yi-wang-2026", "password2": "yi-wang-2026"}
    client.post(address, new)

    assert (link.name, link.username) == ("李明", "li.ming")
    assert Account.objects.get(username="li.ming").check_password("yi-wang-2026")
    assert issue_first_links("李明", actor=actor("supervisor.90"), now=NOON) == []
    [issued] = Record.objects.filter(name="accounts.link.issued")
    assert issued.data == {"accounts": [account_id("li.ming")]}


def test_links_are_given_by_whoever_appoints_alone():
    with pytest.raises(Forbidden):
        issue_first_links("", actor=actor("clerk.90010101"), now=NOON)


def test_a_list_without_the_power_to_appoint_is_closed():
    with pytest.raises(Forbidden):
        brought(PEOPLE, workbook(HEAD), who="clerk.90010101")


REASON = "受理的人不自己核查。"


@pytest.fixture
def clerk_or_verifier():
    """A rule that points out who takes in and verifies at once; the community clerk needs a
    certificate."""
    one, other = PostType.objects.filter(key__in=["community_clerk", "verifier"]).order_by("pk")
    PostConflict.objects.create(
        one=one, other=other, over="same_area", effect="flag", reason=REASON
    )
    QualificationKind.objects.create(key="social_worker", name="社会工作者证书")
    PostType.objects.filter(key="community_clerk").update(needs=["social_worker"])


def remarks(content) -> list[str]:
    found = plan(PEOPLE, content)
    assert found.faults == []
    return sorted(remark.sentence for remark in found.remarks)


def test_what_is_better_looked_at_is_told_before_it_is_applied(clerk_or_verifier):
    clerk, verifier = post_of("clerk.90010101"), post_of("verifier.900101")
    content = workbook(
        HEAD,
        ["li.ming", "李明", *clerk, "", "", "", ""],
        ["li.ming", "李明", *verifier, "", "", "", ""],
    )

    told = remarks(content)

    assert any(REASON in sentence and "将同时担任" in sentence for sentence in told)
    assert any("没有登记在有效期内的这种证书" in sentence for sentence in told)
    assert any("还专职担任" in sentence for sentence in told)
    assert any("名额是" in sentence for sentence in told)
    assert applied(PEOPLE, content)["added"] == 2


def test_nothing_is_told_of_somebody_certified_with_a_free_seat(clerk_or_verifier):
    clerk = post_of("clerk.90010101")
    kind = QualificationKind.objects.get()
    Account.objects.create(username="li.ming", name="李明")
    Qualification.objects.create(
        account_id=account_id("li.ming"), kind=kind, issued_on="2024-01-01"
    )
    Appointment.objects.filter(account__username="clerk.90010101").update(ends_on="2026-09-01")

    assert remarks(workbook(HEAD, ["li.ming", "", *clerk, "", "", "", ""])) == []


def test_another_remark_is_another_change(clerk_or_verifier):
    content = workbook(HEAD, ["li.ming", "李明", *post_of("clerk.90010101"), "", "", "", ""])
    seen = plan(PEOPLE, content).digest

    PostType.objects.filter(key="community_clerk").update(needs=[])

    assert plan(PEOPLE, content).digest != seen


def test_what_a_rule_refuses_stops_the_row_that_says_so(clerk_or_verifier):
    PostConflict.objects.update(effect="refuse")
    clerk, verifier = post_of("clerk.90010101"), post_of("verifier.900101")
    content = workbook(
        HEAD,
        ["wang.gang", "王刚", *verifier, "", "", "", ""],
        ["li.ming", "李明", *clerk, "", "", "", ""],
        ["li.ming", "李明", *verifier, "", "", "", ""],
    )

    said = sentences(plan(PEOPLE, content))

    assert said
    assert all("第 3 行" in each or "第 4 行" in each for each in said)
    assert all(REASON in each for each in said)


def test_employment_stands_in_the_table_and_is_one_of_the_pack():
    PostClass.objects.create(classification="employment", key="contract", name="合同制")
    head = [*HEAD, "employment"]
    post = post_of("clerk.90010101")

    applied(PEOPLE, workbook(head, ["li.ming", "李明", *post, "", "", "", "", "contract"]))
    applied(PEOPLE, workbook(head, ["clerk.90010101", "", *post, "", "", "", "", "contract"]))
    [said] = sentences(
        plan(PEOPLE, workbook(head, ["wang", "王", *post, "", "", "", "", "seasonal"]))
    )

    held = Appointment.objects.filter(account__username__in=["li.ming", "clerk.90010101"])
    assert set(held.values_list("employment", flat=True)) == {"contract"}
    assert "没有“seasonal”这种用工性质" in said
