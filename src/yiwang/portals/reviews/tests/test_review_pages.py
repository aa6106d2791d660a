"""The pages of reviews, as people use them."""

import re
from datetime import timedelta
from decimal import Decimal
from html import escape

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from yiwang.foundation.periods import span_before
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.reviews.actions.load_scheme import load_scheme
from yiwang.insight.reviews.models import Asked, Objection, Reviewed, Round, Slip, Tallied
from yiwang.insight.reviews.queries.rounds import Share
from yiwang.insight.reviews.schemes import draft_of, latest_of, scheme_by_key
from yiwang.insight.reviews.tests.schemes import BOTH_WAYS, CARD, DOUBLE, UPWARD, duties
from yiwang.portals.casework.tests.staging import (
    DISPATCHER,
    act,
    actor,
    dispatched,
    photo,
    task_of,
)
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.subjects import Inputs

pytestmark = pytest.mark.django_db
TIMED = """
key = "timed"
kind = "scorecard"
name = "按期办结"
effective_from = 2026-01-01
cadence = "quarter"

[subjects]
kinds = ["department"]

[[lines]]
key = "on_time"
name = "按期办结率"
source = "indicator:department_on_time_rate"
weight = 100
"""
REPORTED = UPWARD.replace('key = "upward"', 'key = "yearly"\nhas_report = true').replace(
    "[reviewers]", "[reviewers]\nis_anonymous = false\nleast = 1"
)


@pytest.fixture
def at():
    """`at("clerk.90010101")` is a signed-in member of staff; `at(None)` is anybody."""

    def come(username):
        client = Client()
        if username:
            client.force_login(get_user_model().objects.get(username=username))
        return client

    return come


def open_by_page(client, source):
    """A round of the last quarter, opened on the page; its id."""
    load_scheme(source, actor=SYSTEM, now=timezone.now())
    key = re.search(r'key = "(\w+)"', source)[1]
    span = span_before(timezone.localdate(), "quarter")
    answer = client.post("/desk/reviews/rounds", {"period": f"{key}/{span.since.isoformat()}"})
    assert answer.status_code == 302, answer.content.decode()
    return Round.objects.get(scheme__key=key).pk


def asked_of(client, code):
    """The address of the form about a body, from the list of the reader."""
    page = client.get("/desk/reviews").content.decode()
    ids = {int(found) for found in re.findall(r"/desk/reviews/give/(\d+)", page)}
    row = Asked.objects.get(pk__in=ids, reviewed__organization__code=code)
    return f"/desk/reviews/give/{row.pk}"


def test_a_round_from_opening_to_result(at):
    chief = at("supervisor.90")
    round_id = open_by_page(chief, UPWARD)
    asked = list(Asked.objects.filter(reviewed__organization__code="ZJ-9001")[:5])
    for row in asked:
        client = at(row.appointment.account.username)
        address = asked_of(client, "ZJ-9001")
        missing = client.post(address, {"q-response": "4"})
        assert missing.status_code == 422
        assert "吹哨后是否到场：请选择一项" in missing.content.decode()
        sent = {"q-response": "4", "q-comes": "1", "q-more": "来得很快"}
        assert client.post(address, sent).status_code == 302
        assert "已经" in client.post(address, sent, follow=True).content.decode()
    page = chief.get(f"/desk/reviews/rounds/{round_id}").content.decode()
    assert f"5/{Asked.objects.filter(reviewed=asked[0].reviewed).count()}" in page
    assert chief.post(f"/desk/reviews/rounds/{round_id}", {"remind": "1"}).status_code == 302
    assert chief.post(f"/desk/reviews/rounds/{round_id}", {"remind": "1"}).status_code == 409
    assert "83.3" not in chief.get(f"/desk/reviews/results/{asked[0].reviewed_id}").content.decode()

    assert chief.post(f"/desk/reviews/rounds/{round_id}", {"close": "1"}).status_code == 302

    shown = at("zj.9001").get(f"/desk/reviews/results/{asked[0].reviewed_id}").content.decode()
    assert "83.3" in shown
    assert shown.count("来得很快") == 5
    for username in ("sw.9001", "clerk.90010101", "zj.9002"):
        address = f"/desk/reviews/results/{asked[0].reviewed_id}"
        assert at(username).get(address).status_code == 404


def test_the_body_appeals_on_its_page_and_sees_the_decision(at):
    chief = at("supervisor.90")
    round_id = open_by_page(chief, BOTH_WAYS)
    body = at("dispatcher.900101")
    row = Reviewed.objects.get(organization__code="ZX-900101")
    office = at("zj.9001")
    office.post(asked_of(office, "ZX-900101"), {"q-response": "2", "q-comes": "0"})
    chief.post(f"/desk/reviews/rounds/{round_id}", {"close": "1"})
    address = f"/desk/reviews/results/{row.pk}"
    assert body.post(f"{address}/object", {"reason": ""}).status_code == 422
    assert body.post(f"{address}/object", {"reason": "当期无此事项"}).status_code == 302
    objection = Objection.objects.get()
    assert f"{address}/object" not in body.get(address).content.decode()
    again = body.post(f"{address}/object", {"reason": "再说一次"}, follow=True)
    assert "已有人提出" in again.content.decode()
    assert Objection.objects.count() == 1

    assert body.post(f"/desk/reviews/objections/{objection.pk}", {}).status_code == 403
    county = at("supervisor.9001")
    assert "当期无此事项" in county.get("/desk/reviews/objections").content.decode()
    decision = {"grant": "1", "why": "核查属实"}
    assert county.post(f"/desk/reviews/objections/{objection.pk}", decision).status_code == 302

    shown = body.get(address).content.decode()
    assert "核查属实" in shown
    assert county.get("/desk/reviews/objections").content.decode().count("当期无此事项") == 0


CONFIRMED = """
[duty]
register_key = "grid_duties"
confirmed_by = "county_supervisor"
weight = 1
"""


@pytest.mark.parametrize("confirmed", [True, False])
def test_who_confirmed_a_duty_of_a_body_does_not_decide_its_appeal(at, confirmed):
    duties()
    round_id = open_by_page(at("supervisor.90"), BOTH_WAYS + CONFIRMED)
    row = Reviewed.objects.get(organization__code="ZX-900101")
    body, county, address = (
        at("dispatcher.900101"),
        at("supervisor.9001"),
        f"/desk/reviews/results/{row.pk}",
    )
    body.post(f"{address}/duties", {"done-visit": "yes", "evidence-visit": "走访12次"})
    if confirmed:
        county.post(f"{address}/confirm", {"entry": "visit", "confirm": "1"})
    page = at("supervisor.90").get(f"/desk/reviews/rounds/{round_id}").content.decode()
    assert ("还没确认" in page) is not confirmed
    at("supervisor.90").post(f"/desk/reviews/rounds/{round_id}", {"close": "1"})
    body.post(f"{address}/object", {"reason": "当期无此事项"})
    decision = {"grant": "1", "why": "核查属实"}

    assert (
        "当期无此事项" in county.get("/desk/reviews/objections").content.decode()
    ) is not confirmed
    answer = county.post(f"/desk/reviews/objections/{Objection.objects.get().pk}", decision)
    assert answer.status_code == (403 if confirmed else 302)


def test_a_report_is_questioned_answered_and_rated(at):
    chief = at("supervisor.90")
    open_by_page(chief, REPORTED)
    office, clerk = at("zj.9001"), at("clerk.90010101")
    row = Reviewed.objects.get(organization__code="ZJ-9001")
    report = f"/desk/reviews/results/{row.pk}/report"
    assert clerk.get(report).status_code == 404
    assert office.post(report, {"report": ""}).status_code == 422
    assert office.post(report, {"report": "本季办结 120 件。"}).status_code == 302
    form = asked_of(clerk, "ZJ-9001")
    assert "本季办结 120 件。" in clerk.get(form).content.decode()
    assert clerk.post(f"{form}/question", {"question": "退回的为何增多？"}).status_code == 302
    question = row.report.questions.get()
    answer = {"number": question.pk, "answer": "新增三类事项，清单未定。"}
    assert office.post(f"/desk/reviews/results/{row.pk}/answer", answer).status_code == 302

    assert "新增三类事项" in clerk.get(form).content.decode()
    assert clerk.post(form, {"q-response": "4", "q-comes": "1"}).status_code == 302


def test_duties_are_reported_and_confirmed_on_their_page(at):
    duties()
    open_by_page(at("supervisor.90"), DOUBLE)
    holder, above = at("grid.9001010101"), at("clerk.90010101")
    row = Reviewed.objects.get(appointment__account__username="grid.9001010101")
    address = f"/desk/reviews/results/{row.pk}/duties"
    assert address in holder.get("/desk/reviews").content.decode()
    assert holder.post(address, {"done-visit": "yes"}).status_code == 422
    sent = {"done-visit": "yes", "evidence-visit": "走访12次", "done-drill": "no"}
    assert holder.post(address, sent).status_code == 302

    assert address in above.get("/desk/reviews").content.decode()
    confirm = f"/desk/reviews/results/{row.pk}/confirm"
    assert above.post(confirm, {"entry": "visit", "refuse": "1"}).status_code == 422
    assert above.post(confirm, {"entry": "visit", "confirm": "1"}).status_code == 302
    assert "走访12次" in holder.get(address).content.decode()
    assert row.duties.get(key="visit").is_confirmed is True


def test_residents_answer_from_the_page_of_their_area_once_a_form(at):
    duties()
    open_by_page(at("supervisor.90"), DOUBLE)
    row = Reviewed.objects.get(appointment__account__username="grid.9001010101")
    anybody, address = at(None), f"/satisfaction/{row.pk}"
    area = anybody.get("/areas/base/9001010101").content.decode()
    assert address in area
    page = anybody.get(address).content.decode()
    assert row.appointment.account.name not in page
    form = re.search(r'name="form" value="([^"]+)"', page)[1]

    assert anybody.post(address, {"form": form}).status_code == 422
    assert anybody.post(address, {"form": "forged", "q-satisfied": "5"}).status_code == 422
    assert "谢谢" in anybody.post(address, {"form": form, "q-satisfied": "5"}).content.decode()
    anybody.post(address, {"form": form, "q-satisfied": "1"})

    given = Tallied.objects.filter(reviewed=row, number__gt=0)
    assert list(given.values_list("value", "number")) == [(5, 1)]
    assert anybody.cookies.get("sessionid") is None


def test_slips_are_printed_once_and_answer_once(at):
    source = UPWARD.replace('key = "upward"', 'key = "survey"').replace(
        'kinds = ["department"]', 'levels = ["community"]'
    )
    survey = (
        source[: source.index("[reviewers]")]
        + "[residents]\nby_slip = true\n"
        + source[source.index("\n[[questions]]") :]
    )
    chief = at("supervisor.90")
    open_by_page(chief, survey)
    row = Reviewed.objects.get(area__code="90010101")
    answer = chief.post(f"/desk/reviews/slips/{row.pk}", {"number": "3"}).content.decode()
    words = re.findall(r"review-slip\">(\w+)<", answer)
    assert len(words) == len(set(words)) == Slip.objects.count() == 3
    assert chief.post(f"/desk/reviews/slips/{row.pk}", {"number": "501"}).status_code == 422

    anybody, sent = at(None), {"q-response": "4", "q-comes": "1"}
    address = f"/satisfaction/{row.pk}"
    assert anybody.post(address, sent).status_code == 422
    assert anybody.post(address, {**sent, "slip": "NOSUCH"}).status_code == 422
    assert anybody.post(address, {**sent, "slip": words[0].lower()}).status_code == 200
    anybody.post(address, {**sent, "slip": words[0]})
    assert Slip.objects.filter(is_used=True).count() == 1
    assert sum(Tallied.objects.filter(question="comes").values_list("number", flat=True)) == 1


def test_weights_are_drafted_and_published_by_the_tenant(at):
    load_scheme(CARD, actor=SYSTEM, now=timezone.now())
    chief, address = at("supervisor.90"), "/desk/reviews/schemes/town_card/draft"
    scheme = scheme_by_key("town_card")
    seen = latest_of(scheme).digest
    assert at("supervisor.9001").get(address).status_code == 403
    sent = {"seen": seen, "name": "部门考核", "weight-upward": "70", "weight-accidents": "30"}
    wrong = chief.post(address, {**sent, "weight-upward": "很多"})
    assert wrong.status_code == 422
    assert chief.post(address, sent).status_code == 302
    assert chief.post(address, sent).status_code == 422  # it was overtaken by the draft itself
    draft = draft_of(scheme)
    assert "weight = 70" in draft.source
    assert 'key = "upward"' in draft.source

    today = timezone.localdate()
    publish = "/desk/reviews/schemes/town_card/publish"
    early = {"seen": draft.digest, "on": (today - timedelta(days=1)).isoformat()}
    assert chief.post(publish, early).status_code == 422
    assert chief.post(publish, {**early, "on": today.isoformat()}).status_code == 302
    assert latest_of(scheme).number == 2
    assert "部门考核" in chief.get("/desk/reviews/schemes/town_card").content.decode()


def test_a_question_is_added_and_struck_out_on_the_form(at):
    load_scheme(UPWARD, actor=SYSTEM, now=timezone.now())
    chief, address = at("supervisor.90"), "/desk/reviews/schemes/upward/draft"
    scheme = scheme_by_key("upward")
    seen = latest_of(scheme).digest
    added = {"seen": seen, "add": "1", "new-words": "是否愿意再吹哨？", "new-kind": "yes_no"}
    assert chief.post(address, added).status_code == 302
    assert "是否愿意再吹哨？" in draft_of(scheme).source
    struck = {"seen": draft_of(scheme).digest, "strike": "comes"}
    assert chief.post(address, struck).status_code == 302

    assert 'key = "comes"' not in draft_of(scheme).source


def test_a_card_is_filled_locked_and_compared_on_pages(at):
    load_scheme(CARD, actor=SYSTEM, now=timezone.now())
    chief, county = at("supervisor.90"), at("supervisor.9001")
    since = span_before(timezone.localdate(), "quarter").since.isoformat()
    card = "/desk/scorecards/town_card/organization/ZJ-9001"
    given = {"line": "accidents", "since": since, "value": "4", "source": "统计月报"}
    assert county.post(f"{card}/type", {**given, "value": "四"}).status_code == 422
    assert county.post(f"{card}/type", given).status_code == 302
    assert at("zj.9001").post(f"{card}/type", given).status_code == 403
    page = county.get(f"{card}?since={since}").content.decode()
    assert "(40 × 60.0) ÷ 40 = 60.0" in page
    assert "统计月报" in page
    assert chief.post("/desk/scorecards/town_card/lock", {"since": since}).status_code == 302
    assert county.post(f"{card}/type", {**given, "value": "1"}).status_code == 409

    compared = county.get("/desk/scorecards/town_card?line=accidents").content.decode()
    assert "ZJ-9001" in compared
    assert at("sw.9001").get(card).status_code == 404
    own = at("zj.9001")
    objection = {"line": "accidents", "since": since, "reason": "一起不属本局"}
    assert own.post(f"{card}/object", objection).status_code == 302
    assert "一起不属本局" in own.get(f"{card}?since={since}").content.decode()


def test_the_numbers_of_a_line_open_the_cases_they_count(at):
    load_scheme(TIMED, actor=SYSTEM, now=timezone.now())
    case = dispatched("ZJ-9001")
    act(case, "zj.9001", "acknowledge")
    act(
        case,
        "zj.9001",
        "ask_extension",
        reason_code="materials",
        reason="泵要订货",
        value=Decimal(2),
    )
    approval = task_of(case, "approver")
    perform(approval, "grant", Inputs(), actor=actor(DISPATCHER), now=timezone.now())
    act(case, "zj.9001", "finish", text="修好了", photos=(photo(),))
    seal_pending(timezone.now())
    keep_up(timezone.now())
    county = at("supervisor.9001")

    card = county.get("/desk/scorecards/timed/organization/ZJ-9001")

    [line] = card.context["lines"]
    found = [(line["line"].numerator, line["numerator"])]
    found += [(number, link) for _word, number, link in line["beside"]]
    assert len(found) == 3
    for number, link in found:
        assert f'<a href="{escape(link)}">{number}</a>' in card.content.decode()
        rows = county.get(link).context["listed"].rows
        assert len(rows) == int(number), link


@pytest.mark.parametrize(
    ("asked", "answered", "percent"),
    [(0, 0, None), (3196, 10, "0.3"), (3196, 3190, "99.8"), (53, 10, "19"), (8, 8, "100")],
)
def test_a_share_is_never_rounded_to_nobody_or_everybody(asked, answered, percent):
    assert Share(asked, answered).percent == (percent and Decimal(percent))


def test_no_page_ranks_a_person(at):
    """Places stand on the pages of scorecards only, and those are of bodies and areas."""
    duties()
    open_by_page(at("supervisor.90"), DOUBLE)
    for username in ("supervisor.90", "clerk.90010101", "grid.9001010101"):
        text = at(username).get("/desk/reviews").content.decode()
        assert "名次" not in text
        assert "排名" not in text
    assert at("supervisor.90").get("/desk/scorecards/double").status_code == 404
