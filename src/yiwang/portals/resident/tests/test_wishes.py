"""A wish that was put on the list: how it stands by the code, and the word of thanks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import NotFound
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.reports import Report
from yiwang.work.exchange.actions.thank import thank
from yiwang.work.exchange.queries.claims import claim_of_code
from yiwang.work.exchange.tests import market
from yiwang.work.exchange.writing import Time

pytestmark = pytest.mark.django_db
ZH = {"Accept-Language": "zh-hans"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The market of the tests opens today: pages know no other day."""
    monkeypatch.setattr(market, "NOW", timezone.localtime(timezone.now()))


@pytest.fixture
def wish():
    """A matter, and the code of its reporter."""
    report = Report("想要一副老花镜", area_code="9001010101")
    made = report_case(report, actor=REPORTER, now=timezone.now())
    return Case.objects.get(pk=made.case_id), made.tracking_code


def read(code) -> str:
    return words_of(Client().get(f"/c/{code}", headers=ZH).content.decode())


def say(code, words, client=None):
    return (client or Client()).post(f"/c/{code}/thanks", {"thanks": words}, headers=ZH)


def test_its_reporter_reads_how_the_wish_stands_and_thanks_once(wish):
    case, code = wish
    before = read(code)
    card = market.put_up(title="想要一副老花镜", run_id=case.run_id)
    put_up = read(code)
    market.done(card)
    came_true = read(code)

    refused = say(code, "谢谢，打 13812345678 找我")
    said = say(code, "谢谢，看得清了")

    card.refresh_from_db()
    assert "心愿清单" not in before
    assert "已放上心愿清单，还没有人认领" in put_up
    assert "已放上心愿清单，已实现" in came_true
    assert (refused.status_code, said.status_code) == (422, 302)
    assert card.thanks == "谢谢，看得清了"
    assert "谢谢，看得清了" in read(code)
    assert "谢谢，看得清了" not in words_of(Client().get(f"/wall/{card.pk}/").content.decode())
    say(code, "再谢")
    card.refresh_from_db()
    assert card.thanks == "谢谢，看得清了"
    assert market.recorded()[-1] == "exchange.card.thanked"


def test_nobody_thanks_for_what_has_not_come_true(wish):
    case, _code = wish
    card = market.put_up(title="想要一副老花镜", run_id=case.run_id)

    with pytest.raises(NotFound):
        thank(case.run_id, "谢谢", now=timezone.now())
    say("000-000-000", "谢谢")

    card.refresh_from_db()
    assert card.thanks == ""


def test_the_code_of_a_place_is_read_kindly_in_the_field_of_reports():
    begins = timezone.now() + timedelta(days=1)
    times = (Time(begins, begins + timedelta(hours=2), 1),)
    card = market.put_up("counter_time", title="代办社保", times=times)
    client = Client()
    client.post(f"/wall/{card.pk}/take", {"slot": card.slots.get().pk}, headers=ZH)
    code = client.get("/wall/receipt").context["code"]

    answer = Client().post("/follow", {"code": code.lower()})

    assert answer["Location"] == f"/wall/place/{code}"
    assert claim_of_code(code).state == "held"
