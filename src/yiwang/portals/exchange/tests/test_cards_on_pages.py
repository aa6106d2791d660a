"""Cards on their pages: put up, read first, taken on, reported, confirmed; and what is refused."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from yiwang.foundation.records.models import Record
from yiwang.portals.exchange.tests.shop import (
    act,
    card_up,
    claim_on,
    evening,
    get,
    post,
    put_up,
    take,
    words,
    working_hours,
)
from yiwang.work.exchange.models import Card, Claim
from yiwang.work.exchange.tests.market import CLERK, LEADER, OFFICE, READER, STRANGER, body

pytestmark = pytest.mark.django_db


def test_a_member_unit_takes_a_need_on_until_it_is_fulfilled():
    card = card_up()
    claim = claim_on(card, part="二楼东屋")

    waiting = words(get(CLERK, "mine/"))
    act(CLERK, claim, "accept")
    act(OFFICE, claim, "report", report="腾出了二楼东屋", hours="2.5")
    act(CLERK, claim, "confirm")

    card.refresh_from_db()
    assert "等我决定的" in waiting
    assert (card.state, claim.state, str(claim.hours)) == ("fulfilled", "confirmed", "2.5")
    shown = words(get(OFFICE, f"{card.pk}/"))
    assert "腾出了二楼东屋" in shown
    assert "做好了，已经确认" in shown
    assert card.title in words(get(OFFICE, "mine/"))


def test_a_form_that_fails_keeps_everything_that_was_typed():
    typed = {
        "title": "找王阿姨 13812345678",
        "text": "两层楼",
        "place": "居委会旁",
    }

    answer = put_up(**typed, tags=["elderly"], closes_on="昨天")
    page = answer.content.decode()

    assert (answer.status_code, Card.objects.count()) == (422, 0)
    assert all(said in page for said in ("找王阿姨 13812345678", "两层楼", "居委会旁"))
    assert 'value="elderly" checked' in page


def test_times_in_working_hours_are_refused_with_the_sentence():
    answer = put_up(kind="service_post", title="陪老人下棋", **working_hours())

    assert answer.status_code == 422
    assert "工作时间" in words(answer)
    assert 'value="09:00"' in answer.content.decode()


def test_more_times_are_asked_for_without_losing_what_was_typed():
    answer = put_up(kind="service_post", **evening(), more="1")

    page = answer.content.decode()
    assert (answer.status_code, Card.objects.count()) == (200, 0)
    assert (page.count('name="t-day"'), 'value="19:00"' in page) == (4, True)


def test_the_same_time_in_the_weeks_that_follow():
    card = card_up(kind="place_task", title="清楼道", **evening(), weeks="3")

    assert card.slots.count() == 4


def test_a_wish_is_read_by_a_second_person():
    wish = card_up(kind="wish", title="想要一副老花镜")
    own = words(get(CLERK, f"{wish.pk}/"))

    refused = post(CLERK, f"{wish.pk}/read", do="show")
    silent = post(READER, f"{wish.pk}/read", do="decline")
    seen = words(get(READER, "", waiting="1"))
    post(READER, f"{wish.pk}/read", do="show")

    wish.refresh_from_db()
    assert "要等第二个人审看" in own
    assert (refused.status_code, silent.status_code) == (403, 422)
    assert "想要一副老花镜" in seen
    assert wish.state == "open"


def test_who_waits_moves_up_when_a_place_is_given_back():
    card = card_up()
    first, second = claim_on(card), claim_on(card, LEADER)
    waiting = second.state

    silent = act(OFFICE, first, "release")
    act(OFFICE, first, "release", reason="人手不够")

    second.refresh_from_db()
    assert (waiting, silent.status_code) == ("waiting", 422)
    assert (first.state, second.state) == ("released", "asked")


def test_what_is_wrong_with_a_claim_is_said_beside_its_field():
    card = card_up(amount="3")

    nobody = take(card, who="")
    many = take(card, amount="9")
    letters = take(card, amount="许多")
    unknown = take(card, CLERK, who="told", body="没有这个单位")

    assert [each.status_code for each in (nobody, many, letters)] == [422] * 3
    assert unknown.status_code == 422
    assert 'value="9"' in many.content.decode()
    assert Claim.objects.count() == 0


def test_the_clerk_enters_what_a_body_said_on_the_telephone():
    card = card_up()

    answer = take(card, CLERK, who="told", body=body().code)

    assert answer.status_code == 302
    assert Claim.objects.get().organization == body()


def test_a_need_is_met_with_an_offer_or_both_become_a_project():
    need = card_up(tags=["venue"])
    offer = card_up(
        kind="unit_resource", title="会议室可借", tags=["venue"], organization="ZJ-9001"
    )

    page = get(CLERK, f"{need.pk}/", offer=offer.pk)
    made = put_up(kind="project", query=f"&need={need.pk}&offer={offer.pk}", year="2026")
    claim = claim_on(need, offer=str(offer.pk))

    project = Card.objects.get(kind__key="project")
    assert "会议室可借" in words(page)
    assert 'value="told" checked' in page.content.decode()
    assert made.status_code == 302
    assert (project.need, project.offer, claim.offer) == (need, offer, offer)
    assert project.title in words(get(CLERK, f"{need.pk}/"))


def test_only_what_is_possible_for_this_reader_is_offered():
    card = card_up()
    claim = claim_on(card)
    address = f"/exchange/claims/{claim.pk}/"

    clerk, office, leader = (
        get(name, f"{card.pk}/").content.decode() for name in (CLERK, OFFICE, LEADER)
    )

    assert address + "accept" in clerk
    assert address + "release" in office
    assert address + "accept" not in office
    assert address not in leader
    assert get(STRANGER, f"{card.pk}/").status_code == 200
    assert act(STRANGER, claim, "accept").status_code == 403
    assert act(OFFICE, claim, "accept").status_code == 403
    assert act(CLERK, claim, "nonsense").status_code == 404


def test_a_card_is_ended_with_what_came_of_it_or_taken_back():
    card, mistake = card_up(), card_up(title="写错了")
    claim = claim_on(mistake)

    early = post(CLERK, f"{card.pk}/end", do="fulfilled", outcome="都好了")
    post(CLERK, f"{card.pk}/end", do="ended", outcome="没有单位认领")
    post(CLERK, f"{mistake.pk}/end", do="withdraw", reason="写错了社区")

    card.refresh_from_db()
    claim.refresh_from_db()
    assert (early.status_code, card.state, claim.state) == (422, "ended", "released")
    assert "写错了社区" in words(get(OFFICE, f"{mistake.pk}/"))


def test_the_board_is_narrowed_and_counts_each_list():
    card_up(title="要下棋的屋子")
    claim_on(card_up(title="要一台轮椅"))

    page = words(get(CLERK, ""))

    assert "开放 2 · 有人认领 1 · 已实现 0" in page
    assert "轮椅" not in words(get(CLERK, "", q="下棋"))
    assert "轮椅" not in words(get(CLERK, "", side="offer"))
    assert "没有符合的" in words(get(CLERK, "", q="没有的字"))
    assert get(CLERK, "", area="没有的地方").status_code == 422


def test_the_board_goes_on_by_key():
    for number in range(31):
        card_up(title=f"缺口{number:02}")

    first = get(CLERK, "")
    second = get(CLERK, "", after=first.context["next_after"])

    assert len(first.context["rows"]) == 30
    assert [each.card.title for each, _place in second.context["rows"]] == ["缺口00"]
    assert get(CLERK, "", after="9" * 30).status_code == 200


def test_the_list_is_taken_along_as_a_workbook_and_recorded():
    card_up()

    answer = post(CLERK, "export", side="need")
    sheet = load_workbook(BytesIO(answer.content)).active
    none = post(OFFICE, "export", side="need")

    assert sheet["D2"].value == "缺一间下棋的屋子"
    assert Record.objects.filter(name="exchange.cards.exported").count() == 1
    assert none.status_code == 302


def test_nobody_puts_up_what_is_not_theirs():
    assert put_up(STRANGER).status_code == 422
    assert put_up(LEADER).status_code == 403
    assert Card.objects.count() == 0
