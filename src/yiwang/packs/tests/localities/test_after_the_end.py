"""In every locality what was closed can come back: somebody without a part in it calls, or its
reporter says within the time that is given why it is not solved."""

from datetime import datetime, time
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.packs.tests.at_the_doors import Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.cases.actions.draw_call_backs import draw_call_backs
from yiwang.work.cases.lots import month_of, next_month


class Who(NamedTuple):
    """Who settles a thing of this nature, checks it, answers, and calls back."""

    settles: str
    nature: str
    checks: str
    answers: str
    calls: str


LOCALITIES = {
    ("zhuanqiao", "310112103022"): Who(
        "junlian.clerk", "own", "zhuanqiao.verifier", "junlian.clerk", "zhuanqiao.supervisor"
    ),
    ("chongqing", "500120001001001"): Who(
        "biquan.dispatcher",
        "public_affair",
        "biquan.verifier",
        "biquan.dispatcher",
        "bishan.supervisor",
    ),
    ("yuhang", "330110012001001"): Who(
        "cangqian.clerk", "village", "cangqian.verifier", "cangqian.clerk", "yuhang.supervisor"
    ),
    ("runzhou", "321111003013001"): Who(
        "xijin.grid", "grid", "jinshan.verifier", "xijin.worker", "runzhou.supervisor"
    ),
    ("xinhua", "310105004001"): Who(
        "panyu.clerk", "own", "xinhua.verifier", "panyu.clerk", "xinhua.supervisor"
    ),
    ("songgang", "440306024001001"): Who(
        "dongfang.clerk", "here", "songgang.verifier", "dongfang.clerk", "songgang.supervisor"
    ),
    ("general", "P1S1C1X1"): Who(
        "chunxiao.clerk", "community", "hubin.verifier", "chunxiao.clerk", "donghu.supervisor"
    ),
}


@pytest.mark.parametrize(("place", "who"), LOCALITIES.items(), ids=[key for key, _ in LOCALITIES])
def test_what_was_closed_is_called_back_about_and_can_be_taken_up_again(enter, place, who):
    pack, area = place
    enter(pack)
    case = Reported(area, "housing.corridor", "楼道堆了旧家具")
    case.act(who.settles, "settle", type="housing.corridor", nature=who.nature, text="已搬走")
    case.act(who.checks, "pass_check")
    case.act(who.answers, "answer", text="楼道已清空，请您看看")
    says(case, "rate", grade="4")

    draw_the_month()

    assert case.steps_of(who.calls) == ["回访反映人"]
    assert "13812345678" in number_shown_to(who.calls, case)
    assert "其实没有解决" in words_of(read(f"/c/{case.code}"))
    says(case, "reopen_closed", reason="又堆回来了")
    assert case.progress()["state"] == "open"
    assert "又堆回来了" in words_of(read(case.page, who.calls))


def says(case, do, **typed):
    """As the reporter, on the page that the code opens."""
    answer = Client().post(f"/c/{case.code}/act", {"do": do, **typed})
    assert answer.status_code == 302


def number_shown_to(username, case):
    """The page after having said why one needs the number."""
    reveal = reverse("desk_reveal", args=[case.case_id])
    return client_of(username).post(reveal, {"reason": "抽中回访"}, follow=True).content.decode()


def draw_the_month():
    """As the worker does on the first of the next month."""
    month = month_of(timezone.localdate())
    first = timezone.make_aware(datetime.combine(next_month(month), time(8)))
    while draw_call_backs(month, actor=SYSTEM, now=first):
        pass
