"""When a body is open, how it is called, what one gets there, as people write it for the public.

Hours stay the words that were written; what is checked is that whoever reads them knows when to
come: from a time until a later one, around the clock, or by appointment.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence

PARTED = "、"
_BETWEEN = re.compile(r"[;；|\n、，,]")
_TIME = r"(?P<{0}_h>[0-9]{{1,2}})[:：](?P<{0}_m>[0-9]{{2}})(?![0-9])"
_SPAN = re.compile(
    _TIME.format("from")
    + r"\s*(?:[-‐‑–—－~～至到]+|to|until)\s*(?P<next>次日|第二天|翌日|next day)?\s*"
    + _TIME.format("to"),
    re.IGNORECASE,
)
_LOOSE = re.compile(r"[0-9]{1,2}\s*[:：.点时]\s*[0-9]{0,2}")
_NO_TIMES = re.compile(r"全天|24\s*小时|预约|around the clock|by appointment", re.IGNORECASE)
_NO_DAY = re.compile(r"(?:周|星期|礼拜)[0-9七八九十]")
_LINE = re.compile(
    r"\+?[0-9(（][0-9 ()（）-]{1,24}[0-9](?:\s*(?:转|ext\.?|x)\s*[0-9]{1,6})?", re.IGNORECASE
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def services_of(text: str) -> list[str]:
    """What one gets there, one by one, each once; parted by 、, a comma or a semicolon."""
    parts = (each.strip() for each in _BETWEEN.split(text))
    return list(dict.fromkeys(each for each in parts if each))


def services_text(services: Iterable[str]) -> str:
    """The same as it is kept."""
    return PARTED.join(services)


def wrong_hours(text: str) -> Sentence | None:
    """Why nobody could tell from these opening hours when to come; None where one can, or where
    none are said."""
    if not text.strip():
        return None
    if _NO_DAY.search(text):
        return _("There is no such day. Write the days like 周一至周五 or 周日.")
    spans = list(_SPAN.finditer(text))
    for span in spans:
        if fault := _wrong_span(span):
            return fault
    if _LOOSE.search(_NO_TIMES.sub("", _SPAN.sub("", text))) or not (
        spans or _NO_TIMES.search(text)
    ):
        return _(
            "Write from when until when it is open, like 周一至周五 8:30–17:00, or 全天, or 预约."
        )
    return None


def wrong_line(text: str) -> Sentence | None:
    """Why this is no telephone of an office; None where it is one, or none is said."""
    if not text.strip() or all(_LINE.fullmatch(each) for each in services_of(text)):
        return None
    return _("Write the telephone in digits, like 0511-85550000 or 12345.")


def is_mobile(text: str) -> bool:
    """Whether a telephone looks like one that somebody carries about."""
    return bool(_MOBILE.fullmatch(re.sub(r"[ -]|^\+86", "", text)))


def _wrong_span(span: re.Match[str]) -> Sentence | None:
    begins, ends = (60 * int(span[f"{name}_h"]) + int(span[f"{name}_m"]) for name in ("from", "to"))
    minutes = max(int(span["from_m"]), int(span["to_m"]))
    if minutes > 59 or max(begins, ends) > 24 * 60:
        return _("There is no such time as in “%(span)s”.") % {"span": span[0]}
    if ends <= begins and not span["next"]:
        said = _("“%(span)s” ends before it begins. After midnight write 20:00–次日6:00.")
        return said % {"span": span[0]}
    return None
