"""What is kept is forgotten as soon as the configuration changes, and never comes back wrong."""

import psycopg
import pytest
from django.db import connection, transaction
from tests.databases import address_of

from yiwang.foundation.clocks.models import Calendar
from yiwang.foundation.configuration.kept import drawing_first, kept, steady
from yiwang.foundation.refusals import Refusal
from yiwang.foundation.writing import reserve


@pytest.fixture
def names(db, names_of_anything):
    return names_of_anything


@pytest.fixture
def names_of_anything():
    """A kept reader of a watched table, which counts how often it really reads."""

    @kept
    def read(key):
        read.times += 1
        return Calendar.objects.values_list("name", flat=True).get(key=key)

    read.times = 0
    return read


def rename(name):
    Calendar.objects.filter(key="cn").update(name=name)


def test_a_value_is_read_once(names, django_assert_num_queries):
    names("cn")

    with django_assert_num_queries(1):
        names("cn")

    assert names.times == 1


def test_a_change_is_noticed_at_the_next_look(names):
    before = names("cn")

    rename("新历")

    assert before != "新历"
    assert (names("cn"), names.times) == ("新历", 2)


def test_a_change_that_was_rolled_back_leaves_no_trace(names):
    before = names("cn")
    with transaction.atomic():
        rename("甲")
        within = names("cn")
        transaction.set_rollback(True)
    after = names("cn")
    with transaction.atomic():
        rename("乙")
        again = names("cn")
        transaction.set_rollback(True)

    assert (within, after, again) == ("甲", before, "乙")


def test_within_a_steady_block_the_state_is_asked_for_once(names, django_assert_num_queries):
    names("cn")

    with django_assert_num_queries(1), steady():
        names("cn")
        with steady():
            names("cn")


def test_other_arguments_are_other_values(names):
    names("cn")

    with pytest.raises(Calendar.DoesNotExist):
        names("no-such")


@pytest.fixture
def drawing(own_database, names_of_anything):
    """An act that looks, draws an id, and answers with what it saw; outside any transaction."""

    @drawing_first
    def act(*, refuses=""):
        seen = names_of_anything("cn")
        if seen == refuses:
            raise Refusal(seen)
        reserve("cases_number")
        return seen

    act()  # this process has seen a state
    return act


def test_an_act_that_draws_first_needs_no_look_of_its_own(drawing, django_assert_num_queries):
    with django_assert_num_queries(1):
        drawing()


def test_a_change_of_somebody_else_counts_before_an_act_draws(drawing):
    elsewhere("UPDATE clocks_calendar SET name = '新历' WHERE key = 'cn'")

    assert drawing() == "新历"


def test_what_is_refused_is_refused_in_the_present_state(drawing):
    before = drawing()
    elsewhere("UPDATE clocks_calendar SET name = '新历' WHERE key = 'cn'")

    assert drawing(refuses=before) == "新历"
    with pytest.raises(Refusal):
        drawing(refuses="新历")


def elsewhere(sql):
    """As another process does it."""
    with psycopg.connect(address_of(connection.settings_dict["NAME"])) as other:
        other.execute(sql)
