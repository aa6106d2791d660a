"""Numbers that open: the ledger of the very cases that a count counts."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from yiwang.insight.measures.counts import BY_NAME, STANDING
from yiwang.insight.measures.days import Days


def can_be_opened(terms: Iterable[str]) -> bool:
    """Whether every one of these counts counts cases, or tasks on cases, one by one."""
    names = [STANDING.get(term, (term,))[0] for term in terms]
    return bool(names) and all(name in BY_NAME and BY_NAME[name].adds == "1" for name in names)


def counted_link(name: str, days: Days, **of: str) -> str:
    """The cases that a count counts in these days; `of`: the code of an `area`, or of a `body`.
    Empty where no cases stand behind it."""
    if not can_be_opened([name]):
        return ""
    asked = {"since": days.first.isoformat(), "until": days.last.isoformat(), "counted": name}
    return f"{reverse('desk_ledger')}?{urlencode(asked | of)}"
