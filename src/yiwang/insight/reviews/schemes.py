"""Versions of schemes: which one holds, what a round goes by, and the one draft there may be."""

import hashlib
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.insight.reviews.definition import (
    Definition,
    FaultyScheme,
    ReviewScheme,
    Scorecard,
    read_scheme,
)
from yiwang.insight.reviews.models import Round, Scheme, SchemeVersion

NO_SCHEME = _("There is no such scheme. Choose one from the list.")


class Overtaken(Refusal):
    """Somebody else has changed the draft since the writer looked at it."""

    code = "overtaken"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this draft meanwhile. Look at it again, then save.")
        )


@lru_cache(maxsize=256)
def read_once(source: str) -> Definition:
    """A version is read once a process: its text never changes."""
    return read_scheme(source)


def review_of(of: Round) -> ReviewScheme:
    """The scheme that a round goes by."""
    found = read_once(of.version.source)
    assert isinstance(found, ReviewScheme)
    return found


def scheme_by_key(key: str, kind: str = "") -> Scheme:
    """The scheme. NotFound where there is none of this key and kind."""
    found = Scheme.objects.filter(key=key)
    scheme = (found.filter(kind=kind) if kind else found).first()
    if scheme is None:
        raise NotFound(NO_SCHEME)
    return scheme


def version_on(scheme: Scheme, on: date) -> SchemeVersion | None:
    """The published version that holds on a day."""
    held = scheme.versions.filter(published_at__isnull=False, effective_from__lte=on)
    return held.order_by("-effective_from", "-number").first()


def versions_in_force(kind: str, on: date) -> list[SchemeVersion]:
    """The version in force of every scheme of a kind, by key, in one query."""
    rows = SchemeVersion.objects.filter(
        scheme__kind=kind, published_at__isnull=False, effective_from__lte=on
    )
    latest = rows.order_by("scheme__key", "-effective_from", "-number").distinct("scheme__key")
    return list(latest.select_related("scheme"))


def scorecard_of(version: SchemeVersion) -> Scorecard:
    """What a version of a scorecard says."""
    found = read_once(version.source)
    assert isinstance(found, Scorecard)
    return found


def draft_of(scheme: Scheme) -> SchemeVersion | None:
    return scheme.versions.filter(published_at=None).first()


def latest_of(scheme: Scheme) -> SchemeVersion | None:
    """The version published last."""
    return scheme.versions.filter(published_at__isnull=False).order_by("number").last()


def digest_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


__all__ = ["FaultyScheme", "Overtaken", "read_once"]
