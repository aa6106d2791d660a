"""What a subject came to, as it stands: what was closed, without what was left out since.

Numbers of a closed round never change. What is left out by a decision stands beside them, and the
points are computed again without it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.db.models.functions import Coalesce

from yiwang.insight.reviews.closing import parts_of
from yiwang.insight.reviews.definition import Question, ReviewScheme
from yiwang.insight.reviews.models import Answer, Objection, Remark, Reviewed
from yiwang.insight.reviews.queries.rounds import Share, reviewed_by_id
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.scoring import Addend, counts_in, form_addends, weighted
from yiwang.insight.reviews.subjects import Subject, key_of, subjects_of
from yiwang.structure.posts.queries import (
    active_appointments,
    nearest_post,
    organizations_of,
)
from yiwang.structure.territory.queries import ids_below

MOST_WAITING = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """A result as it stands. `points` None: too few answers, nothing to divide, or left out."""

    reviewed: Reviewed
    scheme: ReviewScheme
    points: Decimal | None
    parts: list[Addend]
    questions: dict[str, list[tuple[Question, Decimal | None]]] = field(default_factory=dict)
    is_left_out: bool = False
    answers_left_out: int = 0

    @property
    def share(self) -> Share:
        return Share(self.reviewed.asked, self.reviewed.answered)

    @property
    def is_small(self) -> bool:
        """Whether the group of reviewers is too small to be shown."""
        return bool(self.scheme.reviewers) and self.reviewed.answered < self.reviewed.least

    @property
    def is_small_in_public(self) -> bool:
        return bool(self.scheme.residents) and (
            self.reviewed.public_answers < self.reviewed.least_public
        )


def standings(rows: Sequence[Reviewed]) -> dict[int, Standing]:
    """The standing of each of these closed results, in at most two queries more."""
    granted = Objection.objects.filter(reviewed__in=[row.pk for row in rows], is_granted=True)
    whole: set[int] = set()
    single: dict[int, set[int]] = defaultdict(set)
    for reviewed_id, answer_id in granted.values_list("reviewed", "answer"):
        if answer_id is None:
            whole.add(reviewed_id)
        else:
            single[reviewed_id].add(answer_id)
    anew = _without(single)
    return {row.pk: _standing(row, whole, single, anew) for row in rows}


def _standing(
    row: Reviewed,
    whole: set[int],
    single: dict[int, set[int]],
    anew: dict[int, list[dict[str, int]]],
) -> Standing:
    scheme = review_of(row.round)
    parts = parts_of(row, scheme)
    means = dict(row.means)
    if row.pk in single and scheme.reviewers:
        left = anew.get(row.pk, [])
        addends = form_addends(scheme, scheme.questions_of("reviewers"), counts_in(left))
        points = weighted(addends) if len(left) >= row.least else None
        parts = [Addend(p.key, p.weight, points) if p.key == "reviewers" else p for p in parts]
        means["reviewers"] = {each.key: str(each.points) for each in addends if points is not None}
    is_out = row.pk in whole
    return Standing(
        row,
        scheme,
        None if is_out else weighted(parts),
        parts,
        {side: _named(scheme, side, means.get(side, {})) for side in ("reviewers", "public")},
        is_out,
        len(single.get(row.pk, ())),
    )


def _named(
    scheme: ReviewScheme, side: str, means: dict[str, str]
) -> list[tuple[Question, Decimal | None]]:
    asked = [each for each in scheme.questions_of(side) if each.kind != "text"]
    return [(each, Decimal(means[each.key])) for each in asked if each.key in means]


def _without(single: dict[int, set[int]]) -> dict[int, list[dict[str, int]]]:
    """The named answers of these results that were not left out."""
    if not single:
        return {}
    out = {answer for each in single.values() for answer in each}
    rows = Answer.objects.filter(asked__reviewed__in=list(single)).exclude(pk__in=out)
    found: dict[int, list[dict[str, int]]] = defaultdict(list)
    for reviewed_id, values in rows.values_list("asked__reviewed", "values"):
        found[reviewed_id].append(values)
    return found


def standing_of(reviewed_id: int) -> Standing:
    """One of them. Who may see it is asked before."""
    return standings([reviewed_by_id(reviewed_id)])[reviewed_id]


def public_results(area_id: int) -> list[Standing]:
    """The last result about an area of each review whose scheme lets everybody see it; only of as
    many answers as the scheme asks for."""
    rows = Reviewed.objects.filter(area=area_id, public_points__isnull=False)
    latest = rows.order_by("round__scheme", "-round__since").distinct("round__scheme")
    found = [
        row
        for row in latest.select_related("round__version", "round__scheme")
        if (asked := review_of(row.round).residents) and asked.is_public
    ]
    by_id = standings(found) if found else {}
    return [by_id[row.pk] for row in found if not by_id[row.pk].is_left_out]


def remarks_of(reviewed: Reviewed, side: str) -> list[str]:
    """What was said in words, in the order of the words; of a group that is large enough only."""
    if reviewed.closed_at is None:
        return []
    found = list(
        Remark.objects.filter(reviewed=reviewed, side=side)
        .order_by("words")
        .values_list("words", flat=True)
    )
    if not reviewed.is_anonymous and side == "reviewers":
        answers = Answer.objects.filter(asked__reviewed=reviewed).values_list("words", flat=True)
        found += sorted(words for each in answers for words in each.values())
    return found


def named_answers(reviewed: Reviewed) -> list[Answer]:
    """The answers of a round that names who gave them, by the reviewer; none of another."""
    rows = Answer.objects.filter(asked__reviewed=reviewed).select_related("asked")
    return list(rows.order_by("by", "id"))


def my_results(account_id: int, on: date) -> list[tuple[Reviewed, Subject]]:
    """What reviews are about that concern an account: its bodies, its areas, its appointments; open
    and closed, the latest first."""
    mine = active_appointments(on).filter(account=account_id)
    about = (
        Q(organization__in=organizations_of(account_id, on))
        | Q(appointment__in=mine.values("pk"))
        | Q(area__in=mine.filter(post__area__isnull=False).values("post__area"))
    )
    rows = Reviewed.objects.filter(about).select_related("round__version", "round__scheme")
    found = list(rows.order_by("-round__since", "-id")[:100])
    return _with_subjects(found)


def to_confirm(account_id: int, on: date) -> list[tuple[Reviewed, Subject]]:
    """The open duty lists that wait at the posts of an account, in a few queries a post: of those
    for which the post is the nearest of its type, and that the account does not belong to."""
    mine = active_appointments(on).filter(account=account_id, post__area__isnull=False)
    found: dict[int, Reviewed] = {}
    for key, post_id, area_id in mine.values_list("post__type__key", "post", "post__area"):
        if nearest_post(key, area_id, on) == post_id:
            for row in _waiting_at(key, area_id, on):
                found[row.pk] = row
    own = {row.pk for row, _subject in my_results(account_id, on)} if found else set()
    return _with_subjects([row for pk, row in sorted(found.items()) if pk not in own])


def _waiting_at(key: str, area_id: int, on: date) -> list[Reviewed]:
    """The open duty lists at and below an area that posts of this type confirm, without what lies
    at or below a held post of the type further down."""
    nearer = active_appointments(on).filter(
        post__type__key=key, post__area__ancestry__ancestor=area_id
    )
    below = nearer.exclude(post__area=area_id).values("post__area__descent__area")
    rows = Reviewed.objects.filter(round__closed_at=None, duties__isnull=False).annotate(
        place=Coalesce(
            "area",
            "organization__area",
            "appointment__post__area",
            "appointment__post__organization__area",
        )
    )
    here = rows.filter(place__in=ids_below([area_id])).exclude(place__in=below).distinct()
    found = here.select_related("round__version", "round__scheme").order_by("id")
    return [
        row
        for row in found[:MOST_WAITING]
        if (duty := review_of(row.round).duty) and duty.confirmed_by == key
    ]


def _with_subjects(rows: Sequence[Reviewed]) -> list[tuple[Reviewed, Subject]]:
    subjects = subjects_of(rows)
    return [(row, subjects[key_of(row)]) for row in rows]
