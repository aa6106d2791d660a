"""Every read of organizations that pages and other apps need."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.organizations.models import Organization, OrganizationLink, Remit
from yiwang.structure.organizations.opening import services_of
from yiwang.structure.territory.queries import leaf_areas_of

if TYPE_CHECKING:
    from yiwang.structure.territory.models import Area

WORKING_STATES = ("active", "temporary")
JOINT_TEAM = "joint_team"
CALLED_AS_ONE = (JOINT_TEAM, "council")  # kinds: several bodies that are called as one
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


def in_preparation(kind: str, within: int | None, on: date) -> QuerySet[Organization]:
    """Bodies of a kind that do not work yet; in an area and below, or everywhere."""
    found = Organization.objects.filter(_valid_on(on), kind=kind, state="in_preparation")
    return found if within is None else found.filter(area__ancestry__ancestor=within)


@kept
def works_on(organization_id: int, on: date) -> bool:
    """Whether an organization works on this day."""
    return working_on(on).filter(pk=organization_id).exists()


@kept
def nearest_with_function(
    function: str, area_id: int, on: date, level: str = ""
) -> Organization | None:
    """The working organization with this function that serves the area, else the next one above;
    with a `level`, the one at this level.

    Several at the same area: the first by code.
    """
    found = _answering_for(area_id, on).filter(function=function)
    return (found.filter(area__level=level) if level else found).first()


@kept
def with_function_near(area_id: int, on: date) -> list[Organization]:
    """Every working department that answers for the area, nearest first. For choosing."""
    return list(_answering_for(area_id, on).filter(kind__in=DEPARTMENT_KINDS))


@kept
def teams_near(area_id: int, on: date) -> list[Organization]:
    """Every working joint team that answers for the area, nearest first."""
    return list(_answering_for(area_id, on).filter(kind=JOINT_TEAM))


def services_offered(on: date) -> set[str]:
    """Everything that one gets at a working body, each by its name."""
    said = working_on(on).exclude(services="").order_by().values_list("services", flat=True)
    return {each for text in said.distinct() for each in services_of(text)}


def with_remit(on: date) -> QuerySet[Remit, int]:
    """The ids of bodies with a remit in force on a day, for `__in`."""
    return Remit.objects.filter(_valid_on(on)).values_list("organization", flat=True)


def areas_of(organization_ids: Collection[int]) -> dict[int, int | None]:
    """Body -> the area it serves; None for one outside."""
    found = Organization.objects.filter(pk__in=organization_ids)
    return dict(found.values_list("pk", "area"))


def bodies_of(area_id: int | None, on: date) -> list[Organization]:
    """Every body that serves this very area, or that sits outside all areas, in preparation too."""
    there = Organization.objects.filter(_valid_on(on), area=area_id).exclude(state="dissolved")
    return list(there.order_by("kind", "code"))


def links_between(ids: Collection[int], on: date) -> list[OrganizationLink]:
    """The links of these bodies on a day, with both ends, in one query."""
    either_end = Q(source__in=ids) | Q(target__in=ids)
    links = OrganizationLink.objects.filter(_valid_on(on), either_end)
    return list(links.select_related("source", "target").order_by("kind", "id"))


def areas_without_function(function: str, on: date, within: str = "") -> "QuerySet[Area]":
    """The lowest areas of the primary net, or of the area with the code `within`, that no working
    body with this function serves."""
    serving = working_on(on).filter(function=function, area__descent__area=OuterRef("pk"))
    return leaf_areas_of(within).filter(~Exists(serving)).order_by("code")


def ids_named_or_in(
    named: QuerySet[Any, Any], areas: QuerySet[Any, Any]
) -> QuerySet[Organization, int]:
    """The ids of these organizations, and of those that serve one of these areas."""
    found = Organization.objects.filter(Q(pk__in=named) | Q(area__in=areas))
    return found.values_list("pk", flat=True)


def names_of(ids: Collection[int]) -> dict[int, str]:
    """Id -> name, in one query."""
    return dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name"))


def bodies_by_id(ids: Collection[int]) -> dict[int, Organization]:
    """Id -> organization, dissolved or not, in one query; none where no id is given."""
    return Organization.objects.in_bulk(list(ids)) if ids else {}


def kinds_by_function(functions: Collection[str], on: date) -> dict[str, set[str]]:
    """The kinds of the working bodies with each of these functions."""
    rows = working_on(on).filter(function__in=functions).order_by().distinct()
    kinds: dict[str, set[str]] = {}
    for function, kind in rows.values_list("function", "kind"):
        kinds.setdefault(function, set()).add(kind)
    return kinds


def all_organizations() -> QuerySet[Organization]:
    """Every organization, dissolved or not: for lists that are kept."""
    return Organization.objects.order_by("code")


def open_links() -> QuerySet[OrganizationLink]:
    """Every link without an end: for lists that are kept."""
    links = OrganizationLink.objects.filter(valid_to=None)
    return links.order_by("source__code", "kind", "target__code")


def ids_by_code() -> dict[str, int]:
    """Code -> id of every organization."""
    return dict(Organization.objects.values_list("code", "pk"))


@kept
def team_members(organization_id: int, on: date) -> tuple[int, ...]:
    """Whom a team or a council stands for on this day, its lead first; none of any other body.

    The member that `manages` the team leads, else the first by code.
    """
    links = OrganizationLink.objects.filter(
        _valid_on(on), target=organization_id, target__kind__in=CALLED_AS_ONE
    )
    working = links.filter(source__in=working_on(on))
    leads = set(working.filter(kind="manages").values_list("source", flat=True))
    members = working.filter(kind="member_of").order_by("source__code")
    found = list(members.values_list("source", flat=True))
    return tuple(sorted(found, key=lambda member: member not in leads))


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


def function_names(on: date) -> dict[str, str]:
    """Every function that a working body has -> what such a body is called, without its place."""
    found: dict[str, str] = {}
    bodies = _with_area(working_on(on).exclude(function="")).order_by("code")
    for body in bodies:
        place = body.area.name if body.area else ""
        found.setdefault(body.function, body.name.removeprefix(place) or body.name)
    return found


def names_by_code(on: date) -> dict[str, str]:
    """Code -> name of every working body, for choosing one."""
    return dict(working_on(on).order_by("code").values_list("code", "name"))


def standing_on(day: date) -> QuerySet[Organization]:
    """The bodies that there are on this day."""
    return Organization.objects.filter(_valid_on(day)).order_by("code")


def called(words: str, on: date) -> list[Organization]:
    """The bodies on this day with this very code, else with this very name, a few at most."""
    there = standing_on(on)
    return list(there.filter(code=words)) or list(there.filter(name=words)[:10])
