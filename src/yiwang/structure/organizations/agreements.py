"""Agreements: links that say what each of the two bodies does."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from yiwang.structure.organizations.models import OrganizationLink


def agreements(below: int | None, sectors: Collection[str], on: date) -> QuerySet[OrganizationLink]:
    """Those in force on a day, of bodies in an area and below it, with bodies of these sectors;
    without an area those of all, without sectors with anybody."""
    found = OrganizationLink.objects.filter(_in_force(on))
    if below is not None:
        inside = Q(source__area__ancestry__ancestor=below)
        found = found.filter(inside | Q(target__area__ancestry__ancestor=below))
    if sectors:
        found = found.filter(Q(source__sector__in=sectors) | Q(target__sector__in=sectors))
    return found.distinct()


def ends_of_agreements(on: date) -> list[QuerySet[OrganizationLink, int]]:
    """The areas that the two bodies of each agreement in force serve, as two sets of ids."""
    found = OrganizationLink.objects.filter(_in_force(on))
    return [
        found.values_list("source__area", flat=True),
        found.values_list("target__area", flat=True),
    ]


def agreements_ending(area_id: int, first: date, last: date) -> list[OrganizationLink]:
    """The agreements of bodies in an area and below it whose first day without them lies there."""
    inside = Q(source__area__ancestry__ancestor=area_id)
    inside |= Q(target__area__ancestry__ancestor=area_id)
    found = OrganizationLink.objects.filter(inside, valid_to__range=(first, last))
    named = found.exclude(agreed="").select_related("source", "target").distinct()
    return list(named.order_by("valid_to", "id"))


def _in_force(on: date) -> Q:
    return ~Q(agreed="") & Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
