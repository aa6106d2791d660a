"""Registers that a redrawing of areas touches."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, OuterRef, Subquery

from yiwang.structure.registers.models import Entry, RegisterVersion


def entries_at(area_ids: Collection[int], on: date) -> list[tuple[str, str]]:
    """Register and key of the entries, in force on a day or to come, that name one of the areas."""
    in_force = RegisterVersion.objects.filter(
        register=OuterRef("version__register"), effective_from__lte=on, published_at__isnull=False
    ).order_by("-effective_from", "-number")
    entries = Entry.objects.filter(area__in=area_ids).annotate(
        present=Subquery(in_force.values("number")[:1])
    )
    named = entries.filter(version__number__gte=F("present")).order_by("version", "position")
    return list(named.values_list("version__register__key", "key"))
