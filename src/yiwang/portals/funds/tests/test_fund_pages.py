"""A fund at the desk and before everybody: founded, given to, paid from, mistakes entered back."""

import csv
import io
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.exchange.models import Fund, FundEntry
from yiwang.work.exchange.tests import market
from yiwang.work.exchange.tests.market import CLERK, OFFICE, READER

pytestmark = pytest.mark.django_db
ZH = {"Accept-Language": "zh-hans"}
OF = "/desk/funds/of/linjiang/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The market of the tests opens today: pages know no other day."""
    monkeypatch.setattr(market, "NOW", timezone.localtime(timezone.now()))


def found(username=CLERK, **changes):
    sent = {
        "code": "linjiang",
        "name": "临江社区基金",
        "purpose": "社区微项目",
        "organization": "ZD-90010101",
        "area": "90010101",
        "opened_on": timezone.localdate().isoformat(),
    }
    return client_of(username).post("/desk/funds/new", sent | changes, headers=ZH)


def enter(does, username=CLERK, **changes):
    sent = {"form": str(uuid.uuid4()), "on": timezone.localdate().isoformat(), "words": "冬季募捐"}
    return client_of(username).post(OF + does, sent | changes, headers=ZH)


def decide(username, do, **fields):
    entry = FundEntry.objects.filter(kind="grant").latest("pk")
    address = f"/desk/funds/lines/{entry.pk}/decide"
    return client_of(username).post(address, {"do": do, **fields}, headers=ZH)


def read(address="/funds/linjiang/") -> str:
    return words_of(Client().get(address, headers=ZH).content.decode())


def test_a_fund_is_founded_given_to_and_paid_from_in_public():
    assert found().status_code == 302
    project = market.put_up("project", title="楼道焕新")

    enter("gift", amount="12,345.60", outside="某某公司")
    enter("gift", amount="100")
    asked = enter("grant", amount="3000", card=project.pk, words="刷楼道")
    silent = decide(READER, "decline")
    approved = decide(READER, "approve")
    enter("back", amount="500", card=project.pk, words="没用完")

    assert (asked.status_code, silent.status_code, approved.status_code) == (302, 422, 302)
    page = read()
    assert "9,945.60 元，基金现有 12,445.60 元，收到捐赠 2,500.00 元，拨给项目" in page
    assert "某某公司 12,345.60 元 个人（不写名字） 100.00 元" in page
    assert "拨款 · 刷楼道" in page
    assert "临江社区基金" in read("/funds/")
    assert "基金拨款 2,500.00 元" in read(f"/wall/{project.pk}/")


def test_nobody_approves_what_they_asked_for():
    found()
    project = market.put_up("project", title="楼道焕新")
    enter("gift", amount="9000")
    enter("grant", READER, amount="3000", card=project.pk)

    refused = decide(READER, "approve")

    assert refused.status_code == 403
    assert "9,000.00" in read()
    assert "要由第二个人来批" in words_of(client_of(READER).get(OF).content.decode())


def test_a_form_that_fails_keeps_what_was_typed():
    found()

    answer = enter("gift", amount="一百", words="", outside="某某公司")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="一百"' in page
    assert 'value="某某公司"' in page
    assert "金额请写成数字" in page
    assert FundEntry.objects.count() == 0


def test_a_mistake_is_struck_through_with_its_reason():
    found()
    enter("gift", amount="1000")
    line = FundEntry.objects.get()
    address = f"/desk/funds/lines/{line.pk}/undo"

    form = client_of(CLERK).get(address, headers=ZH)
    silent = client_of(CLERK).post(address, {"words": ""}, headers=ZH)
    sent = {"words": "多写了一个零", "form": str(uuid.uuid4())}
    undone = client_of(CLERK).post(address, sent, headers=ZH)

    assert "冲回这一笔" in form.content.decode()
    assert (silent.status_code, undone.status_code) == (422, 302)
    assert "已冲回： 多写了一个零" in read()
    assert "<s>" in Client().get("/funds/linjiang/").content.decode()
    assert Fund.objects.get().balance == 0


def test_the_ledger_is_taken_along_as_csv_and_json():
    found()
    enter("gift", amount="1000", donor="ZJ-9001")

    text = Client().get("/funds/linjiang/ledger.csv").content.decode("utf-8-sig")
    document = Client().get("/funds/linjiang/ledger.json").json()

    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["yuan"], row["kind"], row["donor"]) == ("1000.00", "gift", market.body().name)
    assert (document["balance"], document["given"]) == ("1000.00", "1000.00")
    assert len(document["rows"]) == 1


def test_who_keeps_no_fund_enters_nothing():
    found()

    answers = [
        found(OFFICE, code="other").status_code,
        enter("gift", OFFICE, amount="1").status_code,
        client_of(OFFICE).get(OF).status_code,
        client_of(OFFICE).get("/desk/funds/").status_code,
        Client().get("/funds/none/").status_code,
    ]

    assert answers == [403, 403, 403, 200, 404]
    assert (Fund.objects.count(), FundEntry.objects.count()) == (1, 0)


def test_a_fund_is_founded_once_and_with_words_that_can_be_used():
    found()

    again = found()
    nowhere = found(code="other", area="nowhere")
    worded = found(code="a b", name="", purpose="找 13812345678")

    assert "换一个" in words_of(again.content.decode())
    assert (again.status_code, nowhere.status_code, worded.status_code) == (422, 422, 422)
    assert sorted(worded.context["faults"]) == ["code", "name", "purpose"]
    assert Fund.objects.count() == 1


def test_an_amount_that_cannot_be_read_is_told_with_all_else():
    found()
    wrong = {"amount": "三百", "words": "", "on": "2199-01-01"}

    gift = enter("gift", outside="x" * 121, **wrong)
    grant = enter("grant", card="0", **wrong)
    fund = found(code="x y", name="", purpose="", opened_on="gestern", area="nirgends")

    assert set(gift.context["faults"]) == {"amount", "words", "on", "outside"}
    assert set(grant.context["faults"]) == {"amount", "words", "on", "card"}
    assert set(fund.context["faults"]) == {"code", "name", "purpose", "opened_on", "area"}
    assert "12,345.60" in str(gift.context["faults"]["amount"])  # what to write instead
    assert [each.status_code for each in (gift, grant, fund)] == [422] * 3
    assert not FundEntry.objects.exists()
