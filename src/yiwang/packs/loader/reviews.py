"""Schemes of reviews and scorecards, checked against the posts and registers of the pack."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from yiwang.foundation.toml_lines import Path, line_of, lines_of
from yiwang.insight.reviews.definition import (
    Definition,
    FaultyScheme,
    ReviewScheme,
    read_scheme,
)
from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.loader.workflows import WorkflowNames
from yiwang.packs.pack import ReviewContent

RESTS_ON = {"series": "statistics"}  # the part of a pack that names them
SOURCES = {"standard": "registers", "external": "series"}
Named = tuple[str, str, Path]  # what kind of thing, its key, where it is named


def read_reviews(
    reading: Reading, paths: Sequence[str], mention: Spot, names: WorkflowNames
) -> list[ReviewContent]:
    """The schemes of the pack. What they name of it has to be there."""
    found: list[ReviewContent] = []
    keys: dict[str, str] = {}
    for path in paths:
        text = reading.text(path, mention)
        if text is None:
            continue
        try:
            definition = read_scheme(text)
        except FaultyScheme as faulty:
            for fault in faulty.faults:
                reading.fault(Spot(path, fault.line), str(fault.message))
            continue
        if definition.key in keys:
            words = {"key": definition.key, "path": keys[definition.key]}
            said = _("The scheme %(key)s is in %(path)s already: rename one.")
            reading.fault(Spot(path, 1), said % words)
        keys[definition.key] = path
        _check(reading, path, text, _named(definition), names)
        found.append(ReviewContent(path, text))
    return found


def _check(
    reading: Reading, path: str, text: str, named: Iterator[Named], names: WorkflowNames
) -> None:
    lines = lines_of(text)
    for kind, key, where in named:
        if key in getattr(names, kind):
            continue
        spot = Spot(path, line_of(lines, where))
        words = {"key": key, "known": ", ".join(sorted(names.series))}
        reading.fault(spot, _sentence(kind) % words, RESTS_ON.get(kind, kind))


def _sentence(kind: str) -> str:
    if kind == "series":
        return _("There is no kind of figure %(key)s; known are: %(known)s.")
    if kind == "posts":
        return _("There is no post type %(key)s: define it in posts.toml or correct the key.")
    return _("There is no register %(key)s in the pack: add it or correct the key.")


def _named(definition: Definition) -> Iterator[Named]:
    yield from (("posts", post, ("subjects", "posts")) for post in definition.subjects.posts)
    if isinstance(definition, ReviewScheme):
        yield from _named_in_review(definition)
        return
    for number, line in enumerate(definition.lines):
        source, _colon, key = line.source.partition(":")
        if source in SOURCES:
            yield SOURCES[source], key, ("lines", number, "source")


def _named_in_review(definition: ReviewScheme) -> Iterator[Named]:
    if definition.reviewers:
        where: Path = ("reviewers", "posts")
        yield from (("posts", post, where) for post in definition.reviewers.posts)
    if definition.duty:
        yield "registers", definition.duty.register_key, ("duty", "register_key")
        yield "posts", definition.duty.confirmed_by, ("duty", "confirmed_by")
