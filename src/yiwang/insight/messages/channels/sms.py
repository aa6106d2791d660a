"""Text messages to the numbers of staff, through a gateway that the installation names: an address,
and what it wants to be sent, with {phone} and {text} where they belong."""

import json
import re
from urllib.parse import quote

from django.conf import settings

from yiwang.insight.messages.channels.bundle import Bundle
from yiwang.insight.messages.channels.posting import post
from yiwang.insight.messages.wording import short_note

MOBILE = re.compile(r"1[3-9]\d{9}")


def is_mobile(number: str) -> bool:
    """Whether a text message can reach it: a mobile number of the mainland."""
    return bool(MOBILE.fullmatch(number))


def send_text(bundle: Bundle) -> None:
    """Hand it to the gateway. Raises NotDelivered unless that answers with 2xx."""
    sms = settings.SMS
    is_json = sms.body.lstrip().startswith("{")
    kind = "application/json" if is_json else "application/x-www-form-urlencoded"
    headers = {"Content-Type": f"{kind}; charset=utf-8"}
    if sms.authorization:
        headers["Authorization"] = sms.authorization
    put = _in_json if is_json else quote
    text = short_note(bundle.lines)
    body = sms.body.replace("{phone}", put(bundle.to)).replace("{text}", put(text))
    post(sms.url, body, headers, is_permitted=True)


def _in_json(text: str) -> str:
    """The text as it stands between the quotation marks of JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
