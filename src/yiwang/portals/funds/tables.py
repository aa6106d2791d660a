"""The ledger of a fund as CSV and JSON, with what its columns mean and where it comes from."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework import spreadsheets
from yiwang.portals.figures.open_data import LICENCE
from yiwang.portals.funds.public import fund_of
from yiwang.work.exchange.models import Fund
from yiwang.work.exchange.queries.funds import Line, lines, totals

COLUMNS: dict[str, Sentence] = {
    "line": gettext_lazy("Number of the line; it never changes"),
    "on": gettext_lazy("Day on which the money came or went"),
    "kind": gettext_lazy(
        "gift: given; grant: paid to a project; back: a project paid back; undo: a mistake, "
        "entered back"
    ),
    "yuan": gettext_lazy("In yuan; what left the fund is below nought"),
    "words": gettext_lazy("What it was for, or what was wrong"),
    "donor": gettext_lazy("The body that gave; empty: a person, who is not named, or no gift"),
    "project": gettext_lazy("The project that was paid"),
    "undoes": gettext_lazy("The line that this one takes back"),
    "undone_by": gettext_lazy("The line by which this one was taken back"),
}


@require_safe
def as_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Every line, the oldest first, with the mark by which Excel knows UTF-8."""
    fund = fund_of(code)
    content = spreadsheets.written(rows_of(fund), list(COLUMNS))
    header = {"Content-Disposition": f'attachment; filename="yiwang-fund-{fund.code}.csv"'}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=header)


@require_safe
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    """The same with the fund, what it adds up to, the dictionary and the licence."""
    fund = fund_of(code)
    document = {
        "fund": fund.code,
        "name": fund.name,
        "purpose": fund.purpose,
        "kept_by": fund.organization.name,
        "balance": f"{fund.balance:.2f}",
        **{name: f"{amount:.2f}" for name, amount in totals(fund.pk).items()},
        "licence": LICENCE,
        "source": _("Entered by those who keep the fund; added up by this system"),
        "columns": {name: str(says) for name, says in COLUMNS.items()},
        "rows": list(rows_of(fund)),
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def rows_of(fund: Fund) -> Iterator[dict[str, str]]:
    """Every line as text."""
    return map(_row, lines(fund.pk))


def _row(line: Line) -> dict[str, str]:
    return {
        "line": str(line.id),
        "on": line.on.isoformat(),
        "kind": line.kind,
        "yuan": f"{line.signed:.2f}",
        "words": line.words,
        "donor": line.donor,
        "project": line.project,
        "undoes": str(line.undoes or ""),
        "undone_by": str(line.undone_by or ""),
    }
