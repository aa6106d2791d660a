"""Every read of organizations that pages and other apps need."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.territory.queries import leaf_areas

if TYPE_CHECKING:
    from yiwang.structure.territory.models import Area

WORKING_STATES = ("active", "temporary")
DEPARTMENT_KINDS = ("department", "field_office")  # a department, or its office in the territory


@kept
def organization(organization_id: int) -> Organization:
    """One organization with its area, dissolved or not."""
    found = _with_area(Organization.objects.filter(pk=organization_id)).first()
    if found is None:
        raise NotFound(_("There is no such organization. Choose one from the list."))
    return found


def working_on(on: date) -> QuerySet[Organization]:
    """Organizations that work on this day; a dissolved one did until it was."""
    works = Q(state__in=WORKING_STATES) | Q(state="dissolved", valid_to__gt=on)
    return Organization.objects.filter(_valid_on(on), works)


@kept
def works_on(organization_id: int, on: date) -> bool:
    """Whether an organization works on this day."""
    return working_on(on).filter(pk=organization_id).exists()


@kept
def nearest_with_function(function: str, area_id: int, on: date) -> Organization | None:
    """The working organization with this function that serves the area, else the next one above.

    Several at the same area: the first by code.
    """
    return _answering_for(area_id, on).filter(function=function).first()


@kept
def with_function_near(area_id: int, on: date) -> list[Organization]:
    """Every working department that answers for the area, nearest first. For choosing."""
    return list(_answering_for(area_id, on).filter(kind__in=DEPARTMENT_KINDS))


def areas_without_function(function: str, on: date) -> "QuerySet[Area]":
    """The lowest areas of the primary net that no working body with this function serves."""
    serving = working_on(on).filter(function=function, area__descent__area=OuterRef("pk"))
    return leaf_areas().filter(~Exists(serving)).order_by("code")


def ids_by_code() -> dict[str, int]:
    """Code -> id of every organization."""
    return dict(Organization.objects.values_list("code", "pk"))


def links_of(organization_id: int, on: date) -> list[OrganizationLink]:
    """The links of an organization on a day, both ways, with both ends."""
    either_end = Q(source=organization_id) | Q(target=organization_id)
    links = OrganizationLink.objects.filter(_valid_on(on), either_end)
    return list(links.select_related("source", "target").order_by("kind", "id"))


def _answering_for(area_id: int, on: date) -> QuerySet[Organization]:
    """Working organizations of the area and of those above it, nearest first."""
    found = working_on(on).filter(area__descent__area=area_id)
    return _with_area(found).order_by("area__descent__depth", "code")


def _with_area(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    return organizations.select_related("area").defer("area__geometry")


def _valid_on(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def ids_of(codes: Sequence[str]) -> list[int]:
    """The ids of organizations by their codes, in this order. Invalid names unknown codes."""
    known = dict(Organization.objects.filter(code__in=codes).values_list("code", "pk"))
    unknown = [code for code in codes if code not in known]
    if unknown:
        sentence = _("There is no organization with the code %(codes)s.")
        raise Invalid({"organizations": sentence % {"codes": ", ".join(unknown)}})
    return [known[code] for code in codes]
