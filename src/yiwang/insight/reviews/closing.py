"""What a subject came to when its round closes. Of a group that is too small nothing is kept: its
counts and remarks are struck out before the numbers are written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q

from yiwang.insight.reviews.definition import ReviewScheme
from yiwang.insight.reviews.models import Answer, Asked, DutyEntry, Remark, Reviewed, Round, Tallied
from yiwang.insight.reviews.scoring import Addend, Counts, counts_in, form_addends, tenth, weighted

Cells = dict[tuple[int, str], dict[tuple[str, int], int]]


def close_all(closing: Round, scheme: ReviewScheme, now: datetime) -> int:
    """Write the numbers of every subject of a round; how many have points."""
    rows = list(Reviewed.objects.select_for_update().filter(round=closing).order_by("id"))
    cells, asked, duties = _cells(closing), _asked(closing), _duties(closing)
    for row in rows:
        row.closed_at = now
        row.asked, row.answered = asked.get(row.pk, (0, 0))
        _reviewers(row, scheme, cells.get((row.pk, "reviewers"), {}))
        _residents(row, scheme, cells.get((row.pk, "public"), {}))
        done, of = duties.get(row.pk, (0, 0))
        row.duty_points = tenth(Decimal(100) * done / of) if of and scheme.duty else None
        row.points = weighted(parts_of(row, scheme))
    _strike_small(rows)
    Tallied.objects.filter(reviewed__round=closing).delete()
    names = ["closed_at", "asked", "answered", "public_answers", "reviewers_points"]
    names += ["public_points", "duty_points", "points", "means"]
    Reviewed.objects.bulk_update(rows, names, batch_size=1000)
    return sum(1 for row in rows if row.points is not None)


def parts_of(row: Reviewed, scheme: ReviewScheme) -> list[Addend]:
    """The parts of a result with their weights, in the order people read them."""
    parts = [
        ("reviewers", scheme.reviewers, row.reviewers_points),
        ("public", scheme.residents, row.public_points),
        ("duty", scheme.duty, row.duty_points),
    ]
    return [Addend(key, part.weight, points) for key, part, points in parts if part]


def _reviewers(row: Reviewed, scheme: ReviewScheme, counts: Counts) -> None:
    if scheme.reviewers and row.answered >= row.least:
        addends = form_addends(scheme, scheme.questions_of("reviewers"), counts)
        row.reviewers_points = weighted(addends)
        row.means["reviewers"] = _written(addends)


def _residents(row: Reviewed, scheme: ReviewScheme, counts: Mapping[tuple[str, int], int]) -> None:
    if scheme.residents is None:
        return
    questions = [each for each in scheme.questions_of("public") if each.kind != "text"]
    first = questions[0].key
    row.public_answers = sum(many for (key, _value), many in counts.items() if key == first)
    if row.public_answers >= row.least_public:
        addends = form_addends(scheme, questions, counts)
        row.public_points = weighted(addends)
        row.means["public"] = _written(addends)


def _written(addends: Iterable[Addend]) -> dict[str, str]:
    return {each.key: str(each.points) for each in addends if each.points is not None}


def _strike_small(rows: Iterable[Reviewed]) -> None:
    for side, name in (("reviewers", "reviewers_points"), ("public", "public_points")):
        small = [row.pk for row in rows if getattr(row, name) is None]
        Remark.objects.filter(reviewed__in=small, side=side).delete()


def _cells(closing: Round) -> Cells:
    found: Cells = defaultdict(dict)
    tallies = Tallied.objects.filter(reviewed__round=closing)
    for pk, side, question, value, number in tallies.values_list(
        "reviewed", "side", "question", "value", "number"
    ):
        found[pk, side][question, value] = number
    named: dict[int, list[dict[str, int]]] = defaultdict(list)
    answers = Answer.objects.filter(asked__reviewed__round=closing)
    for pk, values in answers.values_list("asked__reviewed", "values"):
        named[pk].append(values)
    for pk, given in named.items():
        found[pk, "reviewers"] = counts_in(given)
    return found


def _asked(closing: Round) -> dict[int, tuple[int, int]]:
    rows = Asked.objects.filter(reviewed__round=closing).values("reviewed").order_by()
    counted = rows.annotate(all=Count("pk"), given=Count("pk", filter=Q(is_answered=True)))
    return {row["reviewed"]: (row["all"], row["given"]) for row in counted}


def _duties(closing: Round) -> dict[int, tuple[int, int]]:
    rows = DutyEntry.objects.filter(reviewed__round=closing).values("reviewed").order_by()
    done = Q(is_done=True, is_confirmed=True)
    counted = rows.annotate(all=Count("pk"), done=Count("pk", filter=done))
    return {row["reviewed"]: (row["done"], row["all"]) for row in counted}
