"""Complaining about the software without an account, and reading the answer with the code."""

import uuid
from dataclasses import replace

import pytest
from django.test import Client
from tests.doors.stage import CLERK

from yiwang.foundation.records.queries import history_of
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.complaints.models import Complaint

pytestmark = pytest.mark.django_db
ZH = {"Accept-Language": "zh-hans"}
RUNS_IT = "supervisor.90"
DESK = "/desk/complaints"


def said(answer) -> str:
    return words_of(answer.content.decode())


def test_a_complaint_is_answered_and_read_with_its_code():
    reader = Client(headers=ZH)
    form = reader.get("/about/complaint", headers={"Referer": "http://testserver/figures"})
    assert "/figures" in said(form)

    sent = {"form": uuid.uuid4(), "text": "字太小", "page": "/figures"}
    receipt = reader.post("/about/complaint", sent, follow=True)
    code = receipt.context["code"]
    assert "还没有答复" in said(reader.get(f"/about/complaint/c/{code}"))
    listed = said(client_of(RUNS_IT).get(DESK, headers=ZH))
    assert "字太小" in listed
    assert "/figures" in listed
    complaint = Complaint.objects.get()
    assert code.replace("-", "") not in complaint.tracking_digest

    client_of(RUNS_IT).post(DESK, {"complaint": complaint.pk, "answer": "已加大"}, headers=ZH)

    assert "已加大" in said(Client(headers=ZH).post("/about/complaint/code", {"code": code}))
    assert [each.name for each in history_of(("complaints.complaint", complaint.pk))] == [
        "complaints.complaint.received",
        "complaints.complaint.answered",
    ]
    again = client_of(RUNS_IT).post(DESK, {"complaint": complaint.pk, "answer": "又改"})
    assert again.status_code == 409


def test_sent_twice_it_is_kept_once():
    sent = {"form": uuid.uuid4(), "text": "字太小"}

    for _ in range(2):
        Client().post("/about/complaint", sent)

    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "words"), [("", "请写下哪里不对"), ("打 13812345678", "不需要知道您是谁")]
)
def test_what_cannot_be_used_is_said(text, words):
    answer = Client(headers=ZH).post("/about/complaint", {"text": text})

    assert answer.status_code == 422
    assert words in said(answer)
    assert not Complaint.objects.exists()


def test_only_who_runs_the_software_reads_and_answers():
    Client().post("/about/complaint", {"text": "字太小"})
    number = Complaint.objects.get().pk

    assert client_of(CLERK).get(DESK).status_code == 403
    assert client_of(CLERK).post(DESK, {"complaint": number, "answer": "好"}).status_code == 403
    assert client_of(RUNS_IT).post(DESK, {"complaint": number, "answer": ""}).status_code == 422


def test_a_code_that_opens_nothing_is_answered_so():
    assert Client().get("/about/complaint/c/000-000-000").status_code == 404
    assert Client().post("/about/complaint/code", {"code": "？"}).status_code == 404


def test_what_is_promised_is_what_is_switched_on(settings):
    before = said(Client(headers=ZH).get("/about/does-not"))
    assert "不从别处加载任何东西" in before
    assert "每月结束 7 天后公布" in before

    settings.BASE_MAP = replace(settings.BASE_MAP, origin="https://tiles.example.cn")

    after = said(Client(headers=ZH).get("/about/does-not"))
    assert "tiles.example.cn" in after
    assert "不从别处加载任何东西" not in after
