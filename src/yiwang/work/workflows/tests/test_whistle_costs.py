"""What the acts of a whistle and its list cost: so many statements, whatever the number called."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.refusals import Invalid
from yiwang.work.workflows.queries.whistles import whistles_at
from yiwang.work.workflows.tests.whistling import finish_all


def statements(act):
    with CaptureQueriesContext(
        connection,
    ) as counted:
        act()
    return len(counted)


def test_arriving_letting_go_and_the_list_stay_cheap(whistled):
    housing = {"offices": ["housing"], "reason": "一家就够"}
    clerk = whistled.accounts["clerk"].pk

    found = {
        "arrive": statements(lambda: whistled.act("streets", "arrive")),
        "list": statements(lambda: whistles_at(clerk, "open", whistled.now)),
        "let_go": statements(
            lambda: whistled.act("dispatcher", "let_go", role="coordinating", **housing)
        ),
    }

    assert found == {"arrive": 9, "list": 1, "let_go": 8}


def test_scoring_stays_cheap(whistled):
    finish_all(whistled)

    assert statements(lambda: whistled.act("streets", "score", role="scorer", grade=4)) == 9


def test_a_template_that_is_not_in_force_is_refused_with_what_to_do(ready):
    before = ready.records()

    with pytest.raises(Invalid) as refusal:
        ready.act("dispatcher", "dispatch", offices=["streets"], one_thing="long_gone")

    assert "long_gone" in str(refusal.value.fields["organizations"])
    assert ready.records() == before
