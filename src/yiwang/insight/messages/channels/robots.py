"""The robots of groups in WeCom, DingTalk and Feishu, and other programs: what each wants to be
sent, and how each says that it did not take it.

A program gets what happened as data, one event each, signed as GitHub signs its own: HMAC-SHA-256
of the body in hexadecimal, in `X-Yiwang-Signature-256`. It takes it by any answer of 2xx.

Sources: developer.work.weixin.qq.com/document/path/91770; open.dingtalk.com/document/robots (custom
robot access, security settings); open.feishu.cn/document, custom bot guide. DingTalk signs
milliseconds and sends the signature along in the address; Feishu uses the text as the key, with
seconds, and sends it in the body.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.refusals import Sentence
from yiwang.insight.messages.channels.bundle import Bundle, NotDelivered
from yiwang.insight.messages.channels.posting import post, post_json
from yiwang.insight.messages.wording import note

Sent = tuple[str, dict[str, Any]]  # address, content


@dataclass(frozen=True, slots=True)
class Robot:
    """A service. `is_signed`: its messages may be signed with a key."""

    name: Sentence
    says: Callable[[Bundle, str, datetime], Sent]
    is_signed: bool = True
    is_program: bool = False


def send_to_group(bundle: Bundle, now: datetime) -> None:
    """Say it in the group. Raises NotDelivered."""
    robot = ROBOTS[bundle.service]
    address, content = robot.says(bundle, note(bundle.lines), now)
    if robot.is_program:
        _post_signed(address, content, bundle.signing_key)
        return
    answer = post_json(address, content)
    code = answer.get("errcode", answer.get("code", answer.get("StatusCode")))
    if code is None:
        raise NotDelivered(_("The answer is not of such a robot. Look at the address."))
    if code != 0:
        said = str(answer.get("errmsg") or answer.get("msg") or "")[:120]
        raise NotDelivered(_("The robot refused: %(code)s %(said)s") % {"code": code, "said": said})


def _to_wecom(bundle: Bundle, text: str, now: datetime) -> Sent:
    return bundle.robot, {"msgtype": "text", "text": {"content": text}}


def _to_dingtalk(bundle: Bundle, text: str, now: datetime) -> Sent:
    content = {"msgtype": "text", "text": {"content": text}}
    if not bundle.signing_key:
        return bundle.robot, content
    moment = str(int(now.timestamp() * 1000))
    sign = _signed(bundle.signing_key, f"{moment}\n{bundle.signing_key}")
    joined = "&" if "?" in bundle.robot else "?"
    return f"{bundle.robot}{joined}{urlencode({'timestamp': moment, 'sign': sign})}", content


def _to_feishu(bundle: Bundle, text: str, now: datetime) -> Sent:
    content: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if bundle.signing_key:
        moment = str(int(now.timestamp()))
        sign = _signed(f"{moment}\n{bundle.signing_key}", "")
        content |= {"timestamp": moment, "sign": sign}
    return bundle.robot, content


def _to_program(bundle: Bundle, text: str, now: datetime) -> Sent:
    events = [
        {
            "event": line.kind,
            "case": line.number,
            "due_at": line.due_at.isoformat() if line.due_at else None,
            "link": f"{settings.PUBLIC_ADDRESS}{line.path}",
        }
        for line in bundle.lines
    ]
    return bundle.robot, {"sent_at": now.isoformat(), "events": events}


def _post_signed(address: str, content: Mapping[str, Any], key: str) -> None:
    body = json.dumps(content, ensure_ascii=False)
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if key:
        sign = hmac.digest(key.encode(), body.encode(), "sha256").hex()
        headers["X-Yiwang-Signature-256"] = f"sha256={sign}"
    post(address, body, headers)


def _signed(key: str, text: str) -> str:
    """HMAC-SHA-256, in base 64."""
    return b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()


ROBOTS: Mapping[str, Robot] = {
    "wecom": Robot(gettext_lazy("WeCom"), _to_wecom, is_signed=False),
    "dingtalk": Robot(gettext_lazy("DingTalk"), _to_dingtalk),
    "feishu": Robot(gettext_lazy("Feishu"), _to_feishu),
    "program": Robot(gettext_lazy("Another program (webhook)"), _to_program, is_program=True),
}
