"""Today: three numbers, then the tasks in the order in which their time runs out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, staff_page
from yiwang.portals.worker.keeping import phone_page
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries import CaseLine, case_lines
from yiwang.work.workflows.first_act import comes_first
from yiwang.work.workflows.naming import named_among
from yiwang.work.workflows.queries import InboxItem, Light, inbox, light
from yiwang.work.workflows.wording import in_words

MOST = 100
NUMBERS = {"new", "near", "late"}


@dataclass(frozen=True, slots=True)
class Errand:
    """A task with its case and its next act."""

    item: InboxItem
    case: CaseLine
    next_key: str
    next_label: str
    named: str  # who of the post does it


@staff_page
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What is to be done, at whichever of my posts."""
    now = timezone.now()
    items = inbox(account_of(request), now)
    only = request.GET.get("only", "")
    fitting = [item for item in items if only not in NUMBERS or only in _marks(item, now)]
    context = {
        "numbers": {name: sum(name in _marks(item, now) for item in items) for name in NUMBERS},
        "only": only if only in NUMBERS else "",
        "all": len(items),
        "errands": _errands(fitting[:MOST], account_of(request), now),
        "now": now,
    }
    return phone_page(request, "worker/today.html", context)


def _marks(item: InboxItem, now: datetime) -> set[str]:
    """New: came in today. Near and late: by the clock that runs out first."""
    marks: set[str] = set()
    if timezone.localdate(item.opened_at) == timezone.localdate(now):
        marks.add("new")
    if item.clocks and (shown := light(item.clocks[0], now)) is not Light.GREEN:
        marks.add("late" if shown is Light.RED else "near")
    return marks


def _errands(items: Sequence[InboxItem], account_id: int, now: datetime) -> list[Errand]:
    ids = {item.subject[1] for item in items if item.subject[0] == SUBJECT}
    cases = case_lines(ids, account_id, now=now)
    named = named_among([item.id for item in items], timezone.localdate(now))
    return [
        Errand(
            item,
            cases[item.subject[1]],
            *_next(item),
            named=named[item.id].name if item.id in named else "",
        )
        for item in items
        if item.subject[1] in cases
    ]


def _next(item: InboxItem) -> tuple[str, str]:
    """The act that comes first. Whether somebody is there already, the list does not know."""
    offered = [action for action in item.actions if action.act != "arrive"]
    if not offered:
        return "", ""
    first = comes_first(offered, item.state)
    return first.key, in_words(first.name, first.name_en)
