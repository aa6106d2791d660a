"""A land where somebody whistles: a community that is a body of its own, and two departments."""

from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Post
from yiwang.work.workflows.tests.land import SINCE

CALLED = ["streets", "housing"]


def start(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    return land


def finish_all(land):
    for who in CALLED:
        land.act(who, "finish", text="done")


def with_station(land):
    """The clerk of the community sits in a station, for which the scores are given."""
    station = Organization.objects.create(
        code="engine-station", name="station", kind="service_station", valid_from=SINCE
    )
    Post.objects.filter(pk=land.posts["clerk"].pk).update(organization=station)
    land.offices["station"] = station
    return start(land)


def whistle(land):
    """Two departments are called by an emergency whistle, the first leads."""
    land.act("dispatcher", "dispatch", offices=CALLED, whistle="emergency", text="flooded cellar")
    return land
