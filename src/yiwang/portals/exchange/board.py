"""The board: what is needed, offered, to be served and done together, as this reader may see it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.foundation.sheets.workbook import XLSX
from yiwang.portals.casework.areas_found import LONGEST, area_meant
from yiwang.portals.casework.spreadsheets import workbook
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.exchange.frame import SIDES, shown
from yiwang.portals.exchange.table import COLUMNS, row_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import paths_of
from yiwang.work.exchange.actions.export_cards import export_cards
from yiwang.work.exchange.queries.cards import Filter, counts, kinds, page_of, tags
from yiwang.work.workflows.wording import in_words

NAMES = ("side", "kind", "area", "tag", "q", "year", "over", "waiting")
Typed = dict[str, str]


@staff_page
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The latest first, thirty at a time."""
    reader, on, typed = account_of(request), timezone.localdate(), _typed(request.GET)
    area, faults = _area(typed["area"])
    wanted = _filter(typed, area)
    rows, next_after = page_of(reader, wanted, on, _after(request)) if not faults else ([], None)
    numbers = counts(reader, area.pk if area else None, on, wanted.side)
    places = paths_of({each.card.area_id for each in rows})
    context = {
        "rows": [(each, places.get(each.card.area_id, "")) for each in rows],
        "next_after": next_after,
        "is_first": "after" not in request.GET,
        "lists": [(each, numbers.get(each.key)) for each in kinds(wanted.side)],
        "tags": tags(),
        "typed": typed,
        "query": _asked(typed),
        "narrowed": _said(typed, area),
        "is_narrowed": any(typed[name] for name in NAMES if name not in {"side", "waiting"}),
        "faults": faults,
        "errors": [("f-area", said) for said in faults.values()],
    }
    return shown(request, "exchange/board.html", context, status=422 if faults else 200)


@staff_page
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: recorded, limited."""
    now, typed = timezone.now(), _typed(request.POST)
    area, faults = _area(typed["area"])
    try:
        if faults:
            raise Invalid(faults)
        found = export_cards(_filter(typed, area), actor=actor_of(request), now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{reverse('exchange')}?{_asked(typed)}")
    places = paths_of({each.card.area_id for each in found})
    rows = [row_of(each, places.get(each.card.area_id, "")) for each in found]
    content = workbook(rows, [str(name) for name in COLUMNS.values()], _("Needs and offers"))
    name = f"exchange-{timezone.localtime(now):%Y%m%d-%H%M}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, XLSX, headers=headers)


def _typed(query: QueryDict) -> Typed:
    typed = {name: text_of(query, name, LONGEST) for name in NAMES}
    if typed["side"] not in SIDES and not typed["waiting"]:
        typed["side"] = next(iter(SIDES))
    return typed


def _asked(typed: Typed) -> str:
    return urlencode({name: value for name, value in typed.items() if value})


def _said(typed: Typed, area: Area | None) -> list[str]:
    """Which part of all it is, for paper: there the filters are not."""
    side = SIDES.get(typed["side"])
    lists = (
        {each.key: in_words(each.name, each.name_en) for each in kinds()} if typed["kind"] else {}
    )
    said = [str(side) if side else _("Waits to be read"), lists.get(typed["kind"], "")]
    said += [area.label if area else "", typed["q"], _("What is over") if typed["over"] else ""]
    return [each for each in said if each]


def _filter(typed: Typed, area: Area | None) -> Filter:
    year = typed["year"]
    return Filter(
        area_id=area.pk if area else None,
        kind=typed["kind"],
        side=typed["side"] if typed["side"] in SIDES else "",
        tag=typed["tag"],
        words=typed["q"],
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        over=typed["over"] == "1",
        waiting=typed["waiting"] == "1",
    )


def _area(said: str) -> tuple[Area | None, dict[str, Sentence]]:
    try:
        return (area_meant(said) if said else None), {}
    except NotFound as refusal:
        return None, {"area": refusal.sentence}


def _after(request: HttpRequest) -> int | None:
    after = request.GET.get("after", "")
    return int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None
