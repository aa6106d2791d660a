"""The notice board of testland: written by one, published by another, read by everybody."""

import uuid
import xml.etree.ElementTree as ET
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests.doors.stage import CLERK

from yiwang.foundation.records.queries import history_of
from yiwang.insight.notices.models import Comment, Notice
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import client_of

pytestmark = pytest.mark.django_db
ZH = {"Accept-Language": "zh-hans"}
SECOND, THIRD, ABROAD = "supervisor.9001", "supervisor.90", "clerk.90020101"
HERE = "90010101"


def form(**changes) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    sent = {"area": HERE, "title": "周五停水", "text": "晚上十一点起停水", "people": "nobody"}
    return sent | {"valid_from": today} | changes


def sent(username: str = CLERK, kind: str = "announcement", **changes):
    return client_of(username).post(f"/desk/notices/new?kind={kind}", form(**changes), headers=ZH)


def written(username: str = CLERK, kind: str = "announcement", **changes) -> Notice:
    answer = sent(username, kind, **changes)
    assert answer.status_code == 302, words_of(answer.content.decode())
    return Notice.objects.latest("pk")


def act(username: str, notice: Notice, do: str, **fields):
    address = f"/desk/notices/{notice.pk}/act"
    answer = client_of(username).post(address, {"do": do, **fields}, headers=ZH)
    notice.refresh_from_db()
    return answer


def published(**changes) -> Notice:
    notice = written(**changes)
    act(CLERK, notice, "submit")
    assert act(SECOND, notice, "publish").status_code == 302
    return notice


def read(path: str, **query) -> str:
    return words_of(Client().get(path, query, headers=ZH).content.decode())


def story(notice: Notice) -> list[str]:
    return [each.name.rpartition(".")[2] for each in history_of(("notices.notice", notice.pk))]


def test_a_notice_is_read_by_a_second_person_before_everybody_does():
    notice = written()
    assert "周五停水" not in read("/notices/")
    act(CLERK, notice, "submit")
    assert act(CLERK, notice, "publish").status_code == 403

    act(SECOND, notice, "publish")

    assert notice.state == "published"
    assert "周五停水" in read("/notices/")
    assert "晚上十一点起停水" in read(f"/notices/{notice.pk}")
    assert story(notice) == ["written", "submitted", "published"]


def test_nobody_publishes_what_they_wrote_with_whatever_power():
    notice = written(SECOND)
    act(SECOND, notice, "submit")

    answer = act(SECOND, notice, "publish")

    assert (answer.status_code, notice.state) == (403, "submitted")
    assert "要由第二个人先看过" in words_of(answer.content.decode())
    writer = Notice.objects.get(pk=notice.pk).written_by_id
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            state="published", published_at=timezone.now(), published_by=writer
        )
    act(THIRD, notice, "publish")
    assert notice.state == "published"


def test_it_goes_back_with_a_reason_and_comes_again():
    notice = written()
    act(CLERK, notice, "submit")
    assert act(SECOND, notice, "return").status_code == 422

    act(SECOND, notice, "return", reason="没写到几点")

    assert notice.state == "draft"
    assert "没写到几点" in words_of(
        client_of(CLERK).get(f"/desk/notices/{notice.pk}").content.decode()
    )
    changed = client_of(CLERK).post(
        f"/desk/notices/{notice.pk}/change", form(text="晚上十一点到早上五点停水"), headers=ZH
    )
    assert changed.status_code == 302
    act(CLERK, notice, "submit")
    act(SECOND, notice, "publish")
    assert "早上五点" in read(f"/notices/{notice.pk}")


def test_taken_back_the_text_is_gone_and_the_reason_stays():
    notice = published()
    assert act(CLERK, notice, "withdraw").status_code == 422

    act(CLERK, notice, "withdraw", reason="检修改期")

    page = read(f"/notices/{notice.pk}")
    assert "检修改期" in page
    assert "晚上十一点" not in page
    assert "周五停水" not in page
    assert "周五停水" not in read("/notices/")
    assert story(notice)[-1] == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "请联系 13812345678"}, "请删去电话、身份证号和卡号"),
        ({"title": "找１３８ 1234 5678"}, "请删去电话、身份证号和卡号"),
        ({"title": ""}, "请写一个标题"),
        ({"people": ""}, "有没有写到具体的人"),
        ({"valid_until": "2020-01-01"}, "最后一天在第一天之前"),
        ({"valid_from": "明天"}, "请把日期写成"),
        ({"area": "99"}, "没有叫这个名字的区域"),
        ({"links": "看这里 | javascript:alert(1)"}, "标题 | https://地址"),
        ({"area": "90020101"}, "不为这个区域写公告"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(changes, said):
    answer = sent(**changes)

    assert answer.status_code == 422
    assert said in words_of(answer.content.decode())
    assert Notice.objects.count() == 0


def test_a_board_has_the_notices_of_its_area_and_of_those_above():
    published(title="社区的事")
    higher = written(SECOND, area="9001", title="县里的事")
    act(SECOND, higher, "submit")
    act(THIRD, higher, "publish")

    here, sister, above = (
        read("/notices/", area=code) for code in ("9001010101", "900102", "9001")
    )

    assert "社区的事" in here
    assert "县里的事" in here
    assert "社区的事" not in sister
    assert "县里的事" in sister
    assert "社区的事" not in above
    assert "社区的事" in read("/notices/", area="9001", below="1")
    assert "县里的事" in read("/notices/", q="县里")
    assert "社区的事" not in read("/notices/", q="县里")


def test_what_is_over_is_shown_to_who_asks():
    notice = published()
    day = timezone.localdate() - timedelta(days=1)
    Notice.objects.filter(pk=notice.pk).update(valid_from=day, valid_until=day)

    assert "周五停水" not in read("/notices/")
    assert "周五停水" in read("/notices/", past="1")
    assert "过期" in read(f"/notices/{notice.pk}")


def test_feeds_are_rss_and_json_by_area():
    published(title="<停水> & 停电")

    answer = Client().get(f"/notices/areas/base/{HERE}.xml")
    root = ET.fromstring(answer.content)

    assert answer["Content-Type"].startswith("application/rss+xml")
    assert (root.tag, root.attrib["version"]) == ("rss", "2.0")
    channel = root.find("channel")
    assert {"title", "link", "description"} <= {each.tag for each in channel}
    [item] = channel.findall("item")
    assert item.findtext("title") == "<停水> & 停电"
    assert item.findtext("link").endswith(f"/notices/{Notice.objects.get().pk}")
    assert item.findtext("guid") == item.findtext("link")
    assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
    assert ET.fromstring(Client().get("/notices/feed.xml").content).find("channel/item") is not None
    listed = Client().get(f"/notices/areas/base/{HERE}.json").json()
    assert [each["title"] for each in listed["notices"]] == ["<停水> & 停电"]
    assert Client().get("/notices/areas/base/900201.json").json()["notices"] == []
    assert Client().get("/notices/areas/none/1.xml").status_code == 404


def test_readers_of_feeds_find_what_they_need():
    """RSS 2.0 with what aggregators ask for: where it is, what changed, which item is which."""
    first = published(title="先来的", text="宽 <5 米\n请绕行\x0b")
    second = published(title="后来的")
    address = f"/notices/areas/base/{HERE}.xml"

    answer = Client().get(address, headers=ZH)
    channel = ET.fromstring(answer.content).find("channel")

    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own.attrib == {"rel": "self", "href": f"http://testserver{address}"}
    assert channel.findtext("link") == f"http://testserver/notices/?area={HERE}&net=base"
    assert channel.findtext("language") == "zh-cn"
    assert (channel.findtext("title"), channel.findtext("ttl")) == ("临江社区公告栏", "60")
    items = channel.findall("item")
    assert [each.findtext("title") for each in items] == ["后来的", "先来的"]
    assert [each.findtext("guid") for each in items] == [
        f"http://testserver/notices/{each.pk}" for each in (second, first)
    ]
    assert {each.find("guid").get("isPermaLink") for each in items} == {"true"}
    days = [parsedate_to_datetime(each.findtext("pubDate")) for each in items]
    told = [each.published_at.replace(microsecond=0) for each in (second, first)]
    assert days == told
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == max(days)
    assert items[1].findtext("description") == "<p>宽 &lt;5 米<br>请绕行</p>"
    for each in items:  # guids are addresses that answer
        assert Client().get(each.findtext("guid")).status_code == 200


def test_a_feed_that_has_not_changed_is_not_sent_again():
    published()
    first = Client().get("/notices/feed.xml")

    again = Client().get("/notices/feed.xml", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    published(title="新的")
    changed = Client().get("/notices/feed.xml", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_a_feed_in_english_says_so():
    channel = ET.fromstring(
        Client().get("/notices/feed.xml", headers={"Accept-Language": "en"}).content
    )

    assert channel.findtext("channel/language") == "en"


def test_comments_are_read_by_a_person_and_answered():
    notice = published(kind="small_works", title="修路")
    address, form_id = f"/notices/{notice.pk}", uuid.uuid4()
    for _ in range(2):
        Client().post(address, {"text": "太贵了", "form": form_id}, headers=ZH)
    comment = Comment.objects.get()  # sent twice, kept once
    answer = f"/desk/notices/comments/{comment.pk}"

    assert client_of(ABROAD).post(answer, {"answer": "好"}).status_code == 404
    assert client_of(CLERK).post(answer, {"answer": "好"}).status_code == 403
    assert client_of(SECOND).post(answer, {"answer": ""}, headers=ZH).status_code == 422
    client_of(SECOND).post(answer, {"answer": "三家报过价"}, headers=ZH)

    page = read(address)
    assert "三家报过价" in page
    assert "太贵了" not in page  # its words are kept in
    assert client_of(SECOND).post(answer, {"answer": "再答"}).status_code == 409
    assert [each.name for each in history_of(("notices.notice", notice.pk))][-2:] == [
        "notices.comment.received",
        "notices.comment.answered",
    ]


def test_comments_are_refused_with_numbers_and_where_the_kind_takes_none():
    works, plain = published(kind="small_works"), published()

    number = Client().post(f"/notices/{works.pk}", {"text": "打 13812345678"}, headers=ZH)
    none = Client().post(f"/notices/{plain.pk}", {"text": "停多久"}, headers=ZH)

    assert (number.status_code, none.status_code) == (422, 409)
    assert Comment.objects.count() == 0


def test_strangers_write_and_read_nothing_at_the_desk():
    notice = written()

    assert sent("zj.9001").status_code == 403
    assert client_of(ABROAD).get(f"/desk/notices/{notice.pk}").status_code == 404
    assert act(ABROAD, notice, "submit").status_code == 404
    assert Client().get(f"/notices/{notice.pk}").status_code == 404


def test_the_board_asks_a_fixed_number_of_queries(django_assert_max_num_queries):
    for number in range(12):
        published(title=f"第{number}件事")

    with django_assert_max_num_queries(14):
        Client().get("/notices/", {"area": HERE})
