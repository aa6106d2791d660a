"""Doing at once what several want: everybody gets their own answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from yiwang.foundation.together import Together


class Kitchen:
    """Cooks what is wanted; the first time it waits until told to go on."""

    def __init__(self):
        self.cooked, self.has_begun, self.may_go_on = [], Event(), Event()
        self.order = Together(self.cook)

    def cook(self, wanted):
        self.cooked.append(list(wanted))
        self.has_begun.set()
        assert self.may_go_on.wait(5)
        if "fire" in wanted:
            raise RuntimeError("the kitchen burns")
        return [ValueError(one) if one == "stone" else f"{one} soup" for one in wanted]

    def serve(self, first, *others):
        """Everybody's answer or exception; the others come while the first is being cooked."""
        with ThreadPoolExecutor(1 + len(others)) as guests:
            orders = [guests.submit(self.order, first)]
            assert self.has_begun.wait(5)
            orders += [guests.submit(self.order, one) for one in others]
            while len(self.order._waiting) < len(others):
                pass
            self.may_go_on.set()
            return [order.exception() or order.result() for order in orders]


def test_who_comes_meanwhile_is_served_together():
    kitchen = Kitchen()

    answers = kitchen.serve("pea", "bean", "leek")

    assert answers == ["pea soup", "bean soup", "leek soup"]
    assert kitchen.cooked[0] == ["pea"]
    assert [sorted(one) for one in kitchen.cooked[1:]] == [["bean", "leek"]]


def test_what_goes_wrong_with_one_is_said_to_that_one():
    answers = Kitchen().serve("pea", "bean", "stone")

    assert answers[:2] == ["pea soup", "bean soup"]
    assert isinstance(answers[2], ValueError)


def test_what_goes_wrong_with_all_is_said_to_all_and_the_next_are_served():
    kitchen = Kitchen()

    answers = kitchen.serve("pea", "bean", "fire")

    assert answers[0] == "pea soup"
    assert [str(one) for one in answers[1:]] == ["the kitchen burns"] * 2
    assert kitchen.order("leek") == "leek soup"


def test_alone_it_is_an_ordinary_call():
    order = Together(lambda wanted: [one * 2 for one in wanted])

    assert order(4) == 8
    with pytest.raises(TypeError):
        order(None)


def test_some_are_served_side_by_side_each_once():
    both_cook, cooked = Barrier(2, timeout=5), []

    def cook(wanted):
        cooked.append(list(wanted))
        both_cook.wait()
        return wanted

    order = Together(cook, side_by_side=2)
    with ThreadPoolExecutor(2) as guests:
        answers = list(guests.map(order, ["pea", "bean"]))

    assert answers == ["pea", "bean"]
    assert sorted(cooked) == [["bean"], ["pea"]]
