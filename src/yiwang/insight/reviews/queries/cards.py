"""Cards: one with its formula, the list of a period, and the trend with the rank of bodies."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from yiwang.foundation.periods import Span
from yiwang.foundation.refusals import NotFound
from yiwang.insight.reviews.cards import Line, lines_for, subjects_of_card, total
from yiwang.insight.reviews.models import Card, Objection, Scheme
from yiwang.insight.reviews.policies import NO_RESULT
from yiwang.insight.reviews.schemes import scorecard_of, version_on
from yiwang.insight.reviews.subjects import (
    Subject,
    belongs,
    key_of,
    named_by,
    subject_of,
    subjects_of,
)
from yiwang.structure.organizations.queries import all_organizations
from yiwang.structure.posts.powers import REVIEW, VIEW_FIGURES
from yiwang.structure.posts.queries import areas_in_reach, capacity_with, organizations_of
from yiwang.structure.territory.queries import valid_areas


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card as it stands: locked or still counting; `left_out` are the keys of lines."""

    subject: Subject
    span: Span
    lines: list[Line]
    points: Decimal | None
    left_out: frozenset[str] = frozenset()
    card: Card | None = None  # locked

    @property
    def weight(self) -> Decimal:
        """The sum of the weights that count."""
        counted = [line.addend for line in self.lines if line.key not in self.left_out]
        return sum((each.weight for each in counted if each.points is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Placed:
    """A subject in a period: its points, and its place among all that have points."""

    subject: Subject
    points: Decimal | None
    place: int | None
    of: int
    card_id: int
    since: date
    is_shared: bool = False  # others have as many points


def may_see_cards_of(subject: Subject, account_id: int, on: date) -> bool:
    """The subject itself, and who organizes or sees the figures over its area."""
    return belongs(subject, account_id, on) or any(
        capacity_with(account_id, power, subject.area_id, on) for power in (REVIEW, VIEW_FIGURES)
    )


def card_to_see(card_id: int, account_id: int, on: date) -> tuple[Card, Subject]:
    """NotFound for those who may not."""
    card = Card.objects.select_related("scheme", "version").filter(pk=card_id).first()
    if card is not None:
        subject = subject_of(card)
        if may_see_cards_of(subject, account_id, on):
            return card, subject
    raise NotFound(NO_RESULT)


def locked_card(scheme: Scheme, subject: Subject, span: Span) -> Card | None:
    rows = Card.objects.filter(scheme=scheme, since=span.since, **{f"{subject.of}_id": subject.id})
    return rows.select_related("version").first()


def card_shown(scheme: Scheme, subject: Subject, span: Span, today: date) -> CardShown:
    """The card of a subject over a period: as it was locked, else as it counts today."""
    locked = locked_card(scheme, subject, span)
    if locked is not None:
        return shown_as_locked(locked, subject)
    version = version_on(scheme, min(span.until, today)) or version_on(scheme, today)
    if version is None:
        raise NotFound(NO_RESULT)
    lines = lines_for(scheme, scorecard_of(version), [subject], span, today)
    mine = lines[subject.of, subject.id]
    return CardShown(subject, span, mine, total(mine))


def shown_as_locked(card: Card, subject: Subject) -> CardShown:
    """With what was left out since."""
    lines = [Line(**line) for line in card.lines]
    out = frozenset(left_out_of([card]).get(card.pk, ()))
    span = Span(card.since, card.until)
    return CardShown(subject, span, lines, total(lines, out), out, card)


def left_out_of(cards: Sequence[Card]) -> dict[int, set[str]]:
    """Card -> the keys of its lines that a decision left out, in one query."""
    granted = Objection.objects.filter(card__in=[card.pk for card in cards], is_granted=True)
    found: dict[int, set[str]] = defaultdict(set)
    for card_id, line in granted.values_list("card", "line"):
        found[card_id].add(line)
    return found


def objections_to(card: Card) -> list[Objection]:
    """Everything that was asked about a card, decided or not."""
    return list(Objection.objects.filter(card=card).order_by("id"))


def cards_in_reach(scheme: Scheme, account_id: int, on: date) -> Q:
    """The condition on cards that the account may see."""
    bodies = organizations_of(account_id, on)
    seen = Q(organization__in=bodies)
    for power in (REVIEW, VIEW_FIGURES):
        areas = areas_in_reach(account_id, power, on)
        seen |= Q(organization__area__in=areas) | Q(area__in=areas)
    return seen & Q(scheme=scheme)


def standings_of(
    scheme: Scheme, account_id: int, on: date, *, line: str = ""
) -> list[tuple[Span, list[Placed]]]:
    """Each locked period, the latest first, with the cards that the account may see: points, and
    the place among all cards of the period; of one `line`, or of the whole. Of bodies and areas
    only: there are no others."""
    every = list(Card.objects.filter(scheme=scheme).order_by("-since", "id"))
    seen = set(
        Card.objects.filter(cards_in_reach(scheme, account_id, on)).values_list("pk", flat=True)
    )
    out, subjects = left_out_of(every), subjects_of(every)
    periods: dict[Span, list[Card]] = defaultdict(list)
    for card in every:
        periods[Span(card.since, card.until)].append(card)
    return [
        (
            span,
            [each for each in _placed(cards, line, out, subjects) if each.card_id in seen],
        )
        for span, cards in periods.items()
    ]


def _placed(
    cards: Sequence[Card],
    line: str,
    out: dict[int, set[str]],
    subjects: dict[tuple[str, int], Subject],
) -> list[Placed]:
    points = {card.pk: _points(card, line, out.get(card.pk, set())) for card in cards}
    known = sorted((each for each in points.values() if each is not None), reverse=True)
    placed = [
        Placed(
            subjects[key_of(card)],
            mine := points[card.pk],
            None if mine is None else known.index(mine) + 1,
            len(known),
            card.pk,
            card.since,
            is_shared=mine is not None and known.count(mine) > 1,
        )
        for card in cards
    ]
    return sorted(placed, key=lambda each: (each.place is None, each.place, each.subject.code))


def _points(card: Card, line: str, out: set[str]) -> Decimal | None:
    lines = [Line(**each) for each in card.lines]
    if not line:
        return total(lines, out)
    mine = next((each for each in lines if each.key == line and each.key not in out), None)
    if mine is None:
        return None
    return None if mine.points is None else Decimal(mine.points)


def trend_of(scheme: Scheme, subject: Subject) -> list[CardShown]:
    """Every locked card of a subject, the earliest first."""
    rows = Card.objects.filter(scheme=scheme, **{f"{subject.of}_id": subject.id}).order_by("since")
    cards = list(rows)
    out = left_out_of(cards)
    found = []
    for card in cards:
        lines, left = [Line(**line) for line in card.lines], frozenset(out.get(card.pk, ()))
        span = Span(card.since, card.until)
        found.append(CardShown(subject, span, lines, total(lines, left), left, card))
    return found


def subjects_in_reach(scheme: Scheme, account_id: int, on: date) -> list[Subject]:
    """Whose cards the account may see today."""
    version = version_on(scheme, on)
    if version is None:
        return []
    found = subjects_of_card(scorecard_of(version), on)
    ids, of = [each.id for each in found], found[0].of if found else "area"
    rows = all_organizations() if of == "organization" else valid_areas()
    place = "area__in" if of == "organization" else "pk__in"
    seen = Q(pk__in=organizations_of(account_id, on)) if of == "organization" else Q(pk__in=[])
    for power in (REVIEW, VIEW_FIGURES):
        seen |= Q(**{place: areas_in_reach(account_id, power, on)})
    known = set(rows.filter(seen, pk__in=ids).values_list("pk", flat=True))
    return [each for each in found if each.id in known]


def subject_by_code(of: str, code: str) -> Subject:
    """The body, or the area of the primary net, with this code. NotFound where there is none."""
    if of == "organization":
        found = all_organizations().filter(code=code).values_list("pk", flat=True).first()
    else:
        areas = valid_areas().filter(net__is_primary=True, code=code)
        found = areas.values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(NO_RESULT)
    return subject_of(named_by(of, found))
