"""The wall as a resident reads it, without an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import words_of
from yiwang.work.exchange.actions.confirm_claim import confirm_claim
from yiwang.work.exchange.actions.decide_claim import decide_claim
from yiwang.work.exchange.actions.report_claim import report_claim
from yiwang.work.exchange.models import Claim
from yiwang.work.exchange.queries.claims import claim_of_code
from yiwang.work.exchange.tests import market
from yiwang.work.exchange.writing import Time

pytestmark = pytest.mark.django_db
ZH = {"Accept-Language": "zh-hans"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The market of the tests opens today: pages know no other day."""
    monkeypatch.setattr(market, "NOW", timezone.localtime(timezone.now()))


def read(address, client=None, **query) -> str:
    answer = (client or Client()).get(address, query, headers=ZH)
    assert answer.status_code == 200, answer
    return words_of(answer.content.decode())


def counter(places=1):
    begins = timezone.now() + timedelta(days=1)
    times = (Time(begins, begins + timedelta(hours=2), places),)
    return market.put_up("counter_time", title="上午代办社保", times=times)


def take(card, client=None, **changes):
    client = client or Client()
    slot = card.slots.first()
    sent = {"slot": slot.pk if slot else ""} | changes
    answer = client.post(f"/wall/{card.pk}/take", sent, headers=ZH)
    return client, answer


def code_of(client) -> str:
    return client.get("/wall/receipt", headers=ZH).context["code"]


def test_open_cards_stand_on_the_wall_by_list_area_field_and_words():
    market.put_up(title="缺一间下棋的屋子", tags=("elderly",))
    market.put_up("unit_resource", title="会议室可借")

    everything = read("/wall/")

    assert "缺一间下棋的屋子" in everything
    assert "会议室可借" in everything
    for asked in ({"kind": "need"}, {"tag": "elderly"}, {"q": "下棋"}):
        found = read("/wall/", **asked)
        assert ("下棋的屋子" in found, "会议室可借" in found) == (True, False)
    assert "下棋的屋子" in read("/wall/", area="9001")
    assert "这里没有待认领的" in read("/wall/", area="90010201")
    assert Client().get("/wall/?area=nowhere").status_code == 404


def test_what_is_not_read_by_a_second_person_stands_nowhere():
    wish = market.put_up("wish", title="想要一副老花镜")

    assert "老花镜" not in read("/wall/")
    assert Client().get(f"/wall/{wish.pk}/").status_code == 404
    assert Client().post(f"/wall/{wish.pk}/take").status_code == 404


def test_bodies_are_named_and_people_are_numbers():
    card = market.put_up(amount=3, title="三张桌子")
    market.held(card)
    market.held(card, market.LEADER)

    page = read(f"/wall/{card.pk}/")

    assert f"认领 {market.body().name}、志愿者 1 人" in page
    assert market.account(market.LEADER).name not in page
    assert "怎么参加" in page


def test_what_came_true_stays_on_the_wall_with_its_outcome():
    card = market.put_up()
    claim = market.held(card)
    now = timezone.now()
    report_claim(claim.pk, "腾出了二楼东屋", actor=market.actor(market.OFFICE), now=now)
    confirm_claim(claim.pk, confirmed=True, actor=market.actor(market.CLERK), now=now)

    assert "近 90 天实现的 缺一间下棋的屋子 腾出了二楼东屋" in read("/wall/")
    assert "腾出了二楼东屋" in read(f"/wall/{card.pk}/")


def test_a_time_is_booked_with_a_code_that_is_shown_once():
    card = counter(places=2)

    client, answer = take(card)

    assert (answer.status_code, answer["Location"]) == (302, "/wall/receipt")
    slip = read("/wall/receipt", client)
    code = code_of(client)
    assert "已预约成功" in slip
    assert code in slip
    assert "2 个位子还剩 1 个" in read(f"/wall/{card.pk}/")
    assert Client().get("/wall/receipt")["Location"] == "/wall/place/"
    assert claim_of_code(code).state == "held"


def test_who_comes_too_late_waits_and_gets_what_is_given_back():
    card = counter()
    first, _answer = take(card)
    second, _answer = take(card)
    assert "您在排队" in read("/wall/receipt", second)
    code = code_of(first)

    found = Client().post("/wall/place/", {"code": code.lower()}, headers=ZH)
    given = Client().post(found["Location"], headers=ZH, follow=True)

    assert "已退回" in words_of(given.content.decode())
    assert claim_of_code(code_of(second)).state == "held"
    assert "已预约成功" in read("/wall/receipt", second)
    again = Client().post(f"/wall/place/{code}", headers=ZH, follow=True)
    assert "状态已经变了" in words_of(again.content.decode())
    assert Claim.objects.filter(state="released").count() == 1


def test_the_same_form_sent_twice_is_one_place():
    card, form = counter(places=5), "11111111-1111-4111-8111-111111111111"
    client = Client()

    for _each in range(2):
        take(card, client, form=form)

    assert Claim.objects.count() == 1
    assert code_of(client)


def test_wrong_codes_are_refused_and_counted():
    client = Client(REMOTE_ADDR="192.0.2.9")

    answers = [
        client.post("/wall/place/", {"code": f"000-000-{number:03}"}, headers=ZH).status_code
        for number in range(31)
    ]

    assert (answers[0], answers[29], answers[30]) == (404, 404, 429)
    assert Client().get("/wall/place/000-000-000").status_code == 404


def test_one_address_does_not_take_all_places(monkeypatch):
    monkeypatch.setattr("yiwang.portals.wall.taking.MOST_AN_HOUR", 1)
    card, client = counter(places=9), Client(REMOTE_ADDR="192.0.2.10")
    take(card, client)

    _client, answer = take(card, client)

    assert answer.status_code == 429
    assert Claim.objects.count() == 1


def test_residents_are_told_how_to_join_where_bodies_take_on():
    card = market.put_up(organization_id=market.body().pk)

    _client, answer = take(card)

    assert answer.status_code == 422
    assert "由单位和志愿者认领" in words_of(answer.content.decode())
    assert Claim.objects.count() == 0


def test_anybody_joins_a_task_and_reads_the_answer_with_the_code():
    card = market.put_up("place_task", title="清理楼道", amount=5)
    client, _answer = take(card)
    code = code_of(client)
    asked = read("/wall/receipt", client)

    claim = claim_of_code(code)
    decide_claim(claim.pk, accepted=True, actor=market.actor(market.CLERK), now=timezone.now())

    assert "您已报名，等答复" in asked
    assert "已认领" in read(f"/wall/place/{code}")


def test_projects_stand_on_the_list_of_their_year():
    this = timezone.localdate().year
    project = market.put_up("project", title="楼道焕新", year=this, budget=12345)
    market.held(project)

    page = read("/wall/projects/", year=this)

    assert f"{this} 年项目清单" in page
    assert f"认领 {market.body().name} 预算 12,345.00 元" in page
    assert "这张清单上还没有项目" in read("/wall/projects/", year=1999)


def test_lines_of_activities_are_named_with_how_many_they_have():
    for title in ("第一读", "第二读"):
        market.put_up("activity", title=title, series="夜读")

    wall, line = read("/wall/"), read("/wall/", series="夜读")

    assert "活动品牌一览 夜读 2" in wall
    assert "只列出属于“夜读”的。" in line
    assert "活动品牌一览" not in line


def test_the_wall_costs_the_same_however_long(django_assert_max_num_queries):
    for number in range(3):
        market.held(market.put_up(title=f"缺口{number}"))

    with django_assert_max_num_queries(16):
        read("/wall/")


def test_the_public_table_withholds_few_people():
    card = market.put_up(amount=3, title="三张桌子")
    market.held(card)
    market.held(card, market.LEADER)

    document = Client().get("/wall/cards.json", headers=ZH).json()
    text = Client().get("/wall/cards.csv").content.decode("utf-8-sig")

    (row,) = document["rows"]
    assert (row["title"], row["bodies"], row["people"]) == ("三张桌子", market.body().name, "")
    assert "三张桌子" in text
    assert document["rules"] == ["人数少于 10 的不公布。"]
