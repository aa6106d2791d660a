"""The pages about bodies, as the county's supervisor and others open them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import CLERK, act, client_of, dispatched, reported
from yiwang.structure.organizations.models import Organization, OrganizationLink, Remit

pytestmark = pytest.mark.django_db
EAST, WEST = "supervisor.9001", "supervisor.9002"
NEW = {
    "code": "SQ-9001",
    "name": "东县夜市商圈党委",
    "kind": "merchants_committee",
    "area": "9001",
    "state": "active",
}


def sent(username, path, **typed):
    return client_of(username).post(path, typed)


def shown(path, username=EAST):
    return words_of(client_of(username).get(path).content.decode())


def founded(**changes):
    answer = sent(EAST, "/desk/organizations/new", **NEW | changes)
    assert answer.status_code == 302, words_of(answer.content.decode())
    return Organization.objects.get(code=(NEW | changes)["code"])


def test_the_list_is_narrowed_by_kind_area_state_and_words(django_assert_max_num_queries):
    client = client_of(EAST)
    with django_assert_max_num_queries(13):
        whole = words_of(client.get("/desk/organizations").content.decode())

    assert "东县住建局" in whole
    assert "西县住建局" in whole
    east = shown("/desk/organizations?area=9001&kind=department")
    assert "东县住建局" in east
    assert "西县住建局" not in east
    assert "试城驻大连流动党支部" in shown("/desk/organizations?show=outside")
    assert "没有符合的单位" in shown("/desk/organizations?standing=ended")
    assert client_of(EAST).get("/desk/organizations?area=none").status_code == 422


def test_a_body_is_founded_changed_and_its_history_read():
    body = founded()
    card = "/desk/organizations/of/SQ-9001"
    assert "设立" in shown(card)
    form = client_of(EAST).get(f"{card}/change")
    seen = form.context["seen"]

    answer = sent(EAST, f"{card}/change", **NEW | {"name": "东县商圈党委", "seen": seen})

    assert answer.status_code == 302
    told = shown(card)
    assert "名称：东县夜市商圈党委 → 东县商圈党委" in told
    assert "县区督办员" in told  # in which capacity
    assert Organization.objects.get(pk=body.pk).name == "东县商圈党委"


def test_faults_are_named_at_the_fields_and_nothing_typed_is_lost():
    answer = sent(
        EAST, "/desk/organizations/new", **NEW | {"state": "temporary", "area": "nowhere"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="东县夜市商圈党委"' in page
    assert 'href="#f-area"' in page
    answer = sent(EAST, "/desk/organizations/new", **NEW | {"state": "temporary"})
    assert 'href="#f-valid_to"' in answer.content.decode()
    assert not Organization.objects.filter(code="SQ-9001").exists()


def test_hours_and_a_telephone_that_help_nobody_are_refused_at_their_fields():
    wrong = {"hours": "周一至周八 8:30–17:00", "service_line": "王主任"}

    answer = sent(EAST, "/desk/organizations/new", **NEW | wrong)

    assert answer.status_code == 422
    assert set(answer.context["faults"]) == {"hours", "service_line"}
    body = founded(hours="全天", services="助餐，歇脚,助餐")
    assert (body.hours, body.services) == ("全天", "助餐、歇脚")


def test_what_somebody_else_changed_is_not_written_over():
    founded()
    card = "/desk/organizations/of/SQ-9001"
    seen = client_of(EAST).get(f"{card}/change").context["seen"]
    sent("supervisor.90", f"{card}/change", **NEW | {"name": "甲", "seen": seen})

    answer = sent(EAST, f"{card}/change", **NEW | {"name": "乙", "seen": seen})

    assert answer.status_code == 422
    assert "别人改过" in words_of(answer.content.decode())
    assert Organization.objects.get(code="SQ-9001").name == "甲"


def test_links_are_read_in_words_from_both_ends_and_ended():
    founded()
    card = "/desk/organizations/of/SQ-9001"

    answer = sent(EAST, f"{card}/link", relation="guides:in", other="东县住建局", since="")

    assert answer.status_code == 302
    assert "接受指导（不隶属） · 东县住建局" in shown(card)
    assert "指导（不领导） · 东县夜市商圈党委" in shown("/desk/organizations/of/ZJ-9001")
    link = OrganizationLink.objects.get(target__code="SQ-9001")
    sent(EAST, f"/desk/organizations/links/{link.pk}/end", reason="职能调整", back="SQ-9001")
    told = shown(card)
    assert "原来有：1" in told
    assert "它没有与别的单位建立关系" in told


def test_a_name_that_fits_several_offers_their_codes():
    founded()

    answer = sent(
        EAST, "/desk/organizations/of/SQ-9001/link", relation="guides:out", other="住建局"
    )

    assert answer.status_code == 422
    assert "东县住建局 ZJ-9001" in words_of(answer.content.decode())


def test_a_remit_is_given_and_taken_with_its_days():
    founded()
    card = "/desk/organizations/of/SQ-9001"
    sent(EAST, f"{card}/remit", says="招商引资", basis="三定方案", convenes="1")
    assert "招商引资 召集各方" in shown(card)
    assert "东县夜市商圈党委 商圈党委 召集各方" in shown("/desk/areas/base/9001")

    remit = Remit.objects.get(organization__code="SQ-9001")
    sent(EAST, f"/desk/organizations/remits/{remit.pk}/end", reason="市委“1+6”文件")

    told = shown(card)
    assert "招商引资”（市委“1+6”文件）" in told
    assert Remit.objects.get(pk=remit.pk).valid_to == timezone.localdate()


def test_dissolving_shows_what_waits_and_nobody_new_is_asked(settings):
    case = dispatched()
    path = "/desk/organizations/of/ZJ-9001/dissolve"
    before = shown(path)
    assert case.number in before

    answer = sent(
        EAST, path, on=timezone.localdate().isoformat(), reason="并入城管局", followed_by="CG-9001"
    )

    assert answer.status_code == 302
    card = shown("/desk/organizations/of/ZJ-9001")
    assert "还有 1 项任务在这里" in card
    assert case.number in card
    assert "承接它的工作 东县城管局" in card
    assert "接续了 东县住建局" in shown("/desk/organizations/of/CG-9001")
    with pytest.raises(Exception, match="已经撤销或不存在"):
        act(passed_on(), "dispatcher.900101", "dispatch", organizations=("ZJ-9001",))


def passed_on():
    return act(reported(), CLERK, "whistle", kind="housing.leak", nature="joint")


def test_only_who_may_sees_the_buttons_and_passes_the_doors():
    founded()
    card = "/desk/organizations/of/SQ-9001"

    assert "/dissolve" not in client_of(WEST).get(card).content.decode()
    for path in ("change", "dissolve", "link", "remit"):
        assert client_of(WEST).get(f"{card}/{path}").status_code == 403
    assert sent(WEST, f"{card}/dissolve", on="2030-01-01", reason="x").status_code == 403
    assert client_of(CLERK).get("/desk/organizations/new").status_code == 403
    assert not Record.objects.filter(name="organizations.organization.dissolved").exists()


def test_a_temporary_body_says_when_it_ends_and_then_that_it_has():
    until = timezone.localdate() + timedelta(days=20)
    body = founded(code="ZB-1", state="temporary", valid_to=until.isoformat())
    assert "临时，到" in shown("/desk/organizations/of/ZB-1")

    Organization.objects.filter(pk=body.pk).update(
        valid_from=until - timedelta(days=60), valid_to=timezone.localdate()
    )

    assert "它不再接受新任务" in shown("/desk/organizations/of/ZB-1")
    assert "东县夜市商圈党委" in shown("/desk/organizations?standing=ended")


def test_foundings_are_a_chart_with_its_table(django_assert_max_num_queries):
    founded(founded_on="2019-05-04")

    client = client_of(EAST)
    with django_assert_max_num_queries(13):
        answer = client.get("/desk/organizations/founded?kind=merchants_committee")

    assert '<svg viewBox="0 0 ' in answer.content.decode()
    assert "2019 1 0" in words_of(answer.content.decode())


def test_coverage_says_where_nobody_is():
    page = shown("/desk/organizations/coverage")

    assert "还没有写明领域" in page
