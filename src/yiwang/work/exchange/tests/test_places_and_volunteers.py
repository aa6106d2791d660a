"""Places taken with a code and no name; volunteers who say what they can do, and what they did."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.structure.posts.models import Appointment
from yiwang.work.exchange.actions.check_in import check_in
from yiwang.work.exchange.actions.confirm_claim import confirm_claim
from yiwang.work.exchange.actions.decide_claim import decide_claim
from yiwang.work.exchange.actions.enrol import Told, enrol
from yiwang.work.exchange.actions.give_place_back import give_place_back
from yiwang.work.exchange.actions.lapse import lapse
from yiwang.work.exchange.actions.report_claim import report_claim
from yiwang.work.exchange.actions.take_place import TooManyWait, take_place
from yiwang.work.exchange.models import Card, Claim, Enrolment
from yiwang.work.exchange.queries.cards import slots_of
from yiwang.work.exchange.queries.claims import claim_of_code, to_decide
from yiwang.work.exchange.queries.matching import fits_for, volunteers_for
from yiwang.work.exchange.queries.volunteers import service_of, volunteers, volunteers_of_bodies
from yiwang.work.exchange.queries.waiting import Waiting, waiting_for
from yiwang.work.exchange.tests.market import (
    CLERK,
    LEADER,
    NOW,
    OFFICE,
    READER,
    STRANGER,
    account,
    actor,
    appointment,
    body,
    claim,
    held,
    later,
    put_up,
)
from yiwang.work.exchange.writing import Time

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def counter(places=1):
    times = (Time(later(days=1), later(days=1, hours=2), places),)
    return put_up("counter_time", title="周二上午代办社保", times=times)


def take(card, at=NOW):
    return take_place(card.pk, card.slots.get().pk, uuid4(), now=at)


def test_a_place_is_taken_with_a_code_and_used_at_the_counter():
    card = counter()
    claim, code = take(card)

    with pytest.raises(Invalid):
        check_in(code, actor=actor(CLERK), now=NOW)
    check_in(code.lower(), actor=actor(CLERK), now=later(days=1, minutes=5))

    claim.refresh_from_db()
    assert (claim.state, claim_of_code(code).pk) == ("confirmed", claim.pk)
    assert code not in str(vars(claim))


def test_who_comes_too_late_waits_and_gets_the_place_that_is_given_back():
    card = counter()
    [_first, code], [second, _code] = take(card), take(card, later(minutes=1))
    waiting = second.state

    give_place_back(code, now=later(minutes=2))

    second.refresh_from_db()
    [slot] = slots_of(card, NOW)
    assert (waiting, second.state, slot.taken) == ("waiting", "held", 1)


def test_a_code_of_another_community_is_not_checked_in():
    _claim, code = take(counter())

    with pytest.raises(Forbidden):
        check_in(code, actor=actor(STRANGER), now=later(days=1))
    with pytest.raises(NotFound):
        check_in("000-000-000", actor=actor(CLERK), now=later(days=1))


def test_two_places_of_one_form_are_one():
    card, form = counter(places=5), uuid4()

    first, code = take_place(card.pk, card.slots.get().pk, form, now=NOW)
    second, none = take_place(card.pk, card.slots.get().pk, form, now=NOW)

    assert (first.pk, none, Claim.objects.count()) == (second.pk, None, 1)
    assert code


def test_service_outside_working_hours_is_not_put_into_them():
    with pytest.raises(Invalid) as refused:
        put_up("service_post", times=(Time(later(hours=1), later(hours=2)),))

    evening = put_up("service_post", times=(Time(later(hours=10), later(hours=11)),))

    assert list(refused.value.fields) == ["times"]
    assert evening.slots.count() == 1


def test_a_volunteer_says_what_they_can_do_and_takes_it_out_again():
    mine = appointment(LEADER).pk
    told = Told(tags=["law", "elderly"], times=["saturday"], note="会修收音机")
    enrol(mine, told, actor=actor(LEADER), now=NOW)
    need = put_up(tags=("elderly",))

    near = [each.appointment_id for each in volunteers(account(CLERK).pk, TODAY, tag="law")]
    far = list(volunteers(account(STRANGER).pk, TODAY))
    fitting = [each.appointment_id for each in volunteers_for(need, account(READER).pk, TODAY)]
    enrol(mine, Told(), actor=actor(LEADER), now=NOW)

    assert (near, far, fitting) == ([mine], [], [])
    assert Enrolment.objects.count() == 0


def test_nobody_enrols_somebody_else():
    with pytest.raises(Forbidden):
        enrol(appointment(LEADER).pk, Told(tags=["law"]), actor=actor(OFFICE), now=NOW)


def test_what_fits_comes_first_by_fields_in_common():
    need = put_up(tags=("elderly", "health"))
    one = put_up("unit_resource", title="会议室", tags=("elderly",))
    two = put_up("unit_resource", title="义诊", tags=("health", "elderly"))
    put_up("unit_resource", title="法律咨询", tags=("law",))

    fits = fits_for(need, account(CLERK).pk, TODAY)

    assert [fit.shown.card.pk for fit in fits] == [two.pk, one.pk]
    assert fits[0].tags == ("elderly", "health")
    assert [fit.shown.card.pk for fit in fits_for(one, account(CLERK).pk, TODAY)] == [need.pk]


def test_service_is_read_by_the_volunteer_and_the_two_bodies_that_answer_for_them():
    mine = appointment(LEADER)
    Appointment.objects.filter(pk=mine.pk).update(mode="volunteer", home=body().pk)
    done = held(put_up(), LEADER)
    report_claim(done.pk, "陪老人看病", Decimal("2.5"), actor=actor(LEADER), now=NOW)
    confirm_claim(done.pk, confirmed=True, actor=actor(CLERK), now=NOW)
    since, until = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

    for reader in (LEADER, CLERK, OFFICE):
        service = service_of(mine.pk, account(reader).pk, since, until, TODAY)
        assert (service.hours, len(service.served)) == (Decimal("2.5"), 1)
    with pytest.raises(NotFound):
        service_of(mine.pk, account(STRANGER).pk, since, until, TODAY)

    assert [each.pk for each in volunteers_of_bodies(account(OFFICE).pk, TODAY)] == [mine.pk]


def test_who_reports_for_a_body_that_telephoned_has_another_confirm_it():
    made = held(put_up())
    report_claim(made.pk, "做好了，电话里说的", actor=actor(CLERK), now=NOW)

    with pytest.raises(Forbidden):
        confirm_claim(made.pk, confirmed=True, actor=actor(CLERK), now=NOW)

    confirm_claim(made.pk, confirmed=True, actor=actor(READER), now=NOW)
    made.refresh_from_db()
    assert made.state == "confirmed"


def test_nobody_confirms_their_own_service():
    mine = appointment(CLERK)
    card = put_up("place_task", title="清理楼道")
    claim = Claim.objects.create(
        card=card, volunteer=mine, form=uuid4(), state="done", asked_at=NOW, report="清好了"
    )

    with pytest.raises(Forbidden):
        confirm_claim(claim.pk, confirmed=True, actor=actor(CLERK), now=NOW)


def test_a_time_that_has_begun_is_not_booked_any_more():
    card = counter()

    with pytest.raises(Invalid) as refused:
        take(card, later(days=1, minutes=1))

    assert (list(refused.value.fields), Claim.objects.count()) == (["slot"], 0)


def test_so_many_without_a_name_are_enough(monkeypatch):
    monkeypatch.setattr("yiwang.work.exchange.actions.take_place.MOST_WAITING", 2)
    card = counter()
    take(card)
    take(card)

    with pytest.raises(TooManyWait):
        take(card)

    assert Claim.objects.count() == 2


def test_an_example_ends_with_a_kind_sentence_once_its_times_are_over():
    example, real = counter(), counter()
    Card.objects.filter(pk=example.pk).update(is_demonstration=True)
    claim, _code = take(example)

    ended = [lapse(actor=SYSTEM, now=later(days=days)) for days in (1, 2, 3)]

    example.refresh_from_db()
    claim.refresh_from_db()
    real.refresh_from_db()
    assert (ended, example.state, claim.state, real.state) == (
        [0, 1, 0],
        "ended",
        "released",
        "open",
    )
    assert example.outcome == "这是一个示范活动，安排的时间都过了。谢谢你来看。"


def test_the_last_part_that_is_answered_at_the_counter_fulfils_the_card():
    card = put_up("activity", title="补一床被子")
    claim, code = take_place(card.pk, None, uuid4(), now=NOW)
    decide_claim(claim.pk, accepted=True, actor=actor(CLERK), now=NOW)

    check_in(code, actor=actor(CLERK), now=later(days=1))

    card.refresh_from_db()
    assert card.state == "fulfilled"


def test_what_waits_is_counted_in_one_statement(django_assert_num_queries):
    first, second = put_up(), put_up(title="缺两张桌子")
    claim(first)
    claim(second, LEADER)
    held(put_up(title="缺三把椅子"))
    put_up("wish", title="想要一副老花镜")

    for username, waits in ((CLERK, Waiting(decide=2)), (READER, Waiting(decide=2, read=1))):
        account_id = account(username).pk
        with django_assert_num_queries(1):
            assert waiting_for(account_id, TODAY) == waits
        assert to_decide(account_id, TODAY).count() == waits.decide
    assert waiting_for(account(STRANGER).pk, TODAY) == Waiting()
