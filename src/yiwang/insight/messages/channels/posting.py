"""Sending something to an address on the web: to where it may go (see `foundation.calling`)."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from yiwang.foundation.calling import Call, NotReached, call
from yiwang.insight.messages.channels.bundle import NotDelivered


def post(
    address: str, body: str, headers: Mapping[str, str], *, is_permitted: bool = False
) -> bytes:
    """Send it and give back the beginning of the answer. Raises NotDelivered, with the reason.

    `is_permitted`: whoever runs the server named this very address.
    """
    try:
        return call(Call(address, "POST", body, headers, is_permitted=is_permitted))
    except NotReached as problem:
        raise NotDelivered(str(problem), is_silence=problem.is_silence) from problem


def post_json(address: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The same with JSON both ways."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    answer = post(address, json.dumps(content, ensure_ascii=False), headers)
    try:
        said = json.loads(answer)
    except ValueError:
        raise NotDelivered(_("The answer is not of such a robot. Look at the address.")) from None
    return said if isinstance(said, dict) else {}
