"""Who is reviewed in a round, and who is asked about whom: sets of rows, written by the database.

A reviewer stands where the post or the body does. `above`: the subject stands there or above;
`below`: there or below; `linked`: the two bodies are tied by a link of the kind, either way;
`anywhere`: any subject. Nobody is asked about their own body, and nobody twice about one subject,
however many posts they hold: five answers are of five people.
"""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from yiwang.insight.reviews.definition import Reviewers, ReviewScheme, Subjects
from yiwang.insight.reviews.models import DutyEntry, Reviewed, Round
from yiwang.structure.organizations.queries import working_on
from yiwang.structure.posts.queries import active_appointments
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.territory.levels import areas_of_level

BATCH = 5_000
_TIES = {
    "above": "JOIN territory_areaancestor up"
    " ON up.area_id = reviewer.place AND up.ancestor_id = subject.place",
    "below": "JOIN territory_areaancestor up"
    " ON up.area_id = subject.place AND up.ancestor_id = reviewer.place",
    "linked": "JOIN organizations_organizationlink link"
    " ON link.kind = %(link)s AND link.valid_from <= %(on)s"
    " AND (link.valid_to IS NULL OR link.valid_to > %(on)s)"
    " AND ((link.source_id = reviewer.body AND link.target_id = subject.body)"
    " OR (link.target_id = reviewer.body AND link.source_id = subject.body))",
    "anywhere": "",
}
_ASK = """
WITH reviewer (id, place, body, voice) AS MATERIALIZED ({reviewers}),
subject (id, place, body) AS MATERIALIZED (
  SELECT reviewed.id, COALESCE(reviewed.area_id, body.area_id), body.id
  FROM reviews_reviewed reviewed
  LEFT JOIN organizations_organization body ON body.id = reviewed.organization_id
  WHERE reviewed.round_id = %(round)s
)
INSERT INTO reviews_asked (reviewed_id, appointment_id, organization_id, is_answered)
SELECT DISTINCT ON (subject.id, reviewer.voice) subject.id, {who}, FALSE
FROM reviewer JOIN subject ON subject.body IS DISTINCT FROM reviewer.body {tie}
ORDER BY subject.id, reviewer.voice, reviewer.id
"""


def write_reviewed(opened: Round, scheme: ReviewScheme, on: date) -> int:
    """A row for each subject, with its duties; how many there are."""
    groups = {
        "is_anonymous": scheme.reviewers.is_anonymous if scheme.reviewers else True,
        **({"least": scheme.reviewers.least} if scheme.reviewers else {}),
        **({"least_public": scheme.residents.least} if scheme.residents else {}),
    }
    if scheme.reviewers and not scheme.reviewers.is_anonymous:
        groups["least"] = max(scheme.reviewers.least, 1)
    name = f"{scheme.subjects.of}_id"
    rows = [
        Reviewed(round=opened, **{name: pk}, **groups) for pk in subject_ids(scheme.subjects, on)
    ]
    Reviewed.objects.bulk_create(rows, batch_size=BATCH)
    if scheme.duty:
        version = current_version(scheme.duty.register_key, on)
        entries = entries_of(version.pk) if version else []
        holding = [e for e in entries if not (e.holds_until and e.holds_until < on)]
        duties = [
            DutyEntry(
                reviewed=row,
                key=entry.key,
                title=entry.title,
                title_en=entry.title_en,
                basis=entry.basis,
            )
            for row in rows
            for entry in holding
        ]
        DutyEntry.objects.bulk_create(duties, batch_size=BATCH)
    return len(rows)


def subject_ids(subjects: Subjects, on: date) -> list[int]:
    """The ids of all whom it is about on a day, in the order of their codes."""
    if subjects.of == "appointment":
        held = active_appointments(on).filter(post__type__key__in=subjects.posts)
        return list(held.order_by("id").values_list("pk", flat=True))
    if subjects.of == "area":
        return [area.pk for level in subjects.levels for area in areas_of_level(level)]
    bodies = working_on(on).filter(kind__in=subjects.kinds)
    if subjects.functions:
        bodies = bodies.filter(function__in=subjects.functions)
    if subjects.levels:
        bodies = bodies.filter(area__level__in=subjects.levels)
    return list(bodies.order_by("code").values_list("pk", flat=True))


def write_asked(opened: Round, reviewers: Reviewers, on: date) -> int:
    """A row for each pair of who is asked and about whom, in one statement; how many."""
    rows = _reviewers(reviewers, on)
    inner, given = rows.query.sql_with_params()
    names = {f"p{place}": value for place, value in enumerate(given)}
    inner = inner.replace("%%", "%").replace("%s", "{}").format(*[f"%({name})s" for name in names])
    who = "NULL::bigint, reviewer.id" if reviewers.kinds else "reviewer.id, NULL::bigint"
    sql = _ASK.format(reviewers=inner, who=who, tie=_TIES[reviewers.tie])
    with connection.cursor() as cursor:
        cursor.execute(sql, {**names, "round": opened.pk, "on": on, "link": reviewers.link})
        return int(cursor.rowcount)


def _reviewers(reviewers: Reviewers, on: date) -> "QuerySet[Any, Any]":  # Any: of posts, or bodies
    if reviewers.kinds:
        bodies = working_on(on).filter(kind__in=reviewers.kinds).order_by()
        return bodies.values_list("pk", "area", F("pk") + 0, F("pk") + 0)
    held = active_appointments(on).filter(post__type__key__in=reviewers.posts).order_by()
    place = Coalesce("post__area", "post__organization__area")
    return held.values_list("pk", place, "post__organization", "account")
