"""Where a number of the board opens: the very cases it counts."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from yiwang.portals.command.chosen import Chosen
from yiwang.structure.territory.models import Area


def ledger_link(area: Area, asked: Mapping[str, str]) -> str:
    """The ledger of an area with these filters."""
    return f"{reverse('desk_ledger')}?{urlencode({'area': area.code, **asked})}"


def behind_link(chosen: Chosen, names: Sequence[str]) -> str:
    """The cases that these counts count, in the days looked at."""
    counts = urlencode([("of", name) for name in names])
    return f"{reverse('command_behind')}?{chosen.address()}&{counts}"
