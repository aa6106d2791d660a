"""Zhuanqiao: a community reads its party, service and management days in one calendar."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.packs.tests.at_the_doors import Reported, read, words_of
from yiwang.packs.tests.localities.test_agreements import agree
from yiwang.portals.casework.tests.staging import client_of

CLERK, TOWN, POLICE = "junlian.clerk", "zhuanqiao.supervisor", "zhuanqiao.police"
COMMITTEE = "310112103022"
DAYS = f"/desk/areas/disposal/{COMMITTEE}/days"


def month(on, username=CLERK, **more):
    return words_of(read(DAYS, username, on=on.isoformat(), **more))


def next_month():
    return (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)


@pytest.mark.mechanism("ZQ-85")
def test_a_community_reads_everything_that_has_a_day_in_one_calendar(enter):
    enter("zhuanqiao")
    legal = Reported(COMMITTEE, "service.legal", "租房合同怎么写")
    parking = Reported(COMMITTEE, "transport.parking", "车堵住了消防登高面")
    quarrel = Reported(COMMITTEE, "neighbours.mediation", "楼上半夜拖家具")
    today, ahead = timezone.localdate(), next_month()

    now = month(today)
    later = month(ahead)

    assert [now.count(case.number) for case in (legal, parking)] >= [1, 1]
    services = month(today, heading="服务")
    assert legal.number in services
    assert parking.number not in services
    assert parking.number in month(today, heading="管理")
    assert "主题党日" in later  # comes back every month
    assert "主题党日" not in month(ahead, heading="管理")
    assert "隐患大排查" in month(ahead, heading="管理")
    assert "新增社区助餐点" in month(date(2026, 12, 1), heading="服务")
    assert "楼上半夜拖家具" not in now
    assert quarrel.number in now  # its clerk works on it; what it says stays on its page


def test_who_does_not_see_a_case_does_not_learn_that_there_is_one(enter):
    enter("zhuanqiao")
    parking = Reported(COMMITTEE, "transport.parking", "车堵住了消防登高面")

    seen = month(timezone.localdate(), POLICE)

    assert parking.number not in seen
    assert "要办的事" not in seen.partition("逐日")[2]


def test_agreements_terms_and_notices_stand_there_and_nothing_confidential_leaves_the_house(
    enter, django_assert_max_num_queries
):
    enter("zhuanqiao")
    parking = Reported(COMMITTEE, "transport.parking", "车堵住了消防登高面")
    quarrel = Reported(COMMITTEE, "neighbours.mediation", "楼上半夜拖家具")
    until = timezone.localdate() + timedelta(days=20)
    does = "派出所：每月一次反诈课；居委：出场地"
    agree(TOWN, f"JW-{COMMITTEE}", "PC-310112103", agreed=does, until=until.isoformat())

    assert does in month(until, heading="党建")
    with django_assert_max_num_queries(45):
        page = client_of(CLERK).get(DAYS, {"on": until.isoformat(), "by": "week"})
    assert page.status_code == 200
    taken = client_of(CLERK).post(f"{DAYS}.ics")
    file = taken.content.decode()
    whole = file.replace("\r\n ", "")

    assert taken["Content-Type"].startswith("text/calendar")
    assert max(len(line.encode()) for line in file.split("\r\n")) <= 75
    assert file.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == whole.count("\r\nUID:")
    assert parking.number in whole
    assert quarrel.number not in whole
    assert "车堵住了消防登高面" not in whole
    assert f"DTSTART;VALUE=DATE:{until:%Y%m%d}" in whole
    assert "主题党日" in whole
    [exported] = Record.objects.filter(name="cases.days.exported")
    assert (exported.data["cases"], exported.subject) == (1, "accounts.account")
