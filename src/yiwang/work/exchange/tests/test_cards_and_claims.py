"""What is asked for, taken on, done and confirmed; and what is refused."""

import pytest

from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.work.exchange.actions.claim_card import claim_card
from yiwang.work.exchange.actions.confirm_claim import confirm_claim
from yiwang.work.exchange.actions.decide_card import decide_card
from yiwang.work.exchange.actions.decide_claim import decide_claim
from yiwang.work.exchange.actions.end_card import end_card
from yiwang.work.exchange.actions.lapse import lapse
from yiwang.work.exchange.actions.release_claim import release_claim
from yiwang.work.exchange.actions.report_claim import report_claim
from yiwang.work.exchange.actions.withdraw_card import withdraw_card
from yiwang.work.exchange.claiming import TooManyHeld
from yiwang.work.exchange.models import Card, CardKind, Claim
from yiwang.work.exchange.policies import cards_in_sight
from yiwang.work.exchange.queries.cards import Filter, cards, counts, shown
from yiwang.work.exchange.queries.claims import own_claims, to_decide
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
    area,
    ask,
    body,
    claim,
    done,
    held,
    later,
    put_up,
    recorded,
)

pytestmark = pytest.mark.django_db


def test_a_need_is_taken_on_done_confirmed_and_fulfilled():
    card = put_up()

    finished = done(card)

    card.refresh_from_db()
    assert (card.state, card.outcome) == ("fulfilled", "腾出了二楼东屋")
    assert finished.state == "confirmed"
    assert recorded() == [
        "exchange.card.put_up",
        "exchange.claim.made",
        "exchange.claim.decided",
        "exchange.claim.reported",
        "exchange.claim.confirmed",
        "exchange.card.ended",
    ]


def test_a_wish_is_shown_once_a_second_person_has_read_it():
    wish = put_up("wish", title="想要一副老花镜")
    before = cards_in_sight(None, NOW.date()).filter(pk=wish.pk).exists()

    decide_card(wish.pk, shown=True, actor=actor(READER), now=NOW)

    assert (before, cards_in_sight(None, NOW.date()).filter(pk=wish.pk).exists()) == (False, True)


def test_nobody_reads_first_what_they_put_up():
    wish = put_up("wish", username=READER)

    with pytest.raises(Forbidden):
        decide_card(wish.pk, shown=True, actor=actor(READER), now=NOW)

    wish.refresh_from_db()
    assert wish.state == "submitted"


def test_nobody_puts_up_for_a_community_that_is_not_theirs():
    with pytest.raises(Forbidden):
        put_up(username=STRANGER)

    assert (Card.objects.count(), recorded()) == (0, [])


def test_a_telephone_number_stays_off_the_card():
    with pytest.raises(Invalid) as refused:
        put_up(text="找王阿姨 13812345678")

    assert list(refused.value.fields) == ["text"]


def test_parts_of_a_card_are_taken_until_none_is_left():
    card = put_up(amount=30, title="三十顶毛线帽")
    held(card, amount=10)
    with pytest.raises(Invalid) as refused:
        claim(card, LEADER, amount=25)

    held(card, LEADER, amount=20)

    assert list(refused.value.fields) == ["amount"]
    [one] = shown([card])
    assert (one.holds, one.taken, one.confirmed, one.free) == (30, 30, 0, 0)


def test_who_comes_when_all_is_taken_waits_and_moves_up():
    card = put_up()
    first = held(card)
    second = claim(card, LEADER)
    waiting = second.state

    release_claim(first.pk, "人手不够", actor=actor(OFFICE), now=NOW)

    second.refresh_from_db()
    assert (waiting, second.state) == ("waiting", "asked")
    assert recorded()[-2:] == ["exchange.claim.released", "exchange.claim.moved_up"]


def test_the_same_form_twice_is_one_claim():
    card, once = put_up(), ask(organization_id=body().pk)

    made = [claim_card(card.pk, once, actor=actor(OFFICE), now=NOW).pk for _each in range(2)]

    assert made[0] == made[1]
    assert Claim.objects.count() == 1


def test_a_body_takes_a_card_on_once():
    card = put_up(amount=5)
    claim(card)

    with pytest.raises(AlreadyDone):
        claim(card)


def test_who_holds_many_finishes_one_first():
    CardKind.objects.filter(key="need").update(most_held=1)
    first, second = put_up(), put_up(title="缺一张乒乓球台")
    claim(first)

    with pytest.raises(TooManyHeld):
        claim(second)

    done_one = Claim.objects.get()
    decide_claim(done_one.pk, accepted=False, reason="已有", actor=actor(CLERK), now=NOW)
    assert claim(second).state == "asked"


def test_a_stranger_takes_nothing_on_for_a_body():
    card = put_up()

    with pytest.raises(Forbidden):
        claim_card(card.pk, ask(organization_id=body().pk), actor=actor(STRANGER), now=NOW)

    assert Claim.objects.count() == 0


def test_the_clerk_enters_what_a_body_said_on_the_telephone():
    card = put_up()

    made = claim_card(card.pk, ask(organization_id=body().pk), actor=actor(CLERK), now=NOW)

    assert (made.organization, "受理员" in made.asked_as) == (body(), True)


def test_what_is_not_reported_in_time_lapses_and_is_open_to_others():
    card = put_up()
    first = held(card)
    second = claim(card, LEADER)

    lapse(actor=actor(CLERK), now=later(days=61))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("lapsed", "asked")


def test_a_card_whose_last_day_is_over_ends_unless_somebody_has_it_on():
    idle = put_up(closes_on=NOW.date())
    busy = put_up(closes_on=NOW.date(), title="要一台轮椅")
    held(busy)

    number = lapse(actor=actor(CLERK), now=later(days=1))

    idle.refresh_from_db()
    busy.refresh_from_db()
    assert (number, idle.state, busy.state) == (1, "ended", "open")


def test_what_was_not_done_well_goes_back_with_the_reason():
    card = put_up()
    made = held(card)
    report_claim(made.pk, "做了一半", actor=actor(OFFICE), now=NOW)

    confirm_claim(made.pk, confirmed=False, reason="门还没修", actor=actor(CLERK), now=NOW)

    made.refresh_from_db()
    assert (made.state, made.reason, made.ended_at) == ("held", "门还没修", None)


def test_a_need_met_with_an_offer_uses_it_up():
    need = put_up(tags=("venue",))
    offer = put_up("unit_resource", title="会议室可借", tags=("venue",))

    done(need, offer_id=offer.pk)

    offer.refresh_from_db()
    need.refresh_from_db()
    assert (need.state, offer.state) == ("fulfilled", "fulfilled")


def test_an_offer_is_not_promised_twice():
    offer = put_up("unit_resource", title="会议室可借")
    held(put_up(), offer_id=offer.pk)

    with pytest.raises(Invalid) as refused:
        claim(put_up(title="要排练的地方"), LEADER, offer_id=offer.pk)

    assert list(refused.value.fields) == ["amount"]


def test_a_card_taken_back_lets_go_who_had_it_on():
    card = put_up()
    made = held(card)

    withdraw_card(card.pk, "写错了社区", actor=actor(CLERK), now=NOW)

    made.refresh_from_db()
    assert (made.state, made.reason) == ("released", "写错了社区")


def test_nothing_is_called_fulfilled_that_nobody_did():
    card = put_up()

    with pytest.raises(Invalid):
        end_card(card.pk, "都好了", fulfilled=True, actor=actor(CLERK), now=NOW)

    end_card(card.pk, "没有单位认领", fulfilled=False, actor=actor(CLERK), now=NOW)
    card.refresh_from_db()
    assert card.state == "ended"


def test_what_is_over_moves_no_more():
    card = put_up()
    finished = done(card)

    with pytest.raises(AlreadyDone):
        release_claim(finished.pk, "不想做了", actor=actor(OFFICE), now=NOW)
    with pytest.raises(AlreadyDone):
        withdraw_card(card.pk, "不要了", actor=actor(CLERK), now=NOW)


def test_lists_are_of_the_reader_and_cost_the_same_however_long(django_assert_num_queries):
    for number in range(3):
        claim(put_up(title=f"缺口{number}"))
    clerk, on, here = account(CLERK).pk, NOW.date(), area().pk

    with django_assert_num_queries(3):
        listed = shown(cards(clerk, Filter(side="need", area_id=here), on))
    with django_assert_num_queries(1):
        waiting = list(to_decide(clerk, on))
    with django_assert_num_queries(1):
        counted = counts(clerk, None, on)

    assert (len(listed), len(waiting)) == (3, 3)
    assert (counted["need"].open, counted["need"].claimed) == (3, 3)
    assert own_claims(account(OFFICE).pk, on).count() == 3
    assert own_claims(account(LEADER).pk, on).count() == 0


def test_a_kind_that_is_not_public_is_seen_where_it_is_put_up_only():
    CardKind.objects.filter(key="need").update(is_public=False)
    card = put_up()

    seen = {
        name: cards_in_sight(account(name).pk if name else None, NOW.date())
        .filter(pk=card.pk)
        .exists()
        for name in (CLERK, READER, LEADER, STRANGER, "")
    }

    assert seen == {CLERK: True, READER: True, LEADER: False, STRANGER: False, "": False}
    with pytest.raises(NotFound):
        claim_card(
            card.pk, ask(appointment_id=appointment(LEADER).pk), actor=actor(LEADER), now=NOW
        )


def test_what_is_closed_or_has_not_begun_is_not_taken_on():
    closed = put_up(closes_on=NOW.date())
    coming = put_up(title="下月再来", opens_on=later(days=30).date())

    with pytest.raises(AlreadyDone):
        claim(closed, at=later(days=1))
    with pytest.raises(AlreadyDone):
        claim(coming)

    assert Claim.objects.count() == 0
