"""Claims are told to who decides, what became of them to who took the card on, and a card that
waits to its second person; of the words of a card nothing goes out."""

import pytest

from yiwang.insight.messages.models import Message
from yiwang.insight.messages.tests.staging import read_on
from yiwang.portals.casework.tests.staging import client_of
from yiwang.portals.exchange.tests.shop import act, card_up, claim_on
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


def test_a_card_that_waits_is_told_to_its_second_person_and_then_to_its_writer():
    wish = card_up(kind="wish", title="想要一副老花镜")
    read_on()
    waits = told("card")

    client_of(READER).post(f"/exchange/{wish.pk}/read", {"do": "show"})
    read_on()

    assert waits == [READER]
    assert told("card") == [CLERK, READER]
