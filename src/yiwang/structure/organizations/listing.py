"""Organizations as lists: found by kind, sector, state, area and words; one with its links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.structure.organizations.models import Organization, OrganizationLink, Remit

STANDINGS = ("in_preparation", "active", "temporary", "ended")  # as a list tells them apart
CONVENES = "convenes"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; what is empty fits everything. `area_id` also stands for those below."""

    words: str = ""
    kind: str = ""
    sector: str = ""
    standing: str = ""
    area_id: int | None = None
    is_outside: bool = False  # without an area
    is_untied: bool = False  # of a sector, and belonging to no other body


def sought(wanted: Sought, on: date) -> QuerySet[Organization]:
    """Those that fit, by kind and code, each with its area. Without a standing: all that work."""
    found = ever(wanted).filter(_standing(wanted.standing, on))
    if wanted.is_untied:
        found = found.filter(untied(on))
    return found.select_related("area__net").defer("area__geometry").order_by("kind", "code")


def ever(wanted: Sought) -> QuerySet[Organization]:
    """Those that fit, whatever their standing, in no order."""
    found = Organization.objects.all()
    for name in ("kind", "sector"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    if wanted.words:
        found = found.filter(Q(name__icontains=wanted.words) | Q(name_en__icontains=wanted.words))
    if wanted.area_id is not None:
        found = found.filter(area__ancestry__ancestor=wanted.area_id)
    return found.filter(area=None) if wanted.is_outside else found


def standing_of(organization: Organization, on: date) -> str:
    """Which of `STANDINGS` it has on this day."""
    if organization.has_ended(on):
        return "ended"
    return "active" if organization.state == "dissolved" else organization.state


def untied(on: date) -> Q:
    """The condition that a body of a sector belongs to no other, and none guides or manages it."""
    valid = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    upward = OrganizationLink.objects.filter(valid)
    belonging = upward.filter(kind="member_of").values("source")
    looked_after = upward.filter(kind__in=["guides", "manages", "owns"]).values("target")
    return ~Q(sector="") & ~Q(pk__in=belonging) & ~Q(pk__in=looked_after)


def kinds_present(on: date) -> list[tuple[str, int]]:
    """Every kind of body that works or is in preparation -> how many."""
    return _counted("kind", on)


def sectors_present(on: date) -> list[tuple[str, int]]:
    """Every sector that bodies have -> how many."""
    return _counted("sector", on)


def by_code(code: str) -> Organization:
    """One organization with its area and what follows it. NotFound where there is none."""
    found = Organization.objects.select_related("area__net", "followed_by")
    body = found.defer("area__geometry").filter(code=code).first()
    if body is None:
        raise NotFound(_("There is no such organization. Choose one from the list."))
    return body


def all_links_of(organization_id: int) -> list[OrganizationLink]:
    """Every link of a body, both ways, what is over too, the latest first; in one query."""
    rows = OrganizationLink.objects.filter(Q(source=organization_id) | Q(target=organization_id))
    return list(rows.select_related("source", "target").order_by("-valid_from", "kind", "id"))


def remits_of(organization_ids: Sequence[int]) -> list[Remit]:
    """What these bodies are, or were, there for, the earliest first."""
    return list(
        Remit.objects.filter(organization__in=organization_ids).order_by("valid_from", "id")
    )


def convenors_of(area_id: int, on: date) -> list[Organization]:
    """The working bodies that call the others of this very area together."""
    holding = Remit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), key=CONVENES, valid_from__lte=on
    )
    found = Organization.objects.filter(_standing("", on), area=area_id)
    return list(found.filter(pk__in=holding.values("organization")).order_by("code"))


def predecessors_of(organization_id: int) -> list[Organization]:
    """The bodies whose work this one goes on with."""
    return list(Organization.objects.filter(followed_by=organization_id).order_by("code"))


def _counted(name: str, on: date) -> list[tuple[str, int]]:
    there = Organization.objects.filter(_standing("", on)).exclude(**{name: ""})
    rows = there.order_by().values_list(name).annotate(number=Count("pk"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _standing(standing: str, on: date) -> Q:
    there = Q(valid_to=None) | Q(valid_to__gt=on)
    if standing == "ended":
        return Q(valid_to__lte=on)
    if standing == "active":
        return there & Q(state__in=["active", "dissolved"])
    return there & Q(state=standing) if standing else there


def named(words: str, most: int) -> list[Organization]:
    """Bodies with this code, else with these words in their name; the shortest names first."""
    exact = list(Organization.objects.filter(code=words))
    if exact:
        return exact
    fitting = Organization.objects.filter(name__icontains=words)
    return list(fitting.order_by(Length("name"), "code")[:most])


def link_by_id(link_id: int) -> OrganizationLink:
    """One link with both ends. NotFound where there is none."""
    found = OrganizationLink.objects.select_related("source", "target").filter(pk=link_id).first()
    if found is None:
        raise NotFound(_("There is no such link. Choose one from the list."))
    return found


def remit_by_id(remit_id: int) -> Remit:
    """One remit with its body. NotFound where there is none."""
    found = Remit.objects.select_related("organization").filter(pk=remit_id).first()
    if found is None:
        raise NotFound(_("There is no such remit. Choose one from the list."))
    return found
