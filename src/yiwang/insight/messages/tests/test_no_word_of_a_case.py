"""No message says what a case is about: not by its fields, its words, nor in what arrives."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from itertools import product

import pytest
from django.core import mail
from django.db import models
from django.utils import timezone, translation

from yiwang.insight.messages import wording
from yiwang.insight.messages.delivering import deliver
from yiwang.insight.messages.kinds import KINDS, TRIAL
from yiwang.insight.messages.models import Choices, Message
from yiwang.insight.messages.tests.staging import group_of, reach, read_on
from yiwang.insight.messages.wording import Line
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    account_id,
    act,
    client_of,
    reported,
)
from yiwang.work.cases.models import CaseType

SAID = {
    "text": "张建国家的楼道漏水，找王秀英，电话13812345678",
    "place_text": "幸福路88号3单元502",
    "contact": "13812345678",
}
DENIED = ["张建国", "王秀英", "13812345678", "1381234", "幸福路", "88号", "502", "漏水", "吴"]
WORDS_OF_MESSAGES = {"rule", "kind", "about", "number"}  # keys and numbers, never sentences
FILLED = re.compile(r"%\((\w+)\)|\{(\w+)\}")


def test_a_message_has_no_field_for_words():
    texts = {
        field.name
        for field in Message._meta.local_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
    }

    assert texts == WORDS_OF_MESSAGES
    assert {field.name for field in fields(Line)} == {"kind", "number", "due_at", "path"}


@pytest.mark.parametrize("kind", [*KINDS.values(), TRIAL], ids=lambda kind: kind.key)
def test_the_words_of_a_kind_have_no_room_for_anything(kind):
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert FILLED.findall(f"{kind.says}{kind.name}") == []


def test_what_a_sentence_takes_is_a_number_and_a_moment_alone():
    moment = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
    for kind, number, due_at in product(KINDS, ("26000123", ""), (moment, None)):
        line = Line(kind, number, due_at, "/messages/7")
        says = str(KINDS[kind].says)
        rest = wording.sentence(line).removeprefix(says)
        assert re.fullmatch(r"( · 编号 26000123)?( · 2026年9月7日 17:00 前办)?", rest), rest
        for said in (wording.letter([line]), wording.note([line]), wording.short_note([line])):
            assert says in said


@pytest.mark.django_db
@pytest.mark.parametrize("is_secret", [False, True])
def test_nothing_of_a_case_arrives_anywhere(receiver, by_mail, by_sms, is_secret):
    CaseType.objects.filter(key="housing.leak").update(is_confidential=is_secret)
    names = [name for name, _label in CaseType.objects.values_list("name", "key")]
    for username in (CLERK, DISPATCHER):
        reach(username, email=f"{username}@town.example", phone="13900000001")
        Choices.objects.create(
            account_id=account_id(username),
            kinds={kind: ["in_app", "email", "sms"] for kind in KINDS},
            quiet_from=None,
            quiet_until=None,
        )
    group_of(receiver, "wecom")
    case = reported(**SAID)
    read_on()
    case = act(case, CLERK, "whistle", kind="housing.leak", nature="joint")
    read_on()
    act(case, DISPATCHER, "dispatch", organizations=("ZJ-9001",), text="请张建国家看看")
    read_on()
    deliver(timezone.now())

    pages = [client_of(each).get("/messages/") for each in (CLERK, DISPATCHER, "zj.9001")]
    shown = [
        re.sub(r"(?s)<header.*?</header>", "", page.content.decode()) for page in pages
    ]  # whose head names the territory and the reader
    sent = [f"{letter.subject}\n{letter.body}" for letter in mail.outbox]
    arrived = [body for _path, _headers, body in receiver.arrived]
    everything = "\n".join([*shown, *sent, *arrived]).replace("13900000001", "")

    assert len(sent) >= 2
    assert any("/sms" in path for path, _headers, _body in receiver.arrived)
    assert ("/wecom?key=hush" in {path for path, *_rest in receiver.arrived}) is not is_secret
    assert [word for word in [*DENIED, *names] if word in everything] == []
    assert (case.number in everything) is not is_secret
