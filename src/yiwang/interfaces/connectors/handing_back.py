"""What a system that sent bodies is told in return: what each of them took on and what came of it,
in numbers. No person is named or can be told apart (decision 0061)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.interfaces.connectors.models import Connector, Origin
from yiwang.structure.organizations.queries import all_organizations
from yiwang.work.exchange.queries.bodies import Served, served_by_bodies

NOT_BODIES = _("This connector brings no bodies, so there is nothing to tell in return.")


@dataclass(frozen=True, slots=True)
class Told:
    """Of one body: its number there, its code and name here, and what it did."""

    number: str
    code: str
    name: str
    served: Served


def told_of(connector: Connector, since: date, until: date) -> list[Told]:
    """Of every body that came by this connector and is there still, by its number there.

    NotFound for a connector that hands nothing back."""
    if not connector.part.hands_back or connector.into != "organizations":
        raise NotFound(NOT_BODIES)
    origins = Origin.objects.filter(connector=connector, gone_at=None).order_by("number")
    codes = {each.row[0]: each.number for each in origins}
    rows = all_organizations().filter(code__in=codes).values_list("code", "pk", "name")
    bodies = {code: (pk, name) for code, pk, name in rows}
    served = served_by_bodies([pk for pk, _name in bodies.values()], since, until)
    return [
        Told(number, code, bodies[code][1], served[bodies[code][0]])
        for code, number in codes.items()
        if code in bodies
    ]


def document_of(connector: Connector, since: date, until: date) -> dict[str, Any]:  # Any: JSON
    """The same as it is handed over; null is a number that would tell of fewer than ten people."""
    return {
        "system": connector.system,
        "connector": connector.key,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "fewest": 10,
        "units": list(_lines(told_of(connector, since, until))),
    }


def _lines(told: list[Told]) -> Iterator[dict[str, Any]]:  # Any: as above
    for each in told:
        served = each.served
        yield {
            "number": each.number,
            "code": each.code,
            "name": each.name,
            "claims": served.claims,
            "confirmed": served.confirmed,
            "hours": float(served.hours),
            "volunteers": served.volunteers,
            "volunteers_confirmed": served.served,
            "volunteers_hours": None if served.served_hours is None else float(served.served_hours),
        }
