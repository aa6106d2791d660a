"""Claims are told to who decides, what became of them to who took the card on, and a card that
waits to its second person; of the words of a card nothing goes out."""

from uuid import uuid4

import pytest
from django.utils import timezone

from yiwang.insight.messages.models import Message
from yiwang.insight.messages.tests.staging import read_on
from yiwang.portals.casework.tests.staging import actor, client_of, colleague_of
from yiwang.portals.exchange.tests.shop import act, card_up, claim_on, evening
from yiwang.work.exchange.actions.check_in import check_in
from yiwang.work.exchange.actions.take_place import take_place
from yiwang.work.exchange.tests.market import CLERK, LEADER, OFFICE, READER

pytestmark = pytest.mark.django_db


def told(kind: str) -> list[str]:
    found = Message.objects.filter(kind=kind).order_by("account__username")
    return list(found.values_list("account__username", flat=True))


def test_a_claim_is_told_to_who_decides_and_the_answer_to_who_asked():
    claim = claim_on(card_up(), OFFICE)
    read_on()
    asked = (told("claim"), told("claimed"))

    act(CLERK, claim, "accept")
    read_on()

    assert asked == ([CLERK], [])
    assert (told("claim"), told("claimed")) == ([CLERK], [OFFICE])
    message = Message.objects.get(kind="claimed")
    opened = client_of(OFFICE).get(f"/messages/{message.pk}")
    assert opened["Location"] == f"/exchange/claims/{claim.pk}/"


def test_who_moves_up_is_told_and_so_is_who_decides():
    card = card_up()
    first, waiting = claim_on(card, OFFICE), claim_on(card, LEADER)
    read_on()
    act(OFFICE, first, "release", reason="人手不够")

    read_on()

    assert told("claimed") == [LEADER]
    waiting.refresh_from_db()
    assert waiting.state == "asked"
    assert Message.objects.filter(kind="claim", about_id=waiting.pk).count() == 1


def test_what_is_given_back_is_told_to_who_keeps_the_card_too():
    card = card_up()
    first, waiting = claim_on(card, OFFICE), claim_on(card, LEADER)
    read_on()
    act(LEADER, waiting, "release", reason="不等了")
    read_on()
    of_the_waiting = told("freed")
    act(OFFICE, first, "release", reason="人手不够")

    read_on()

    assert (of_the_waiting, told("freed")) == ([], [CLERK])
    message = Message.objects.get(kind="freed")
    assert client_of(CLERK).get(f"/messages/{message.pk}")["Location"] == (
        f"/exchange/claims/{first.pk}/"
    )


def test_one_that_is_made_and_moves_up_before_the_next_reading_waits_once():
    card = card_up()
    first, waiting = claim_on(card, OFFICE), claim_on(card, LEADER)
    act(OFFICE, first, "release", reason="人手不够")

    read_on()

    assert Message.objects.filter(kind="claim", about_id=waiting.pk).count() == 1
    assert Message.objects.filter(kind="claim").count() == 1  # nobody decides on the first any more


def test_one_that_was_decided_and_reported_before_the_next_reading_waits_once():
    claim = claim_on(card_up(), OFFICE)
    act(CLERK, claim, "accept")
    act(OFFICE, claim, "report", report="腾出了二楼东屋")

    read_on()

    assert (claim.state, told("claim")) == ("done", [CLERK])


def test_a_code_without_a_time_that_is_answered_at_the_counter_is_told_to_who_keeps_the_card():
    """Of two who keep it, the one who was not at the counter; of a place at a time nobody."""
    colleague = colleague_of(CLERK)
    card = card_up(kind="activity", amount="2")
    timed = card_up(kind="activity", title="下午下棋", **(evening() | {"t-places": "3"}))
    slot = timed.slots.get()
    asked, code = take_place(card.pk, None, uuid4(), now=timezone.now())
    _place, of_a_time = take_place(timed.pk, slot.pk, uuid4(), now=timezone.now())
    act(CLERK, asked, "accept")
    read_on()
    before = told("freed")

    check_in(code, actor=actor(CLERK), now=timezone.now())
    check_in(of_a_time, actor=actor(CLERK), now=slot.starts_at)
    read_on()

    assert (before, told("freed")) == ([], [colleague])


def test_a_card_that_waits_is_told_to_its_second_person_and_then_to_its_writer():
    wish = card_up(kind="wish", title="想要一副老花镜")
    read_on()
    waits = told("card")

    client_of(READER).post(f"/exchange/{wish.pk}/read", {"do": "show"})
    read_on()

    assert waits == [READER]
    assert told("card") == [CLERK, READER]
