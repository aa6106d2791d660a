"""Team patterns: what a team of an area or an organization consists of, as the locality says it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yiwang.structure.posts.models.post import PostType


class Team(models.Model):
    """Such as 1+6+N in every grid. `levels`: the areas that have one; none: organizations do.
    `net` is the key of the net whose levels and areas are meant; none: the primary one."""

    key = models.CharField(max_length=40, unique=True)  # as people say it: 1+6+N
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    net = models.CharField(max_length=40, blank=True)
    levels = ArrayField(models.CharField(max_length=30), default=list)


class TeamSeats(models.Model):
    """A type of post of a team, and the group of the pattern it belongs to, from 0."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="seats")
    type = models.ForeignKey(PostType, models.PROTECT, related_name="team_seats")
    group = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True)  # None: as many as come

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "type"], name="one_row_per_type_of_team")
        ]
