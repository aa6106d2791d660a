"""An area is said by a part of its name or by its code; where several fit, people choose."""

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.insight.notices.models import Notice
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import CLERK, client_of

pytestmark = pytest.mark.django_db
NEW = "/desk/notices/new?kind=announcement"
FOUND = "/desk/areas/found"


def sent(area: str, organization: str = ""):
    """A notice for an area, of a body, as somebody typed it."""
    fields = {
        "area": area,
        "organization": organization,
        "title": "周五停水",
        "text": "停水",
        "people": "nobody",
    }
    return client_of(CLERK).post(NEW, {**fields, "valid_from": timezone.localdate().isoformat()})


@pytest.mark.parametrize("said", ["临江社区", "90010101", "临江社区（90010101）", "试城 临江社区"])
def test_a_whole_name_a_code_and_what_was_offered_all_mean_it(said):
    assert sent(said).status_code == 302

    assert Notice.objects.get().area.code == "90010101"


def test_what_fits_several_is_asked_about_and_never_guessed():
    answer = sent("第一网格")

    assert answer.status_code == 422
    assert not Notice.objects.exists()
    page = words_of(answer.content.decode())
    assert "符合的区域不止一个" in page
    assert "试城 / 东县 / 河口镇 / 临江社区 / 第一网格 9001010101" in page
    assert 'value="第一网格（9001010101）"' in answer.content.decode()

    chosen = sent("第一网格（9001010101）")
    assert chosen.status_code == 302
    assert Notice.objects.get().area.code == "9001010101"


def test_the_choice_made_below_the_field_counts_before_what_stands_in_it():
    fields = {"title": "停水", "text": "停水", "people": "nobody"}
    fields["valid_from"] = timezone.localdate().isoformat()

    client_of(CLERK).post(NEW, {**fields, "area": ["第一网格", "第一网格（9001010101）"]})

    assert Notice.objects.get().area.code == "9001010101"


def test_a_part_of_a_name_is_confirmed_first():
    answer = sent("临江")

    assert (answer.status_code, Notice.objects.count()) == (422, 0)
    assert "临江社区（90010101）" in answer.content.decode()


def test_a_name_that_nothing_has_is_said_so():
    assert "没有叫这个名字的区域" in words_of(sent("桃花源").content.decode())


def test_areas_are_offered_while_typing_upper_ones_first_and_within_what_is_named():
    desk = client_of(CLERK)

    def offered(said: str) -> list[str]:
        return [each["value"] for each in desk.get(FOUND, {"q": said}).json()["offered"]]

    assert offered("河口") == ["河口镇（900101）"]
    assert offered("临江 第二") == ["第二网格（9001010102）"]
    assert offered("9001")[0] == "东县（9001）"
    assert len(offered("网格")) == 12
    assert offered("") == offered("%") == []
    english = desk.get(FOUND, {"q": "linjiang"}, headers={"Accept-Language": "en"}).json()
    assert english["offered"] == [
        {"value": "Linjiang Community（90010101）",
         "label": "Testland / East County / Hekou Town / Linjiang Community"}
    ]  # fmt: skip


def test_the_field_offers_nothing_to_strangers():
    assert Client().get(FOUND, {"q": "河口"}).status_code == 302


@pytest.mark.parametrize("said", ["东县住建局", "ZJ-9001", "东县住建局（ZJ-9001）"])
def test_a_body_is_said_by_its_name_or_its_code(said):
    assert sent("90010101", organization=said).status_code == 302

    assert Notice.objects.get().organization.code == "ZJ-9001"


def test_a_body_that_nobody_knows_is_told_at_its_field():
    answer = sent("90010101", organization="住建")

    assert answer.status_code == 422
    assert "没有叫这个名字的单位" in answer.content.decode()
    assert not Notice.objects.exists()


def test_bodies_are_offered_by_a_part_of_their_name():
    offered = client_of(CLERK).get("/desk/organizations/found", {"q": "东县住建"}).json()["offered"]

    assert offered == [{"value": "东县住建局（ZJ-9001）"}]


def test_areas_of_one_net_alone_are_offered_where_others_are_of_no_use():
    desk = client_of(CLERK)

    assert desk.get(FOUND, {"q": "第一网格", "net": "base"}).json()["offered"]
    assert desk.get(FOUND, {"q": "第一网格", "net": "roads"}).json()["offered"] == []
