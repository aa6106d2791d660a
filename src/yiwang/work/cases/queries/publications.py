"""Notices as everybody reads them, and objections as those at work on them do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import ids_below, paths_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case, CaseType, Objection, Publication
from yiwang.work.cases.publishing import NO_SUCH_NOTICE
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.queries.open_publications import open_until

PUBLISHED = "published"  # purpose of the pictures that go with a notice
MOST_AREAS = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. `until` is there as long as residents can object."""

    id: int
    title: str  # empty where it bears the name of its kind, and once it is withdrawn
    kind: CaseType | None
    place: str
    text: str  # empty once it is withdrawn
    by: str
    published_at: datetime
    until: datetime | None
    outcome: str  # carried_out, withdrawn; empty: not yet
    result: str
    concluded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to an objection, whose words nobody else reads."""

    answer: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeInFull:
    """A notice with what belongs to it."""

    notice: Notice
    pictures: list[StoredFile]
    answers: list[Answered]
    waiting: int  # objections without an answer yet


def published_in(area: Area | None) -> QuerySet[Publication]:
    """Those of an area and of everything below it, the latest first; none: everywhere."""
    found = Publication.objects.filter(case__is_rehearsal=False)
    if area is not None:
        found = found.filter(case__area__in=ids_below([area.pk]))
    rows = found.select_related("case__type__parent").defer("case__text")
    return rows.order_by("-published_at", "-id")


def notices(rows: Sequence[Publication], now: datetime) -> list[Notice]:
    """As they are listed, in two queries."""
    paths = paths_of({row.case.area_id for row in rows if row.case.area_id})
    ends = open_until([row.case.run_id for row in rows if row.case.run_id and not row.over_at])
    return [_notice(row, paths, ends, now) for row in rows]


def notice_in_full(publication_id: int, now: datetime) -> NoticeInFull:
    """One of them. NotFound for none."""
    row = published_in(None).filter(pk=publication_id).first()
    if row is None:
        raise NotFound(NO_SUCH_NOTICE)
    [notice] = notices([row], now)
    objections = list(row.objections.order_by("answered_at", "id"))
    return NoticeInFull(
        notice=notice,
        pictures=photos_of((SUBJECT, row.case_id), PUBLISHED) if notice.text else [],
        answers=[
            Answered(each.answer, each.answered_as, each.answered_at)
            for each in objections
            if each.answered_at
        ],
        waiting=sum(not each.answer for each in objections),
    )


def areas_with_notices() -> list[tuple[str, str]]:
    """Code and path of the areas in which something is published, for a list to choose from."""
    shown = published_in(None).order_by().values_list("case__area_id", "case__area__code")
    codes = {area: code for area, code in shown.distinct()[:MOST_AREAS] if area}
    paths = paths_of(codes)
    return sorted(((codes[area], path) for area, path in paths.items()), key=lambda each: each[1])


def is_public_picture(photo: StoredFile) -> bool:
    """Whether it goes with a notice that has not been withdrawn."""
    if photo.subject != SUBJECT or photo.purpose != PUBLISHED:
        return False
    standing = Publication.objects.filter(case=photo.subject_id).exclude(outcome="withdrawn")
    return standing.exists()


def objections_of(case: Case) -> list[Objection]:
    """What residents said against what this case published, those without an answer first. Asks
    nothing where nothing is published."""
    if case.run is None or not definition_of_version(case.run.version_id).publishes:
        return []
    rows = Objection.objects.filter(publication__case=case.pk)
    return sorted(rows.order_by("id"), key=lambda each: bool(each.answer))


def publication_of(case: Case) -> Publication | None:
    """The latest one of a case."""
    if case.run is None or not definition_of_version(case.run.version_id).publishes:
        return None
    return Publication.objects.filter(case=case.pk).order_by("id").last()


def _notice(
    row: Publication, paths: dict[int, str], ends: dict[int, datetime], now: datetime
) -> Notice:
    until = ends.get(row.case.run_id or 0) if not row.over_at else None
    return Notice(
        id=row.pk,
        title=row.title if row.outcome != "withdrawn" else "",
        kind=row.case.type,
        place=paths.get(row.case.area_id or 0, ""),
        text=row.text if row.outcome != "withdrawn" else "",
        by=row.by,
        published_at=row.published_at,
        until=until if until and until >= now else None,
        outcome=row.outcome,
        result=row.result,
        concluded_at=row.concluded_at,
    )
