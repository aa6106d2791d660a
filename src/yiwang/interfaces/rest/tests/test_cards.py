"""Cards and funds at the REST door: read by everybody, taken on by token."""

import pytest
from django.utils import timezone

from yiwang.work.exchange.models import Claim, Fund
from yiwang.work.exchange.tests import market

CLERK, OFFICE, STRANGER = market.CLERK, market.OFFICE, market.STRANGER


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The market of the tests opens today: programs know no other day."""
    monkeypatch.setattr(market, "NOW", timezone.localtime(timezone.now()))


def test_open_cards_are_read_without_a_token(client, db):
    card = market.put_up(tags=("elderly",))
    market.put_up("wish", title="还没有人看过")
    market.held(card)

    (listed,) = client.get("/api/v1/cards?area=9001&list=need&field=elderly").json()
    one = client.get(f"/api/v1/cards/{card.pk}").json()

    assert listed == one
    assert (one["title"], one["free"], one["bodies"]) == (card.title, 0, [market.body().name])
    assert client.get("/api/v1/cards?page=2").json() == []
    assert client.get("/api/v1/cards?over=true").json() == []
    assert client.get("/api/v1/cards/0").status_code == 404


def test_a_card_is_taken_on_reported_and_confirmed_under_keys(post, token_of):
    card = market.put_up(amount=5)
    office, clerk = token_of(OFFICE), token_of(CLERK)
    body = {"organization": "ZJ-9001", "amount": 5}

    first, again = (
        post(f"/api/v1/cards/{card.pk}/claims", body, token=office, key="k") for _ in range(2)
    )
    claim = first.json()["id"]
    market.decide_claim(claim, accepted=True, actor=market.actor(CLERK), now=market.NOW)
    address = f"/api/v1/claims/{claim}"
    reports = [
        post(f"{address}/report", {"report": "做好了"}, token=office, key="r").status_code
        for _ in range(2)
    ]
    strange = post(f"{address}/confirm", {}, token=office)
    done, repeated = (post(f"{address}/confirm", {}, token=clerk, key="c") for _ in range(2))
    without = post(f"{address}/confirm", {}, token=clerk)

    assert (first.status_code, again.json()["id"], Claim.objects.count()) == (201, claim, 1)
    assert reports == [200, 200]
    assert strange.status_code == 403
    assert (done.json()["state"], repeated.json()["state"]) == ("confirmed", "confirmed")
    assert without.status_code == 409


def test_without_a_token_nothing_is_taken_on(post):
    card = market.put_up()

    answer = post(f"/api/v1/cards/{card.pk}/claims", {"organization": "ZJ-9001"})

    assert (answer.status_code, Claim.objects.count()) == (401, 0)


def test_what_cannot_be_taken_on_is_said_field_by_field(post, token_of):
    card = market.put_up(amount=2)
    office = token_of(OFFICE)
    address = f"/api/v1/cards/{card.pk}/claims"

    too_many = post(address, {"organization": "ZJ-9001", "amount": 3}, token=office)
    nobody = post(address, {"organization": "none"}, token=office)
    stranger = post(address, {"organization": "ZJ-9001"}, token=token_of(STRANGER))

    assert (too_many.status_code, too_many.json()["errors"][0]["field"]) == (422, "amount")
    assert nobody.status_code == 422
    assert stranger.status_code == 403


def test_the_ledger_of_a_fund_is_read_line_by_line(client, db):
    fund = Fund.objects.create(
        code="linjiang",
        name="临江社区基金",
        purpose="社区微项目",
        organization=market.body("ZD-90010101"),
        area=market.area(),
        opened_on=market.NOW.date(),
    )
    fund.entries.create(
        kind="gift",
        amount="100.50",
        on=market.NOW.date(),
        words="募捐",
        donor_outside="某某公司",
        form="11111111-1111-4111-8111-111111111111",
        entered_at=market.NOW,
        entered_as="受理员",
    )

    (shown,) = client.get("/api/v1/funds").json()
    (line,) = client.get("/api/v1/funds/linjiang/ledger").json()

    assert (shown["code"], shown["balance"]) == ("linjiang", "100.50")
    assert (line["signed"], line["donor"], line["kind"]) == ("100.50", "某某公司", "gift")
    assert client.get("/api/v1/funds/none/ledger").status_code == 404
