"""Chongqing: staff learn to work digitally: courses, help on every page, and practice."""

from datetime import timedelta

import pytest
from django.conf import settings as here
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.practice.actions.begin_practice import Content, begin_practice
from yiwang.packs.demonstration import FOLDER
from yiwang.packs.loader.practice import exercises_in
from yiwang.packs.tests.at_the_doors import Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of

GRID, DISPATCHER, BOARD = "500120001001001", "biquan.dispatcher", "biquan.safety"


@pytest.fixture
def practising(settings):
    """What `yiwang run --practice` sets up once the pack is installed."""

    def begin():
        settings.PRACTICE = True
        content = Content(exercises_in(FOLDER / "chongqing"), [], "yiwang-demo")
        begin_practice(content, actor=SYSTEM, now=timezone.now() - timedelta(seconds=1))

    return begin


def ticked():
    """The steps that are done, as everybody reads them."""
    page = Client().get("/practice/", headers={"Accept-Language": "en"})
    roles = page.context["roles"]
    return {
        step.says.partition(",")[0]
        for role in roles
        for exercise in role.exercises
        for step in exercise.steps
        if step.times
    }


@pytest.mark.mechanism("CQ-22")
def test_staff_are_trained_find_help_and_practise(enter, practising):
    enter("chongqing")

    assert "活动" in words_of(read("/exchange/new/", "biquan.clerk"))  # a course is a card of it
    assert "/help/acting" in read("/help/?q=派遣", DISPATCHER)
    assert "先签收" in words_of(read("/help/acting", BOARD))

    practising()
    assert ticked() == set()
    case = Reported(GRID, "safety.fire_lane")
    given = {"type": "safety.fire_lane", "nature": "public_affair"}
    case.act(DISPATCHER, "dispatch", organizations=["PA-500120001", "GG-500120001"], **given)
    case.act(BOARD, "acknowledge")

    assert ticked() == {
        "Open one in the inbox",  # triaged
        "Open a matter to be dispatched",  # to two offices
        "Open one that was given to you and sign for it.",
    }


@pytest.mark.mechanism("CQ-22")
def test_every_page_of_practice_says_that_nothing_counts(enter, practising):
    enter("chongqing")
    band = "练习：这里做的一切都不算数"
    doors = [
        *(("", "/"), ("", "/practice/"), ("", "/accounts/login/"), ("", "/no/such/page")),
        *((DISPATCHER, "/desk/"), ("biquan.grid", "/work/"), (DISPATCHER, "/desk/admin")),
        *(("bishan.supervisor", "/command"), ("bishan.supervisor", "/practice/start-over")),
    ]
    pages = {door: body(*door) for door in doors}
    assert [door for door, page in pages.items() if band in page] == []

    practising()

    assert [door for door in doors if band not in body(*door)] == []
    assert here.PRACTICE


@pytest.mark.mechanism("CQ-22")
def test_only_who_supervises_or_administers_is_offered_to_start_over(enter, practising):
    enter("chongqing")
    practising()

    assert "/practice/start-over" in read("/practice/", "bishan.supervisor")
    assert "/practice/start-over" not in read("/practice/", DISPATCHER)
    assert client_of(DISPATCHER).post("/practice/start-over").status_code == 403


def body(username, path):
    client = client_of(username) if username else Client()
    return client.get(path, headers={"Accept-Language": "zh-hans"}).content.decode()
