"""What is published: the latest edition of every span, and its cells as everybody may read them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from yiwang.insight.disclosure.framing import from_json
from yiwang.insight.disclosure.honest import Honest
from yiwang.insight.disclosure.models import MONTH, QUARTER, ChannelRelease, Release
from yiwang.insight.disclosure.passed_on import Frames
from yiwang.insight.disclosure.tables import Frame, Node


@dataclass(frozen=True, slots=True)
class Cell:
    """One published number; None: withheld."""

    area: Node
    kind: Node
    fate: Node
    number: int | None


@dataclass(frozen=True, slots=True)
class Published:
    """A release with its frame and its numbers in the order of the frame's cells."""

    release: Release
    frame: Frame
    numbers: Sequence[int | None]

    def cells(self) -> Iterator[Cell]:
        for nodes, number in zip(self.frame.cells(), self.numbers, strict=True):
            yield Cell(*nodes, number)


def latest(span: str, first: date) -> Release | None:
    """The latest edition of one span."""
    return Release.objects.filter(span=span, first=first).order_by("-edition").first()


def latest_before(span: str, first: date) -> Release | None:
    """The latest edition of the nearest earlier span of that length."""
    return Release.objects.filter(span=span, first__lt=first).order_by("-first", "-edition").first()


def releases() -> QuerySet[Release]:
    """Everything that was published, the latest first, without its numbers."""
    found = Release.objects.defer("counts", "withheld", "frame", "figures")
    return found.order_by("-first", "-last", "-edition")


def release_of_version(version: str) -> Release | None:
    """By its address: 2026-10, 2026-Q4, 2026-10-v2."""
    name, _, edition = version.partition("-v")
    year, _, part = name.partition("-")
    is_quarter = part.startswith("Q")
    numbers = (year, part.removeprefix("Q"), edition or "1")
    if not all(each.isascii() and each.isdigit() and len(each) < 5 for each in numbers):
        return None
    month = (int(numbers[1]) - 1) * 3 + 1 if is_quarter else int(numbers[1])
    if not (1 <= month <= 12 and 1 <= int(year) <= 9999):
        return None
    found = Release.objects.filter(
        span=QUARTER if is_quarter else MONTH,
        first=date(int(year), month, 1),
        edition=int(numbers[2]),
    )
    return next((each for each in found if each.version == version), None)


def published(release: Release) -> Published:
    """A release as everybody may read it."""
    withheld = set(release.withheld)
    numbers = [None if at in withheld else count for at, count in enumerate(release.counts)]
    return Published(release, from_json(release.frame), numbers)


def newest_month() -> Release | None:
    """The latest month, in its latest edition."""
    return Release.objects.filter(span=MONTH).order_by("-first", "-edition").first()


def figures_of(release: Release) -> list[Honest]:
    """The five figures beside it, of the twelve months that end with it."""
    return [Honest(**each) for each in release.figures]


def solved_in(release: Release) -> int | None:
    """How many of its cases were solved everywhere; None where that is withheld."""
    shown = published(release)
    whole, kinds = shown.frame.areas[0], shown.frame.kinds[0]
    return next(
        each.number
        for each in shown.cells()
        if (each.area, each.kind, each.fate.key) == (whole, kinds, "solved")
    )


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What came by a channel, as everybody may read it; None: withheld."""

    release: ChannelRelease
    frames: Frames
    numbers: Mapping[tuple[str, str, str], int | None]  # by the keys of area, kind and fate


def channel_releases(channel: str) -> QuerySet[ChannelRelease]:
    """Every quarter that was published of a channel, the latest first, without numbers."""
    found = ChannelRelease.objects.filter(channel=channel).defer("counts", "withheld")
    return found.order_by("-first")


def passed_on(channel: str, version: str = "") -> PassedOn | None:
    """One quarter by its address (2026-Q4), else the latest; None where there is none."""
    chosen = [each for each in channel_releases(channel) if version in ("", each.version)]
    if not chosen:
        return None
    release = ChannelRelease.objects.select_related("whole").get(pk=chosen[0].pk)
    frame, withheld = from_json(release.whole.frame), set(release.withheld)
    frames = Frames.of(frame.areas, frame.kinds)
    numbers = {
        (area.key, kind.key, fate.key): None if at in withheld else release.counts[at]
        for at, (area, kind, fate) in enumerate(frames.cells())
    }
    return PassedOn(release, frames, numbers)
