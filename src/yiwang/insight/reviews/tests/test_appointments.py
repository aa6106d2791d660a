"""The review of an appointment: by its duty list and by residents, seen by two and nobody else."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.test import Client

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.confirm_duty import confirm_duty
from yiwang.insight.reviews.actions.decide_objection import decide_objection
from yiwang.insight.reviews.actions.give_satisfaction import Ticket, give_satisfaction
from yiwang.insight.reviews.actions.object_to import Matter, object_to
from yiwang.insight.reviews.actions.report_duties import Reported, report_duties
from yiwang.insight.reviews.answering import Given
from yiwang.insight.reviews.definition import FaultyScheme, read_scheme
from yiwang.insight.reviews.models import Reviewed
from yiwang.insight.reviews.queries.results import standing_of
from yiwang.insight.reviews.tests.schemes import DOUBLE, NOW, TODAY, duties, opened, who
from yiwang.structure.posts.actions.end_appointment import end_appointment

pytestmark = pytest.mark.django_db
HOLDER, SUPERVISOR = "grid.9001010101", "clerk.90010101"
SAID = {
    "visit": Reported(True, "走访记录12次"),
    "report": Reported(True, "事项 L-12、L-15"),
    "answer": Reported(True, "均已答复"),
    "drill": Reported(False),
}


def reviewed_of(username=HOLDER):
    return Reviewed.objects.get(appointment__account__username=username)


def whole_round(answers=10):
    """The id of a closed result: three of four duties confirmed, so many answers of residents."""
    duties()
    round_id = opened(DOUBLE)
    row = reviewed_of()
    report_duties(row.pk, SAID, actor=who(HOLDER), now=NOW)
    for key in SAID:
        confirm_duty(row.pk, key, is_confirmed=True, actor=who(SUPERVISOR), now=NOW)
    for number in range(answers):
        given = Given({"satisfied": 5 if number % 2 else 3})
        assert give_satisfaction(row.pk, Ticket(f"form-{number}"), given, now=NOW)
    close_round(round_id, actor=SYSTEM, now=NOW)
    return row.pk


def test_both_sides_make_the_points():
    result = standing_of(whole_round())

    # duties 3 of 4 = 75, weight 60; residents (5*100 + 5*50) / 10 = 75, weight 40
    assert [(part.key, part.points) for part in result.parts] == [
        ("public", Decimal("75.0")),
        ("duty", Decimal("75.0")),
    ]
    assert result.points == Decimal("75.0")


def test_of_nine_answers_nothing_is_shown_or_kept():
    pk = whole_round(answers=9)

    result = standing_of(pk)
    assert result.is_small_in_public
    assert next((part.key, part.points) for part in result.parts) == ("public", None)
    assert result.points == Decimal("75.0")  # of the duties alone
    assert not Reviewed.objects.get(pk=pk).tallies.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Reviewed.objects.create(
            round=result.reviewed.round, area_id=1, public_answers=9, public_points=50
        )


def test_nobody_else_learns_of_it():
    pk = whole_round()
    addresses = [
        f"/desk/reviews/results/{pk}",
        f"/desk/reviews/results/{pk}/duties",
    ]
    statuses = {}
    for user in get_user_model().objects.filter(is_active=True).order_by("username"):
        client = Client()
        client.force_login(user)
        statuses[user.username] = {client.get(address).status_code for address in addresses}

    seeing = {name for name, found in statuses.items() if found != {404}}
    assert seeing == {HOLDER, SUPERVISOR}
    assert statuses[HOLDER] == statuses[SUPERVISOR] == {200}
    assert Client().get(addresses[0]).status_code == 302  # to sign in


def test_no_list_names_it():
    whole_round()
    holder = get_user_model().objects.get(username=HOLDER)
    for username in ("supervisor.90", "supervisor.9001", "dispatcher.900101"):
        client = Client()
        client.force_login(get_user_model().objects.get(username=username))
        for address in (
            "/desk/reviews",
            "/desk/reviews/rounds",
            f"/desk/reviews/rounds/{reviewed_of().round_id}",
            "/desk/reviews/objections",
            "/desk/scorecards",
        ):
            text = client.get(address).content.decode()
            assert f"results/{reviewed_of().pk}" not in text, (username, address)
            assert holder.name not in text


def test_leaving_the_post_ends_it():
    pk = whole_round()
    end_appointment(reviewed_of().appointment_id, ends_on=TODAY, actor=SYSTEM, now=NOW)

    with pytest.raises(NotFound):
        object_to(Matter(pk), "不符合实际", actor=who(HOLDER), now=NOW)


def test_the_holder_appeals_and_somebody_without_a_part_decides():
    pk = whole_round()

    with pytest.raises(Forbidden):
        object_to(Matter(pk), "不符合实际", actor=who(SUPERVISOR), now=NOW)
    objection = object_to(Matter(pk), "问卷期间我在外培训", actor=who(HOLDER), now=NOW)
    for username in (HOLDER, SUPERVISOR, "supervisor.9002"):
        with pytest.raises(Forbidden):
            decide_objection(objection, is_granted=True, why="属实", actor=who(username), now=NOW)
    decide_objection(
        objection, is_granted=True, why="培训属实", actor=who("supervisor.9001"), now=NOW
    )

    result = standing_of(pk)
    assert (result.points, result.is_left_out) == (None, True)
    assert result.reviewed.points == Decimal("75.0")  # what was closed stays


def test_duties_are_confirmed_by_another_and_refused_with_a_reason():
    duties()
    opened(DOUBLE)
    row = reviewed_of()

    with pytest.raises(Invalid):
        report_duties(row.pk, {"visit": Reported(True)}, actor=who(HOLDER), now=NOW)
    with pytest.raises(NotFound):
        confirm_duty(row.pk, "visit", is_confirmed=True, actor=who(SUPERVISOR), now=NOW)
    assert report_duties(row.pk, SAID, actor=who(HOLDER), now=NOW) == 4
    assert report_duties(row.pk, SAID, actor=who(HOLDER), now=NOW) == 0
    with pytest.raises(Forbidden):
        confirm_duty(row.pk, "visit", is_confirmed=True, actor=who(HOLDER), now=NOW)
    with pytest.raises(Invalid):
        confirm_duty(row.pk, "visit", is_confirmed=False, actor=who(SUPERVISOR), now=NOW)
    assert confirm_duty(
        row.pk, "visit", is_confirmed=False, why="没有记录", actor=who(SUPERVISOR), now=NOW
    )
    with pytest.raises(NotFound):
        confirm_duty(row.pk, "visit", is_confirmed=True, actor=who("clerk.90010102"), now=NOW)


def test_a_form_counts_once():
    duties()
    opened(DOUBLE)
    row, given = reviewed_of(), Given({"satisfied": 4})

    assert give_satisfaction(row.pk, Ticket("one"), given, now=NOW)
    assert not give_satisfaction(row.pk, Ticket("one"), given, now=NOW)
    other = reviewed_of("grid.9001010102")
    assert not give_satisfaction(other.pk, Ticket("one"), given, now=NOW)
    with pytest.raises(NotFound):
        give_satisfaction(row.pk, Ticket("NOSUCHSLIP", is_printed=True), given, now=NOW)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("[residents]", "[residents]\nleast = 9"), 10),
        (('posts = ["grid_leader"]', 'posts = ["grid_leader"]\nkinds = ["department"]'), 7),
        (("[duty]", '[reviewers]\nposts = ["verifier"]\ntie = "above"\n\n[duty]'), 1),
    ],
)
def test_what_would_break_the_rule_is_no_scheme(change, line):
    text = DOUBLE.replace(*change)
    with pytest.raises(FaultyScheme) as refusal:
        read_scheme(text)

    assert refusal.value.faults[0].line >= line
