"""What leaves the house, looked at where it arrives: letters, three robots, the gateway."""

import hmac
import socket
from base64 import b64encode
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from yiwang.foundation.calling import fault_of_address
from yiwang.foundation.refusals import Invalid
from yiwang.insight.messages.channels.bundle import NotDelivered
from yiwang.insight.messages.channels.posting import post
from yiwang.insight.messages.delivering import deliver
from yiwang.insight.messages.models import Choices, Delivery, Group
from yiwang.insight.messages.tests.staging import group_of, reach, read_on
from yiwang.portals.casework.tests.staging import CLERK, account_id, dispatched, reported
from yiwang.structure.posts.models import Appointment

pytestmark = pytest.mark.django_db
KEY = "SEC0123456789"


@pytest.fixture(autouse=True)
def _by_day():
    """Nobody has quiet hours: these tests run at any hour."""
    for username in (CLERK, "zj.9001"):
        Choices.objects.create(
            account_id=account_id(username),
            quiet_from=None,
            quiet_until=None,
            kinds={"task": ["in_app", "email", "sms"]},
        )


def go() -> None:
    read_on()
    deliver(timezone.now())


def test_a_letter_says_what_waits_its_number_until_when_and_where(by_mail):
    reach(CLERK, email="wang@town.example")
    case = reported()

    go()

    [letter] = mail.outbox
    assert letter.to == ["wang@town.example"]
    assert letter.from_email == "yiwang@town.example"
    assert letter.subject == "一网：来了一件新任务"
    assert f"来了一件新任务 · 编号 {case.number} · " in letter.body
    assert "https://yiwang.example/messages/" in letter.body
    assert Delivery.objects.get().state == "sent"


def test_what_is_due_together_is_one_letter(by_mail):
    reach(CLERK, email="wang@town.example")
    numbers = [reported().number for _each in range(3)]

    go()

    [letter] = mail.outbox
    assert letter.subject == "一网：3 条消息"
    assert [number in letter.body for number in numbers] == [True] * 3


def test_a_digest_waits_and_then_comes_as_one(by_mail):
    reach(CLERK, email="wang@town.example")
    Choices.objects.filter(account=account_id(CLERK)).update(pace="hourly")
    reported()
    reported()

    go()
    assert mail.outbox == []
    deliver(timezone.now() + timedelta(hours=1))

    assert [letter.subject for letter in mail.outbox] == ["一网：2 条消息"]


def test_the_address_somebody_chose_goes_before_that_of_the_account(by_mail):
    reach(CLERK, email="account@town.example")
    Choices.objects.filter(account=account_id(CLERK)).update(email="own@town.example")
    reported()

    go()

    assert [letter.to for letter in mail.outbox] == [["own@town.example"]]


def test_who_has_no_address_is_told_on_the_page_alone(by_mail):
    reported()

    go()

    assert (mail.outbox, Delivery.objects.count()) == ([], 0)


def test_a_text_message_goes_to_the_gateway_as_it_wants_it(by_sms):
    reach(CLERK, phone="13912345678")
    case = reported()

    go()

    [(path, headers, _body)] = by_sms.arrived
    assert (path, headers["Authorization"]) == ("/sms", "Bearer secret")
    [body] = by_sms.bodies()
    assert body["to"] == "13912345678"
    assert body["say"].startswith(f"来了一件新任务 · 编号 {case.number}")


@pytest.mark.parametrize("phone", ["0454-8888888", "", "110"])
def test_no_text_message_goes_to_what_is_no_mobile_number(by_sms, phone):
    reach(CLERK, phone=phone)
    reported()

    go()

    assert by_sms.arrived == []


def test_wecom_gets_text_as_it_wants_it(receiver):
    group_of(receiver, "wecom")
    case = dispatched()

    go()

    [(path, _headers, _body)] = receiver.arrived
    assert path == "/wecom?key=hush"
    [body] = receiver.bodies()
    assert body["msgtype"] == "text"
    assert case.number in body["text"]["content"]
    assert f"https://yiwang.example/desk/cases/{case.pk}/" in body["text"]["content"]


def test_dingtalk_is_signed_in_the_address(receiver):
    group_of(receiver, "dingtalk", signing_key=KEY)
    dispatched()

    go()

    [(path, _headers, _body)] = receiver.arrived
    sent = {name: value for name, [value] in parse_qs(urlsplit(path).query).items()}
    text = f"{sent['timestamp']}\n{KEY}"
    wanted = b64encode(hmac.digest(KEY.encode(), text.encode(), "sha256")).decode()
    assert (sent["key"], sent["sign"], len(sent["timestamp"])) == ("hush", wanted, 13)
    assert receiver.bodies()[0]["msgtype"] == "text"


def test_feishu_is_signed_in_what_is_sent(receiver):
    receiver.answers["/feishu"] = (200, '{"StatusCode": 0, "StatusMessage": "success"}')
    group_of(receiver, "feishu", signing_key=KEY)
    dispatched()

    go()

    [body] = receiver.bodies()
    text = f"{body['timestamp']}\n{KEY}"
    assert body["sign"] == b64encode(hmac.digest(text.encode(), b"", "sha256")).decode()
    assert (body["msg_type"], len(body["timestamp"])) == ("text", 10)
    assert "新任务" in body["content"]["text"]
    assert Delivery.objects.get().state == "sent"


def test_another_program_gets_what_happened_as_signed_data(receiver):
    receiver.answers["/program"] = (204, "")
    group_of(receiver, "program", signing_key=KEY)
    case = dispatched()

    go()

    [(path, headers, body)] = receiver.arrived
    assert path == "/program?key=hush"
    sign = hmac.digest(KEY.encode(), body.encode(), "sha256").hex()
    assert headers["X-Yiwang-Signature-256"] == f"sha256={sign}"
    [event] = receiver.bodies()[0]["events"]
    assert (event["event"], event["case"]) == ("task", case.number)
    assert event["link"] == f"https://yiwang.example/desk/cases/{case.pk}/"
    assert set(event) == {"event", "case", "due_at", "link"}  # nothing of what it is about
    assert Delivery.objects.get().state == "sent"


def test_what_a_program_does_not_take_is_tried_again(receiver):
    receiver.answers["/program"] = (503, "")
    group_of(receiver, "program")
    dispatched()

    go()

    assert Delivery.objects.get().state == "waiting"


def test_a_group_hears_its_body_and_of_a_confidential_case_nothing(receiver):
    group_of(receiver, "wecom", code="ZJ-9002")
    dispatched("ZJ-9001")
    go()
    assert receiver.arrived == []

    body = Appointment.objects.get(account=account_id(CLERK)).post.organization_id
    Group.objects.update(organization=body)
    reported(kind="rights.wages", text="三个月没发薪水", contact="13812345678")
    go()
    assert receiver.arrived == []
    reported()
    go()
    assert len(receiver.arrived) == 1


def test_secrets_of_a_group_are_sealed(receiver):
    group_of(receiver, "dingtalk", signing_key=KEY)

    [group] = Group.objects.all()
    assert b"hush" not in bytes(group.robot)
    assert KEY.encode() not in bytes(group.signing_key)
    assert group.host == "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://[::1]/x",
        "https://10.0.0.8/x",
        "https://localhost/x",
        "https://robot.internal/x",
        "https://user:pass@oapi.dingtalk.com/x",
        "ftp://oapi.dingtalk.com/x",
        "file:///etc/passwd",
        "https://",
        "https://x.example:port/",
        "no address",
    ],
)
def test_an_address_that_leads_inside_or_nowhere_is_refused(settings, address):
    settings.WEBHOOK_HOSTS = frozenset()

    assert fault_of_address(address)
    with pytest.raises(NotDelivered):
        post(address, "", {})


def test_a_permitted_host_of_our_own_may_be_sent_to(settings):
    settings.WEBHOOK_HOSTS = frozenset({"robot.internal"})

    assert fault_of_address("http://robot.internal:8080/x") == ""
    assert fault_of_address("https://oapi.dingtalk.com/robot/send?access_token=x") == ""


def test_a_name_that_is_bent_to_a_machine_of_ours_is_found_on_the_open_connection(
    settings, receiver, monkeypatch
):
    settings.WEBHOOK_HOSTS = frozenset()
    port = urlsplit(receiver.address).port
    real = socket.create_connection
    monkeypatch.setattr(  # the network, at its edge: a name server that lies
        socket, "create_connection", lambda at, *rest, **more: real(("127.0.0.1", at[1]), *rest)
    )

    with pytest.raises(NotDelivered):
        post(f"https://robot.example:{port}/x", "", {})
    assert receiver.arrived == []


def test_nothing_is_followed_to_another_address(receiver):
    receiver.answers["/wecom"] = (302, "")
    group_of(receiver, "wecom")
    dispatched()

    go()

    assert [path for path, _headers, _body in receiver.arrived] == ["/wecom?key=hush"]
    assert Delivery.objects.get().state == "waiting"


def test_a_group_at_an_address_that_leads_inside_is_not_set_up(receiver, settings):
    settings.WEBHOOK_HOSTS = frozenset()

    with pytest.raises(Invalid) as refused:
        group_of(receiver, "wecom")

    assert set(refused.value.fields) == {"robot"}
    assert Group.objects.count() == 0
