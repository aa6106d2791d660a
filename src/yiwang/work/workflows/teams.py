"""Joint teams (联勤联动) and councils: an organization that stands for its members, called as one.

Its members are linked to it by `member_of`, the fixed ones and those of the moment alike; the one
that `manages` the team leads, and where none does, the first by code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from yiwang.structure.organizations.queries import team_members
from yiwang.work.workflows.subjects import Inputs


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Organizations in the order in which they are called, the lead first, and whose members they
    are."""

    organizations: tuple[int, ...]
    teams: Mapping[int, int]


def unfold(inputs: Inputs, on: date) -> Inputs:
    """The inputs with every team replaced by its members on this day.

    What is asked of a team is asked of each member that nothing else is asked of.
    """
    found = unfolded(inputs.organizations, on)
    if not found.teams:
        return inputs
    asks = dict(inputs.asks)
    for member, team in found.teams.items():
        if team in asks and member not in asks:
            asks[member] = asks[team]
    return replace(inputs, organizations=found.organizations, teams=found.teams, asks=asks)


def unfolded(organizations: tuple[int, ...], on: date) -> Unfolded:
    """Whom these organizations stand for; one that is named on its own is so called."""
    teams: dict[int, int] = {}
    called: list[int] = []
    for each in organizations:
        members = team_members(each, on)
        called += [member for member in members or [each] if member not in teams]
        teams |= {m: each for m in members if m not in organizations and m not in teams}
    if not teams:
        return Unfolded(organizations, {})
    return Unfolded(tuple(dict.fromkeys(called)), teams)
