"""Say which two bodies manage a dedicated area: a park lies in a community, and a line runs it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.structure.managing.models import LINES, Management
from yiwang.structure.managing.queries import DEDICATED
from yiwang.structure.organizations.queries import ids_of, works_on
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area


@dataclass(frozen=True, slots=True)
class Managers:
    """Codes of the two bodies; an empty one: nobody along that line."""

    ground: str
    sector: str


@transaction.atomic
def set_managers(area_id: int, managers: Managers, *, actor: Actor, now: datetime) -> bool:
    """Whether anything changed; the same again changes nothing and writes no record.

    Refuses areas of other nets, one body along both lines, and bodies that do not work (Invalid).
    """
    found, today = area(area_id), timezone.localdate(now)
    wanted = _wanted(found, managers, today)
    present = {
        each.line: each
        for each in Management.objects.select_for_update().filter(area=area_id, valid_to=None)
    }
    changed = [
        line
        for line in LINES
        if wanted.get(line) != (present[line].organization_id if line in present else None)
    ]
    if not changed:
        return False
    for line in changed:
        if line in present:
            _end(present[line], today)
    Management.objects.bulk_create(
        Management(area=found, organization_id=wanted[line], line=line, valid_from=today)
        for line in changed
        if line in wanted
    )
    record(
        "managing.managers.set",
        subject=("territory.area", area_id),
        actor=actor,
        at=now,
        before={line: each.organization_id for line, each in present.items()},
        after=wanted,
    )
    return True


def _wanted(found: Area, managers: Managers, today: date) -> dict[str, int]:
    """The id of the body along each line that has one."""
    faults: dict[str, Sentence] = {}
    if found.net.kind != DEDICATED or found.valid_to is not None:
        faults["area"] = _(
            "Only areas of a dedicated net (park, market, building) have two managers."
        )
    codes = {"ground": managers.ground, "sector": managers.sector}
    wanted: dict[str, int] = {}
    for line, code in codes.items():
        try:
            wanted |= {line: ids_of([code])[0]} if code else {}
        except Invalid as unknown:
            faults[line] = unknown.fields["organizations"]
    for line, organization_id in wanted.items():
        if not works_on(organization_id, today):
            faults[line] = _("This body does not work today. Choose another one.")
    if len(wanted) == len(LINES) and len(set(wanted.values())) == 1:
        faults["sector"] = _("Both lines need a body of their own. Choose another one here.")
    if faults:
        raise Invalid(faults)
    return wanted


def _end(management: Management, today: date) -> None:
    """What began today and ends today was never there."""
    if management.valid_from >= today:
        management.delete()
        return
    management.valid_to = today
    management.save(update_fields=["valid_to"])
