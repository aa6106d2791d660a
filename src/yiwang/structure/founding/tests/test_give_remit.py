"""What a body is there for, with dates: a street gives up courting investors."""

from datetime import timedelta

import pytest

from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid
from yiwang.structure.founding.actions.give_remit import NewRemit, end_remit, give_remit
from yiwang.structure.founding.tests.bodies import EAST, NOON, TODAY, WEST, actor, founded, recorded
from yiwang.structure.organizations.listing import convenors_of, remits_of

COURTS = NewRemit("招商引资", "三定方案")


def given(body, wanted=COURTS, by=EAST):
    return give_remit(body.pk, wanted, actor=actor(by), now=NOON)


def ended(remit, by=EAST, until=None, reason="市委1+6文件", now=NOON):
    end_remit(remit.pk, until=until, reason=reason, actor=actor(by), now=now)


def test_it_is_given_from_a_day_until_a_day(areas):
    body = founded(areas)
    remit = given(body)

    ended(remit, until=TODAY + timedelta(days=30))

    (found,) = remits_of([body.pk])
    assert (found.says, found.valid_from, found.valid_to) == (
        "招商引资",
        TODAY,
        TODAY + timedelta(days=30),
    )
    assert (recorded("remit.given"), recorded("remit.ended")) == (1, 1)


def test_the_same_again_is_the_one_that_is_there(areas):
    body = founded(areas)

    assert given(body).pk == given(body).pk
    assert recorded("remit.given") == 1


def test_one_body_of_an_area_calls_the_others_together(areas):
    body = founded(areas)
    assert convenors_of(areas["9001"], TODAY) == []

    given(body, NewRemit("统揽全局、协调各方", "党章", convenes=True))

    assert convenors_of(areas["9001"], TODAY) == [body]


def test_words_basis_and_reason_are_asked_for(areas):
    body = founded(areas)
    with pytest.raises(Invalid) as refusal:
        given(body, NewRemit(" ", ""))
    remit = given(body)
    with pytest.raises(Invalid) as no_reason:
        ended(remit, reason=" ")

    assert list(refusal.value.fields) == ["says", "basis"]
    assert list(no_reason.value.fields) == ["reason"]


def test_a_stranger_and_a_second_end_are_refused(areas):
    body = founded(areas)
    with pytest.raises(Forbidden):
        given(body, by=WEST)
    remit = given(body)
    ended(remit)

    with pytest.raises(AlreadyDone):
        ended(remit)
    assert (recorded("remit.given"), recorded("remit.ended")) == (1, 1)
