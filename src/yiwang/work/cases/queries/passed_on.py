"""Cases that another system passed on, by its number there."""

from collections.abc import Collection

from yiwang.work.cases.models import Case


def cases_passed_on(channel: str, numbers: Collection[str]) -> dict[str, int]:
    """Number there -> case, of those that came by this channel."""
    found = Case.objects.filter(channel=channel, outside_number__in=numbers)
    return dict(found.values_list("outside_number", "pk"))


def count_passed_on(channel: str) -> int:
    """How many came with a number of their own."""
    return Case.objects.filter(channel=channel).exclude(outside_number="").count()
