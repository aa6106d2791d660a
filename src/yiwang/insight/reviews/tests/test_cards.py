"""Cards: every addend is there, a locked period stays, what is left out is shown beside it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from yiwang.foundation.periods import span_around
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.decide_objection import decide_objection
from yiwang.insight.reviews.actions.give_review import give_review
from yiwang.insight.reviews.actions.load_scheme import load_scheme
from yiwang.insight.reviews.actions.lock_cards import lock_cards
from yiwang.insight.reviews.actions.object_to import Matter, object_to
from yiwang.insight.reviews.actions.type_value import NewValue, type_value
from yiwang.insight.reviews.answering import Given
from yiwang.insight.reviews.cards import lines_for
from yiwang.insight.reviews.definition import FaultyScheme, read_scheme
from yiwang.insight.reviews.models import Card, Reviewed
from yiwang.insight.reviews.queries.cards import (
    card_shown,
    card_to_see,
    locked_card,
    standings_of,
    subject_by_code,
    trend_of,
)
from yiwang.insight.reviews.queries.results import named_answers, standing_of
from yiwang.insight.reviews.queries.rounds import reviews_to_give
from yiwang.insight.reviews.schemes import scheme_by_key, scorecard_of, versions_in_force
from yiwang.insight.reviews.sweep import sweep
from yiwang.insight.reviews.tests.schemes import (
    AUTUMN,
    BOTH_WAYS,
    CARD,
    NOW,
    SUMMER,
    TODAY,
    UPWARD,
    account,
    opened,
    who,
)
from yiwang.insight.reviews.tests.test_rounds import answered, everybody_about
from yiwang.insight.statistics.actions.enter_statistics import Entered, Of, enter_statistics
from yiwang.insight.statistics.queries import lines_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def body(code):
    return subject_by_code("organization", code)


def typed(code, value, span=AUTUMN, by="supervisor.9001"):
    new = NewValue("town_card", "accidents", body(code), span, Decimal(value), "安监统计表")
    return type_value(new, actor=who(by), now=NOW)


def five_answers(span=AUTUMN, grade=4):
    """A closed round in which the housing office of 9001 has points."""
    round_id = opened(UPWARD, span)
    people = [a for a in everybody_about("ZJ-9001") if a.reviewed.round_id == round_id]
    for asked in people[:5]:
        answered(asked, Given({"response": grade, "comes": 1}))
    close_round(round_id, actor=SYSTEM, now=NOW)


def locked():
    """The locked card of the housing office: 83.3 of the review, 4 accidents."""
    load_scheme(CARD, actor=SYSTEM, now=NOW)
    five_answers()
    typed("ZJ-9001", 4)
    lock_cards("town_card", AUTUMN, actor=who("supervisor.90"), now=NOW)
    return locked_card(scheme_by_key("town_card"), body("ZJ-9001"), AUTUMN)


def test_a_card_adds_up_what_its_lines_say():
    card = locked()
    shown = card_shown(card.scheme, body("ZJ-9001"), AUTUMN, TODAY)

    # response 75 * 2, comes 100 * 1 -> 83.3; accidents 4 of 10..0 -> 60
    assert [(line.key, line.value, line.points, line.weight) for line in shown.lines] == [
        ("upward", "83.3", "83.3", "60"),
        ("accidents", "4", "60.0", "40"),
    ]
    assert shown.points == Decimal("74.0")  # (60 * 83.3 + 40 * 60) / 100
    facts = shown.lines[0].facts
    assert (facts["rounds"], facts["answered"]) == ("1", "5")
    assert shown.lines[1].facts["source"] == "安监统计表"
    assert "督办员" in shown.lines[1].facts["by"]


def test_a_line_and_the_pages_of_figures_show_the_same_number():
    load_scheme(CARD, actor=SYSTEM, now=NOW)
    scheme, office = scheme_by_key("town_card"), body("ZJ-9001")

    assert typed("ZJ-9001", 4)
    assert not typed("ZJ-9001", 4)
    [line] = lines_of("accidents", organization_id=office.id)
    assert (line.statistic.value, line.statistic.source) == (4, "安监统计表")
    assert typed("ZJ-9001", 5)
    [line] = lines_of("accidents", organization_id=office.id)
    assert [each.value for each in line.former] == [4]

    months = [(date(2026, 4, 1), date(2026, 4, 30), 2), (date(2026, 5, 1), date(2026, 6, 30), 1)]
    entered = [
        Entered(Of("accidents", None, office.id, first, last), Decimal(value), "区应急局快报")
        for first, last, value in months
    ]
    enter_statistics(entered, {}, actor=who("supervisor.9001"), now=NOW)
    shown = card_shown(scheme, office, SUMMER, TODAY)
    assert shown.lines[1].value == "3"
    with pytest.raises(Invalid, match="别的日期"):
        typed("ZJ-9001", 3, SUMMER)


def test_what_is_not_over_or_below_nothing_is_not_typed_in():
    load_scheme(CARD, actor=SYSTEM, now=NOW)

    for span, value in ((span_around(TODAY, "quarter"), 1), (AUTUMN, -1)):
        with pytest.raises(Invalid):
            typed("ZJ-9001", value, span)


def test_a_locked_period_is_frozen():
    card = locked()

    with pytest.raises(AlreadyDone):
        typed("ZJ-9001", 0)
    with pytest.raises(AlreadyDone):
        lock_cards("town_card", AUTUMN, actor=SYSTEM, now=LATER)
    for change in ("points = 100", "lines = '[]'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE reviews_card SET {change} WHERE id = {card.pk}")
    load_scheme(CARD.replace("weight = 60", "weight = 10"), actor=SYSTEM, now=LATER)
    assert card_shown(card.scheme, body("ZJ-9001"), AUTUMN, TODAY).points == Decimal("74.0")


def test_an_appeal_leaves_a_line_out_and_shows_it():
    card = locked()
    matter = Matter(card_id=card.pk, line="accidents")
    with pytest.raises(NotFound):
        object_to(matter, "有一起不属本局", actor=who("zj.9002"), now=NOW)
    objection = object_to(matter, "有一起不属本局", actor=who("zj.9001"), now=NOW)
    with pytest.raises(AlreadyDone):
        object_to(matter, "再来一次", actor=who("supervisor.9001"), now=NOW)
    with pytest.raises(Forbidden):
        decide_objection(objection, is_granted=True, why="好", actor=who("zj.9001"), now=NOW)
    with pytest.raises(Invalid):
        decide_objection(objection, is_granted=True, why=" ", actor=who("supervisor.9001"), now=NOW)

    decide_objection(
        objection, is_granted=True, why="责任认定书属实", actor=who("supervisor.9001"), now=NOW
    )

    shown = card_shown(card.scheme, body("ZJ-9001"), AUTUMN, TODAY)
    assert (shown.points, shown.left_out) == (Decimal("83.3"), frozenset({"accidents"}))
    assert Card.objects.get(pk=card.pk).points == Decimal("74.0")
    with pytest.raises(AlreadyDone):
        decide_objection(objection, is_granted=False, why="改", actor=who("supervisor.90"), now=NOW)


def test_an_exclusion_needs_a_second_person():
    card = locked()
    asked = object_to(
        Matter(card_id=card.pk, line="upward"),
        "本季度仅五人答",
        actor=who("supervisor.9001"),
        now=NOW,
    )

    with pytest.raises(Forbidden):
        decide_objection(asked, is_granted=True, why="同意", actor=who("supervisor.9001"), now=NOW)
    decide_objection(asked, is_granted=False, why="样本够", actor=who("supervisor.90"), now=NOW)

    assert card_shown(card.scheme, body("ZJ-9001"), AUTUMN, TODAY).points == Decimal("74.0")


def test_bodies_have_places_period_by_period():
    load_scheme(CARD, actor=SYSTEM, now=NOW)
    for span, numbers in ((SUMMER, (9, 2)), (AUTUMN, (1, 5))):
        typed("ZJ-9001", numbers[0], span)
        typed("SW-9001", numbers[1], span)
        lock_cards("town_card", span, actor=SYSTEM, now=NOW)

    found = standings_of(scheme_by_key("town_card"), account("supervisor.9001"), TODAY)

    places = {
        span.since.month: [(one.subject.code, one.place, one.of) for one in placed if one.place]
        for span, placed in found
    }
    assert places == {
        7: [("ZJ-9001", 1, 2), ("SW-9001", 2, 2)],
        4: [("SW-9001", 1, 2), ("ZJ-9001", 2, 2)],
    }
    mine = standings_of(scheme_by_key("town_card"), account("zj.9001"), TODAY, line="accidents")
    assert [[one.subject.code for one in placed] for _span, placed in mine] == [["ZJ-9001"]] * 2
    assert [each.points for each in trend_of(scheme_by_key("town_card"), body("ZJ-9001"))] == [
        Decimal("10.0"),
        Decimal("90.0"),
    ]


def test_bodies_with_as_many_points_share_their_place():
    load_scheme(CARD, actor=SYSTEM, now=NOW)
    for code in ("ZJ-9001", "SW-9001"):
        typed(code, 4, AUTUMN)
    lock_cards("town_card", AUTUMN, actor=SYSTEM, now=NOW)

    [(_span, placed)] = standings_of(
        scheme_by_key("town_card"), account("supervisor.9001"), TODAY, line="accidents"
    )

    shared = [(one.place, one.is_shared) for one in placed if one.place]
    assert shared == [(1, True), (1, True)]


def test_only_the_body_and_who_sees_figures_see_its_card():
    card = locked()

    for username in ("zj.9001", "supervisor.9001", "supervisor.90"):
        assert card_to_see(card.pk, account(username), TODAY)
    for username in ("sw.9001", "zj.9002", "supervisor.9002", "clerk.90010101"):
        with pytest.raises(NotFound):
            card_to_see(card.pk, account(username), TODAY)


def test_there_is_no_scorecard_of_a_person():
    text = CARD.replace('kinds = ["department"]', 'posts = ["grid_leader"]')

    with pytest.raises(FaultyScheme):
        read_scheme(text)
    names = {field.name for field in Card._meta.get_fields()}
    assert not names & {"account", "appointment", "person", "user"}


def test_cards_lock_by_themselves_some_days_after_the_period():
    load_scheme(CARD, actor=SYSTEM, now=NOW)

    def locked_periods():
        return set(Card.objects.values_list("since", flat=True))

    sweep(NOW - timedelta(days=4))  # the fifth of October: five days are not over
    assert locked_periods() == {SUMMER.since}
    sweep(NOW)
    assert locked_periods() == {SUMMER.since, AUTUMN.since}
    assert sweep(NOW).locked == 0


def test_after_a_long_standstill_every_period_that_ended_since_is_locked():
    load_scheme(CARD, actor=SYSTEM, now=NOW - timedelta(days=200))  # in March

    assert sweep(NOW).locked == 3
    assert set(Card.objects.values_list("since", "until")) == {
        (date(2026, 1, 1), date(2026, 3, 31)),
        (SUMMER.since, SUMMER.until),
        (AUTUMN.since, AUTUMN.until),
    }
    assert sweep(NOW).locked == 0


def test_both_directions_of_named_reviews_leave_one_answer_out():
    round_id = opened(BOTH_WAYS)

    for username, grade in (("zj.9001", 5), ("sw.9001", 1)):
        for each in reviews_to_give(account(username), TODAY):
            given = Given({"response": grade, "comes": 1})
            give_review(each.asked.pk, given, actor=who(username), now=NOW)
    close_round(round_id, actor=SYSTEM, now=NOW)
    about = body("ZX-900101")
    row = Reviewed.objects.get(round=round_id, organization=about.id)
    assert standing_of(row.pk).points == Decimal("66.7")  # (2 * 50 + 100) / 3
    low = next(one for one in named_answers(row) if one.values["response"] == 1)
    asked = object_to(Matter(row.pk, low.pk), "评错了单位", actor=who("supervisor.9001"), now=NOW)
    decide_objection(asked, is_granted=True, why="经核实", actor=who("supervisor.90"), now=NOW)

    result = standing_of(row.pk)
    assert (result.points, result.answers_left_out) == (Decimal("100.0"), 1)
    assert result.reviewed.points == Decimal("66.7")


def test_the_number_of_statements_does_not_grow_with_the_bodies(django_assert_max_num_queries):
    load_scheme(CARD, actor=SYSTEM, now=NOW)
    [version] = versions_in_force("scorecard", TODAY)
    subjects = [body(code) for code in ("ZJ-9001", "SW-9001", "CG-9001", "ZJ-9002")]

    with django_assert_max_num_queries(4):
        lines_for(
            version.scheme, scorecard_of(version), subjects, span_around(TODAY, "quarter"), TODAY
        )
