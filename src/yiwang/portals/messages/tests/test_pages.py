"""Messages on pages: the bell and the list, what I chose, and for administrators the ways out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.config.outside import Sms
from yiwang.foundation.records.models import Record
from yiwang.insight.messages.models import Choices, Delivery, Group, Message
from yiwang.insight.messages.tests.staging import ADMINISTRATOR, read_on, told
from yiwang.portals.casework.tests.staging import CLERK, account_id, client_of, dispatched, reported

pytestmark = pytest.mark.django_db
OFFICE, GRID = "zj.9001", "grid.9001010101"
ADMIN = "/desk/admin/messages"
GROUP = {
    "service": "wecom",
    "name": "住建局值班群",
    "robot": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hush-hush",
    "body": "ZJ-9001",
    "kind.task": "on",
    "is_on": "1",
}
CHOSEN = {
    "pace": "daily",
    "daily_at": "09:15",
    "quiet_from": "21:00",
    "quiet_until": "06:30",
    "email": "own@town.example",
    "task.in_app": "on",
    "task.email": "on",
    "late.email": "on",
}


def text_of(username, path, language="zh-CN"):
    answer = client_of(username).get(path, headers={"accept-language": language}, follow=True)
    return answer.content.decode()


def queries_of(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


def test_the_bell_counts_what_is_unread_in_one_statement_on_every_page():
    client = client_of(CLERK)
    before = client.get("/desk/")
    assert before.context["unread"] == 0

    for _each in range(3):
        reported()
    read_on()
    with CaptureQueriesContext(connection) as counted:
        page = client.get("/desk/orders")

    assert page.context["unread"] == 3
    assert len([each for each in counted if "messaging_message" in each["sql"]]) == 1
    assert '<b class="yw-count">3</b>' in page.content.decode()


def test_a_bell_says_99_and_more():
    Message.objects.bulk_create(
        Message(
            position=number,
            rule="task",
            kind="task",
            account_id=account_id(CLERK),
            happened_at=timezone.now(),
        )
        for number in range(1_000_000, 1_000_120)
    )

    assert "99+" in text_of(CLERK, "/desk/")


def test_what_i_was_told_is_listed_with_number_and_time_and_opens_the_case():
    case = reported()
    read_on()

    page = text_of(CLERK, "/messages/")
    assert "来了一件新任务" in page
    assert case.number in page
    assert "前办" in page

    message = Message.objects.get()
    answer = client_of(CLERK).get(f"/messages/{message.pk}")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/cases/{case.pk}/")
    assert Message.objects.get().read_at is not None
    assert "都看过了" in text_of(CLERK, "/messages/?only=unread")


def test_whoever_works_on_a_phone_has_them_there():
    Message.objects.create(
        position=1_000_000,
        rule="task",
        kind="task",
        account_id=account_id(GRID),
        about="case",
        about_id=reported().pk,
        happened_at=timezone.now(),
    )
    client = client_of(GRID)

    page = client.get("/messages/")
    answer = client.get(f"/messages/{Message.objects.get(account=account_id(GRID)).pk}")

    assert "worker/nav.html" in {template.name for template in page.templates}
    assert answer["Location"].startswith("/work/cases/")


def test_all_are_marked_as_read_and_nobody_elses():
    dispatched("ZJ-9001", "SW-9001")
    read_on()

    client_of(OFFICE).post("/messages/read")

    unread = Message.objects.filter(read_at=None)
    assert set(unread.values_list("account__username", flat=True)) == {"sw.9001"}


def test_the_messages_of_others_are_not_there():
    reported()
    read_on()
    message = Message.objects.get()

    assert client_of(OFFICE).get(f"/messages/{message.pk}").status_code == 404
    assert Message.objects.get().read_at is None


def test_a_list_costs_the_same_however_long_it_is():
    client = client_of(CLERK)
    reported()
    read_on()
    one = queries_of(client, "/messages/")
    for _each in range(20):
        reported()
    read_on()

    assert queries_of(client, "/messages/") == one


def test_nobody_sees_when_somebody_reads():
    reported()
    read_on()
    before = Record.objects.count()

    client_of(CLERK).get(f"/messages/{Message.objects.get().pk}")
    client_of(CLERK).post("/messages/read")

    assert Record.objects.count() == before


@pytest.fixture
def with_mail(settings):
    settings.MAIL_FROM = "yiwang@town.example"


def test_what_i_choose_is_kept_and_shown_again(with_mail):
    answer = client_of(CLERK).post("/messages/settings", CHOSEN)
    assert answer.status_code == 302

    kept = Choices.objects.get(account=account_id(CLERK))
    assert kept.kinds["task"] == ["email", "in_app"]
    assert kept.kinds["late"] == ["email"]
    assert kept.kinds["order"] == []
    assert (kept.pace, kept.email) == ("daily", "own@town.example")
    page = text_of(CLERK, "/messages/settings")
    assert 'value="21:00"' in page
    assert 'name="late.email" checked' in page
    assert 'name="late.in_app" checked' not in page
    assert "own@town" not in str(Record.objects.get(name="messaging.choices.made").data)


def test_what_i_switched_off_is_not_on_my_page():
    client_of(CLERK).post("/messages/settings", {"pace": "at_once"})
    reported()

    read_on()

    assert "还没有消息" in text_of(CLERK, "/messages/")
    assert len(told(CLERK)) == 1  # so that it is not told anew


def test_a_way_that_is_not_set_up_stays_as_it_was_chosen(with_mail, settings):
    client_of(CLERK).post("/messages/settings", CHOSEN)
    settings.MAIL_FROM = ""

    client_of(CLERK).post("/messages/settings", {"pace": "at_once", "task.in_app": "on"})

    assert Choices.objects.get().kinds["task"] == ["email", "in_app"]
    assert "这里没有设置邮件和短信" in text_of(CLERK, "/messages/settings")


def test_what_cannot_be_meant_is_said_beside_its_field_and_nothing_is_kept(with_mail):
    wrong = {**CHOSEN, "quiet_until": "", "email": "nobody", "pace": "daily", "daily_at": "25:00"}

    answer = client_of(CLERK).post("/messages/settings", wrong)

    assert (answer.status_code, set(answer.context["faults"])) == (
        422,
        {"quiet_from", "email", "daily_at"},
    )
    assert "nobody" in answer.content.decode()
    assert Choices.objects.count() == 0


def test_an_administrator_sets_up_a_group_tries_it_out_and_switches_it_off():
    client = client_of(ADMINISTRATOR)
    assert client.post(f"{ADMIN}/groups/new", GROUP).status_code == 302
    [group] = Group.objects.all()
    page = text_of(ADMINISTRATOR, ADMIN)
    assert "住建局值班群" in page
    assert "qyapi.weixin.qq.com" in page

    client.post(f"{ADMIN}/groups/{group.pk}/trial")
    assert Delivery.objects.get().message.kind == "trial"

    sheet = client.get(f"{ADMIN}/groups/{group.pk}").content.decode()
    assert "hush" not in sheet
    changed = {**GROUP, "robot": "", "name": "新群"}
    del changed["is_on"]
    client.post(f"{ADMIN}/groups/{group.pk}", changed)
    after = Group.objects.get()
    assert (after.name, after.is_on, bytes(after.robot)) == ("新群", False, bytes(group.robot))
    assert not [each for each in Record.objects.all() if "hush" in str(each.data)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"robot": "http://qyapi.weixin.qq.com/x"}, "robot"),
        ({"robot": "https://10.0.0.8/x"}, "robot"),
        ({"robot": ""}, "robot"),
        ({"service": "irc"}, "service"),
        ({"name": ""}, "name"),
        ({"body": "没有这个单位"}, "body"),
        ({"kind.task": None}, "kinds"),
    ],
)
def test_a_group_that_cannot_be_sent_to_is_not_set_up(changed, field):
    sent = {name: value for name, value in (GROUP | changed).items() if value is not None}

    answer = client_of(ADMINISTRATOR).post(f"{ADMIN}/groups/new", sent)

    assert (answer.status_code, set(answer.context["faults"])) == (422, {field})
    assert Group.objects.count() == 0


def test_who_is_no_administrator_sees_and_changes_nothing():
    client = client_of(CLERK)

    assert client.get(ADMIN).status_code == 403
    assert client.get(f"{ADMIN}/groups/new").status_code == 403
    assert client.post(f"{ADMIN}/groups/new", GROUP).status_code == 403
    assert client.post(f"{ADMIN}/groups/1/trial").status_code == 403
    assert client.post(f"{ADMIN}/failed/1/again").status_code == 403
    assert Group.objects.count() == 0


def test_what_could_not_be_sent_is_listed_with_why_and_tried_again(settings, monkeypatch):
    client_of(ADMINISTRATOR).post(f"{ADMIN}/groups/new", GROUP)
    dispatched()
    read_on()
    Delivery.objects.update(
        state="failed", tries=10, error="对方返回 500。", ended_at=timezone.now()
    )

    page = text_of(ADMINISTRATOR, ADMIN)
    assert "住建局值班群" in page
    assert "对方返回 500。" in page
    assert '<span class="yw-count">1</span>' in page

    again = f"{ADMIN}/failed/{Delivery.objects.get().pk}/again"
    client_of(ADMINISTRATOR).post(again)
    row = Delivery.objects.get()
    assert (row.state, row.tries) == ("waiting", 0)
    assert "没有发送失败的" in text_of(ADMINISTRATOR, ADMIN)


def test_what_failed_and_is_tried_again_by_itself_is_listed_with_its_next_try():
    client_of(ADMINISTRATOR).post(f"{ADMIN}/groups/new", GROUP)
    dispatched()
    read_on()
    assert "正在重发的" not in text_of(ADMINISTRATOR, ADMIN)
    Delivery.objects.update(tries=3, error="连不上对方服务器。")

    page = text_of(ADMINISTRATOR, ADMIN)

    assert "正在重发的" in page
    assert "下次重发" in page
    assert "连不上对方服务器。" in page
    assert f"{ADMIN}/failed/" not in page


def test_the_page_says_which_ways_are_set_up(with_mail, settings):
    settings.EMAIL_HOST = "mail.town.example"
    settings.SMS = Sms("https://sms.town.example/send", "{phone}{text}")

    page = text_of(ADMINISTRATOR, ADMIN)

    assert "mail.town.example" in page
    assert "sms.town.example" in page
