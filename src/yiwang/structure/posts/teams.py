"""Team patterns as a pack has them, kept so that what is required can be told from who is there."""

from collections.abc import Sequence

from yiwang.foundation.changes import Change, change_of
from yiwang.structure.posts.models import PostType, Team, TeamSeats
from yiwang.structure.posts.rows import TeamRow


def load_teams(rows: Sequence[TeamRow]) -> Change:
    """Make the teams those of the list: what it no longer has is gone. The types exist."""
    before = {team.key: _row(team) for team in Team.objects.prefetch_related("seats__type")}
    wanted = {row.key: row for row in rows}
    gone = sorted(before.keys() - wanted.keys())
    new = [key for key in wanted if key not in before]
    differing = [key for key, row in wanted.items() if key in before and before[key] != row]
    Team.objects.filter(key__in=[*gone, *differing]).delete()
    types = dict(PostType.objects.values_list("key", "pk"))
    made = Team.objects.bulk_create(
        [
            Team(
                key=row.key,
                name=row.name,
                name_en=row.name_en,
                net=row.net,
                levels=list(row.levels),
            )
            for row in rows
            if row.key in {*new, *differing}
        ]
    )
    TeamSeats.objects.bulk_create(
        [
            TeamSeats(team=team, type_id=types[key], group=group, number=number)
            for team in made
            for key, group, number in wanted[team.key].seats
        ]
    )
    return change_of("teams", new, differing, gone)


def _row(team: Team) -> TeamRow:
    seats = sorted(team.seats.all(), key=lambda each: each.pk)
    return TeamRow(
        team.key,
        team.name,
        team.name_en,
        tuple(team.levels),
        tuple((each.type.key, each.group, each.number) for each in seats),
        team.net,
    )
