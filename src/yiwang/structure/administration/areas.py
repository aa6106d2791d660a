"""Areas as lists name them: by their code in the primary net, by “net:code” in another."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.sheets.columns import Reference
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.naming import BETWEEN
from yiwang.structure.territory.queries import valid_areas

OFFERED = 20_000
MISSING = _("There is no area with the code “%(value)s”: correct it, or add the area first.")


def code_of(path: str = "area") -> Case:
    """The code of the area at `path`, as lists name it; null where there is none."""
    code, net = F(f"{path}__code"), F(f"{path}__net__key")
    return Case(
        When(**{f"{path}__net__is_primary": True, "then": code}),
        When(**{f"{path}__isnull": False, "then": Concat(net, Value(BETWEEN), code)}),
        output_field=CharField(),
    )


def area_ids(codes: Collection[str]) -> dict[str, int]:
    """Code, as lists name it -> id, of those that there are."""
    return _of_those(codes, "pk")


def area_names(codes: Collection[str]) -> dict[str, str]:
    """Code, as lists name it -> name, of those that there are."""
    return _of_those(codes, "name")


def _of_those(codes: Collection[str], what: str) -> dict[str, Any]:  # Any: of that column
    wanted = {code for code in codes if code}
    primary = [code for code in wanted if BETWEEN not in code]
    elsewhere = [code.partition(BETWEEN) for code in wanted if BETWEEN in code]
    asked = Q(net__is_primary=True, code__in=primary)
    if elsewhere:
        nets, rest = {net for net, _b, _c in elsewhere}, {code for _n, _b, code in elsewhere}
        asked |= Q(net__key__in=nets, code__in=rest)
    rows = valid_areas().filter(asked) if wanted else valid_areas().none()
    found = {}
    for is_primary, net, code, value in rows.values_list(
        "net__is_primary", "net__key", "code", what
    ):
        for said in ({code} if is_primary else set()) | {f"{net}{BETWEEN}{code}"}:
            if said in wanted:
                found[said] = value
    return found


def _offered() -> Iterable[tuple[str, str]]:
    rows: QuerySet[Area] = valid_areas().filter(net__is_primary=True).order_by("code")
    return islice(rows.values_list("code", "name").iterator(), OFFERED)


AN_AREA = Reference(named=area_names, offered=_offered, missing=MISSING)
