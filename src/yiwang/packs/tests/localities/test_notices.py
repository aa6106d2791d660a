"""What localities make known: on the notice boards of their areas, through the pages of everybody
and of those who write."""

import xml.etree.ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yiwang.insight.notices.models import Notice
from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.packs.tests.moving import Moving
from yiwang.packs.tests.test_figures_of_localities import MONDAY, answered
from yiwang.portals.casework.tests.staging import client_of, jpeg
from yiwang.work.cases.models import Case

ZH = {"Accept-Language": "zh-hans"}


def board(area: str, **query) -> str:
    return words_of(read("/notices/", area=area, **query))


def page_of(title: str) -> str:
    return words_of(read(f"/notices/{Notice.objects.get(title__startswith=title).pk}"))


def written(username: str, kind: str, area: str, title: str, **fields) -> Notice:
    """Through the form, handed on to a second person."""
    client = client_of(username)
    form = {"area": area, "title": title, "text": "请大家看看", "people": "nobody"}
    form |= {"valid_from": timezone.localdate().isoformat(), **fields}
    answer = client.post(f"/desk/notices/new?kind={kind}", form, headers=ZH)
    assert answer.status_code == 302, words_of(answer.content.decode())
    notice = Notice.objects.latest("pk")
    act(username, notice, "submit")
    return notice


def act(username: str, notice: Notice, do: str, **fields):
    answer = client_of(username).post(
        f"/desk/notices/{notice.pk}/act", {"do": do, **fields}, headers=ZH
    )
    notice.refresh_from_db()
    return answer


@pytest.mark.mechanism("RZ-31")
def test_runzhou_publishes_when_the_door_is_open(enter):
    enter("runzhou")

    assert "书记在家门口" in board("321111001")
    page = page_of("书记在家门口")
    assert "每周三 15:00–17:30" in page
    assert "各社区党群服务中心一楼" in page
    assert "网格长 每周五 18:30–20:00" in page
    assert "书记在家门口" not in board("321111002")  # another street


@pytest.mark.mechanism("RZ-54")
def test_runzhou_publishes_its_82_projects(enter):
    enter("runzhou")

    page = page_of("暖“新”项目清单")
    listed = Client().get("/notices/feed.json").json()["notices"]

    assert "01 宝塔路骑手歇脚点 宝塔路街道牵头；等人认领" in page.replace("\u3000", " ")
    assert "82 " in page.replace("\u3000", " ")
    [projects] = [each for each in listed if each["kind"] == "projects"]
    assert len(projects["items"]) == 82


@pytest.mark.mechanism("SG-27", "SG-75")
def test_songgang_links_what_is_published_elsewhere_and_plans_its_column(enter):
    enter("songgang")

    links = read(f"/notices/{Notice.objects.get(title__startswith='街道融媒体平台').pk}")
    column = page_of("文化专栏编排")

    assert 'href="https://video.example.cn/songgang" rel="noopener' in links
    assert "外部链接" in words_of(links)
    assert "第一期：老墟的巷子 3月刊出" in column
    assert "第四期：一条街的一年 12月刊出" in column


@pytest.mark.mechanism("SG-76")
def test_songgang_types_in_views_with_their_source(enter):
    enter("songgang")
    writer, second = "dongfang.clerk", "songgang.supervisor"
    line = "视频播放次数 | 12345 | 2026-10-31 | 平台后台月报"

    notice = written(writer, "channel", "440306024001", "十月播放量", views=line)
    act(second, notice, "publish")

    page = page_of("十月播放量")
    assert "视频播放次数 12345 2026-10-31 平台后台月报" in page
    assert "社区受理员填写" in page
    assert "不是本系统统计的" in page
    refused = client_of(writer).post(
        "/desk/notices/new?kind=channel",
        {"area": "440306024001", "title": "没有出处", "text": "播放量", "people": "nobody"}
        | {"valid_from": "2026-11-01", "views": "播放次数 | 很多"},
        headers=ZH,
    )
    assert refused.status_code == 422
    assert "每行写成：统计什么 | 数字 | 日期 | 出处" in words_of(refused.content.decode())


@pytest.mark.mechanism("SG-36")
def test_songgang_records_its_honours(enter):
    enter("songgang")

    assert "街道获得的荣誉" in board("440306024", kind="honour")
    assert "社会治理创新类全国奖项" in page_of("街道获得的荣誉")


@pytest.mark.mechanism("SG-88")
def test_songgang_lists_small_works_and_everybody_comments(enter):
    enter("songgang")
    notice = Notice.objects.get(title__startswith="东方社区零星工程公开")
    address = f"/notices/{notice.pk}"
    assert "东方一路人行道修补 4.6万元" in page_of("东方社区零星工程公开")

    sent = Client().post(address, {"text": "人行道去年才补过，为什么又补？"}, headers=ZH)

    assert sent.status_code == 302
    assert "去年才补过" not in words_of(read(address))  # nobody has read it yet
    assert "还有 1 条意见没有答复" in words_of(read(address))
    comment = notice.comments.get()
    who = "songgang.supervisor"
    assert "去年才补过" in words_of(read("/desk/notices", who))
    client_of(who).post(
        f"/desk/notices/comments/{comment.pk}",
        {"answer": "补的是另一段，图附后", "show": "1"},
        headers=ZH,
    )
    page = words_of(read(address))
    assert "人行道去年才补过" in page
    assert "补的是另一段，图附后" in page


@pytest.mark.mechanism("XH-61")
def test_xinhua_shows_a_place_before_and_after(enter):
    enter("xinhua")
    writer, second = "panyu.clerk", "xinhua.supervisor"
    form = read("/desk/notices/new?kind=before_after", writer)
    assert form.count("data-cover") >= 2  # faces are covered before pictures are sent

    pictures = {
        name: SimpleUploadedFile(f"{name}.jpg", jpeg(), "image/jpeg")
        for name in ("before", "after")
    }
    notice = written(writer, "before_after", "310105004001", "弄堂口的花坛", **pictures)
    assert Client().get(f"/notices/photos/{notice.pictures[0]['id']}").status_code == 404
    act(second, notice, "publish")

    page = read(f"/notices/{notice.pk}")
    before, after = page.index(">做之前<"), page.index(">做之后<")
    assert before < after
    assert [each["purpose"] for each in notice.pictures] == ["before", "after"]
    for each in notice.pictures:
        assert Client().get(f"/notices/photos/{each['id']}/small").status_code == 200


@pytest.mark.mechanism("YH-36")
def test_yuhang_has_pages_of_stories_and_activities(enter):
    enter("yuhang")

    stories = board("330110009", kind="story")
    assert "老街的油纸伞" in stories
    assert "骨 三年以上的竹子" in page_of("老街的油纸伞")
    assert "每月第二个周六 9:30–11:00" in page_of("糊伞面")
    feed = ET.fromstring(Client().get("/notices/areas/base/330110009.xml").content)
    assert any("油纸伞" in each.text for each in feed.iter("title"))


@pytest.mark.mechanism("XH-64")
def test_xinhua_honours_who_works_in_the_lanes_only_if_they_like(enter):
    enter("xinhua")
    writer, second, area = "panyu.clerk", "xinhua.supervisor", "310105004001"
    form = {
        "area": area,
        "title": "弄堂里的当家人",
        "text": "十年没换过手机号",
        "items": "2026年 | 加装扶手",
    }
    form |= {"valid_from": timezone.localdate().isoformat(), "people": "nobody"}

    refused = client_of(writer).post("/desk/notices/new?kind=recognition", form, headers=ZH)
    assert refused.status_code == 422
    assert "每个人都同意了才写" in words_of(refused.content.decode())

    notice = written(writer, "recognition", area, "弄堂里的当家人", people="agreed")
    assert "弄堂里的当家人" not in board(area)  # a second person reads it first
    act(second, notice, "publish")
    assert "小巷总理" in board(area, kind="recognition")
    assert "写到的人都同意公开，随时可以请" in page_of("弄堂里的当家人")

    act(writer, notice, "withdraw", reason="本人不想再放了")
    page = words_of(read(f"/notices/{notice.pk}"))
    assert "弄堂里的当家人" not in page + board(area)
    assert "本人不想再放了" in page


@pytest.mark.mechanism("ZQ-84")
def test_zhuanqiao_lists_what_was_done_from_matters_that_were_solved(enter):
    enter("zhuanqiao")
    solved = answered("310112103022", "housing.corridor", "own", 5)
    unsolved = Moving("310112103022", "housing.corridor", "还没有人来", at=MONDAY)
    fresh = answered("310112103022", "housing.corridor", "own", 5, at=timezone.now())
    numbers = [Case.objects.get(pk=each.case_id).number for each in (solved, unsolved, fresh)]
    writer, second, area = "junlian.clerk", "zhuanqiao.supervisor", "310112103022"
    form = {"area": area, "title": "九月办的实事", "text": "居民提的，办完的", "people": "nobody"}
    form |= {"valid_from": timezone.localdate().isoformat()}
    for number in numbers[1:]:  # not solved; solved less than a week ago
        lines = {"matters": f"{numbers[0]} | 楼道清了\n{number} | 也清了"}
        refused = client_of(writer).post(
            "/desk/notices/new?kind=campaign", {**form, **lines}, headers=ZH
        )
        assert refused.status_code == 422
        assert f"没有编号为 {number}" in words_of(refused.content.decode())

    notice = written(writer, "campaign", area, "九月办的实事", matters=f"{numbers[0]} | 楼道清了")
    act(second, notice, "publish")

    assert "我为群众办实事" in board(area, kind="campaign")
    assert "楼道清了" in page_of("九月办的实事")
    assert "9月7日办结" in page_of("九月办的实事")
    assert numbers[0] not in page_of("九月办的实事")

    Case.objects.filter(pk=solved.case_id).update(is_open=True, closed_at=None)
    assert "又打开了，正在办" in page_of("九月办的实事")


@pytest.mark.mechanism("JMS-59")
def test_jiamusi_opens_its_hall_with_an_agenda_before_and_minutes_after(enter):
    enter("jiamusi")
    writer, second, area = "yongan.clerk", "qianjin.supervisor", "230804007001"
    agenda = written(
        *(writer, "session", area, "十二月阳光议事厅"),
        when="12月5日 14:00",
        place="社区二楼议事厅，谁都可以来",
        items="楼前停车位怎么划 | 物业、居民、社区三方到场\n活动室开放时间",
    )
    act(second, agenda, "publish")

    assert "阳光议事厅" in board(area, kind="session")
    page = page_of("十二月阳光议事厅")
    assert "12月5日 14:00" in page
    assert "楼前停车位怎么划 物业、居民、社区三方到场" in page
    said = Client().post(f"/notices/{agenda.pk}", {"text": "我去不了，支持划线"}, headers=ZH)
    assert said.status_code == 302

    minutes = written(
        *(writer, "session", area, "十二月议事纪要"),
        items="停车位 | 划二十二个，月底前完成",
        follows=str(agenda.pk),
    )
    assert "十二月议事纪要" not in page_of("十二月阳光议事厅")
    act(second, minutes, "publish")

    assert "后续 十二月议事纪要" in page_of("十二月阳光议事厅")
    assert "接着 十二月阳光议事厅" in page_of("十二月议事纪要")
    assert "划二十二个，月底前完成" in page_of("十二月议事纪要")
