"""Open cases that a redrawing of areas touches."""

from collections.abc import Collection

from yiwang.work.cases.models import Case, Placement


def open_cases_in(area_ids: Collection[int]) -> list[int]:
    """The ids of open cases placed in any of these areas, oldest first."""
    placed = Placement.objects.filter(area__in=area_ids).values("case")
    open_ones = Case.objects.filter(is_open=True, pk__in=placed)
    return list(open_ones.order_by("pk").values_list("pk", flat=True))


def open_cases_of_older_versions(net_id: int, revision: int) -> list[int]:
    """The ids of open cases placed before this version of a net, oldest first."""
    placed = Placement.objects.filter(net=net_id, revision__lt=revision).values("case")
    open_ones = Case.objects.filter(is_open=True, pk__in=placed)
    return list(open_ones.order_by("pk").values_list("pk", flat=True))
