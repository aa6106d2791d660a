"""What is kept is forgotten as soon as the configuration changes, and never comes back wrong."""

import pytest
from django.db import transaction

from yiwang.foundation.clocks.models import Calendar
from yiwang.foundation.configuration.kept import kept, steady


@pytest.fixture
def names(db):
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
