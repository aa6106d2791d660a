"""The records of a case as sentences."""

import pytest
from django.utils import translation

from yiwang.work.cases.actions.reveal_contact import reveal_contact
from yiwang.work.cases.queries import timeline
from yiwang.work.cases.sentences import SENTENCES
from yiwang.work.workflows.acts import ACTS


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_every_act_has_its_sentence():
    assert {f"cases.case.{act.past}" for act in ACTS.values()} <= set(SENTENCES)


@pytest.mark.mechanism("JMS-65")
def test_the_reporter_reads_who_did_what_and_no_name(answered, act, actor_of, now):
    _answer, case = answered(contact="13812341234")
    act(case, "rate", grade=5)

    told = timeline(case.pk, "reporter")

    assert [event.name.rpartition(".")[2] for event in told] == [
        "reported",
        "settled",
        "verified",
        "answered",
        "rated",
    ]
    assert told[0].sentence == f"Reported. The number is {case.number}."
    assert told[2].who == "河口镇 · 指挥中心 · 核查员"
    assert told[4].sentence == "The reporter rated it: Very satisfied."
    assert {event.person for event in told} == {""}


def test_staff_read_names_and_reasons(report, act, actor_of, now):
    _answer, case = report(contact="13812341234")
    act(case, "decline", by="clerk.90010101", reason="不属于社区", text="请拨打 12345。")

    declined = timeline(case.pk, "staff")[-1]
    told = timeline(case.pk, "reporter")[-1]

    assert (declined.reason, told.reason) == ("不属于社区", "")
    assert declined.person != ""


def test_the_reporter_reads_why_the_contact_was_looked_at(report, actor_of, now):
    _answer, case = report(contact="13812341234")
    reveal_contact(case.pk, "约上门时间", actor=actor_of("clerk.90010101"), now=now)

    told = timeline(case.pk, "reporter")[-1]

    assert (told.sentence, told.reason) == ("The reporter's contact was looked at.", "约上门时间")
