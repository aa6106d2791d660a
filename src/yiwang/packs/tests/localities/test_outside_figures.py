"""Figures from outside and the ledger of burden in the localities, typed in and read on pages."""

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.queries import ids_by_code

SONGGANG, RUNZHOU, JIAMUSI = "440306024", "321111", "230800"
COMMITTEE = "310112103022"


def typed(username, series, value, source, area="", first="2025-01-01", last="2025-12-31", **also):
    sent = {
        "series": series,
        "area": area,
        "organization": "",
        "first": first,
        "last": last,
        "value": value,
        "source": source,
        "reason": "",
    }
    answer = client_of(username).post("/desk/admin/statistics/new", sent | also)
    assert answer.status_code == 302, words_of(answer.content.decode())


def shown(username, series="", **query):
    path = f"/desk/statistics/{series}" if series else "/desk/statistics"
    return words_of(read(path, username, **query))


@pytest.mark.mechanism("SG-35", "SG-64", "SG-76")
def test_songgang_types_in_accidents_alarms_and_videos_with_their_source(enter):
    enter("songgang")
    who, quarter = "songgang.supervisor", {"first": "2026-07-01", "last": "2026-09-30"}
    for series, before, after in (
        ("accidents", "21", "14"),
        ("deaths", "2", "1"),
        ("injuries", "19", "11"),
        ("fires", "30", "22"),
    ):
        typed(who, series, before, "应急办 年报", SONGGANG, "2024-01-01", "2024-12-31")
        typed(who, series, after, "应急办 年报", SONGGANG)
    for first, last, value in (("04-01", "06-30", "410"), ("07-01", "09-30", "380")):
        typed(who, "police_alarms", value, "派出所 季报", SONGGANG, f"2026-{first}", f"2026-{last}")
    typed(who, "police_alarms", "450", "派出所 季报", SONGGANG, "2025-07-01", "2025-09-30")
    typed(who, "videos", "912", "宣传办 后台截图", SONGGANG, **quarter)
    typed(who, "video_plays", "980000000", "宣传办 后台截图", SONGGANG, **quarter)

    page = shown(who, area=SONGGANG)
    assert "都是人工填报的" in page
    assert "生产安全事故起数 2025年 14 起 -7 (-33.3%) -7 (-33.3%)" in page
    for name, change in (
        ("事故死亡人数", "-50%"),
        ("事故受伤人数", "-42.1%"),
        ("火灾事故宗数", "-26.7%"),
    ):
        assert change in page.partition(name)[2][:80]
    assert "来源： 应急办 年报" in page
    assert "912 条" in page
    assert "980000000 次" in page
    alarms = shown(who, "police_alarms", area=SONGGANG)
    assert "380 -30 (-7.3%) -70 (-15.6%)" in alarms


@pytest.mark.mechanism("RZ-30", "RZ-41")
def test_runzhou_counts_visits_of_a_venue_and_its_workforce_as_sums(enter):
    enter("runzhou")
    who = "runzhou.supervisor"
    venue = "SQ-321111003013"
    typed(who, "venue_visits", "1260", "门口计数器", organization=venue)
    day = {"first": "2025-12-31", "last": "2025-12-31"}
    for series, value in (
        ("workers", "428"),
        ("workers_mean_age", "38"),
        ("workers_with_college", "89"),
    ):
        typed(who, series, value, "民政局 社工统计", RUNZHOU, **day)
    typed(who, "workers_honoured", "105", "民政局 社工统计", RUNZHOU)

    assert "阵地接待人次 2025年 1260 人次" in shown(who, body=venue)
    page = shown(who, area=RUNZHOU)
    for said in ("428 人", "38 岁", "89 %", "105 人次"):
        assert said in page


@pytest.mark.mechanism("JMS-46")
def test_jiamusi_types_in_how_many_found_work_and_were_trained(enter):
    enter("jiamusi")
    who = "jiamusi.supervisor"
    typed(who, "employed", "3000", "驻大连流动党委 台账", JIAMUSI)
    typed(who, "trained", "600", "驻大连流动党委 台账", JIAMUSI)

    page = shown(who, area=JIAMUSI)
    assert "帮助就业人数 2025年 3000 人" in page
    assert "培训人数 2025年 600 人" in page


@pytest.mark.mechanism("ZQ-53")
def test_zhuanqiao_keeps_a_ledger_of_what_is_demanded_of_communities(enter):
    enter("zhuanqiao")
    who, clerk, body = "zhuanqiao.supervisor", "junlian.clerk", f"JW-{COMMITTEE}"
    Reported(COMMITTEE, "transport.parking", "车堵住了消防登高面")
    sent = {"body": ids_by_code()[body], "asked_on": timezone.localdate().isoformat()}

    for form, title, asker, kind in (
        ("form", "楼道堆物清理登记表", "CG-310112", "housing.corridor"),
        ("report", "拆违情况周报", "区某办", "sanitation.illegal_building"),
    ):
        asked = {**sent, "form": form, "title": title, "asker": asker, "kind": kind}
        said = client_of(clerk).post("/desk/burden/new", asked)
        assert said.status_code == 302, words_of(said.content.decode())

    page = words_of(read("/desk/burden", who))
    sources = page.partition("按要求方")[2].partition("没有准入，已拒绝")[0]
    assert "居民 1 0 0 0 0 0 1" in sources
    assert "0 0 0 1 0 0 1" in sources  # a form of the department
    assert "拆违情况周报 区某办" in page
    assert "执法事项不得派居村" in page
    assert "人均要求数" in page
