"""Both sides of a whistle score each other once it is over: bodies, not people."""

from datetime import timedelta

import pytest

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.organizations.models import Organization
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.models import Score, Task
from yiwang.work.workflows.queries import possible_actions
from yiwang.work.workflows.queries.scores import (
    WhistleRecord,
    mean_in_words,
    records_of_whistles,
    scores_of,
)
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.whistling import CALLED, finish_all


@pytest.fixture
def over(whistled):
    finish_all(whistled)
    return whistled


def scoring(land, who, about=None):
    """The task by which somebody scores, of an office where the caller has several."""
    tasks = Task.objects.filter(role="scorer", post=land.posts[who], state="open")
    return tasks.get(score__about=land.offices[about]) if about else tasks.get()


def score(land, who, grade, reason="", about=None):
    land.now += timedelta(minutes=1)
    inputs = Inputs(grade=grade, reason=reason)
    task = scoring(land, who, about)
    perform(task.pk, "score", inputs, actor=land.actor(who), now=land.now)


def ids_of_all():
    return Organization.objects.values_list("pk", flat=True)


def seen(land, reader):
    found = scores_of(
        Score.objects.first().whistle_id,
        Organization.objects.filter(name=reader).values_list("pk", flat=True),
    )
    return [(one.by, one.about, one.grade, one.reason) for one in found]


def test_each_side_is_asked_about_the_other_with_a_limit(over):
    asked = Score.objects.order_by("id").values_list("by__name", "about__name", "state")

    assert list(asked) == [
        ("station", "streets", "asked"),
        ("streets", "station", "asked"),
        ("station", "housing", "asked"),
        ("housing", "station", "asked"),
    ]
    clock = scoring(over, "streets").clocks.get()
    assert (clock.limit, clock.kind, clock.next_action) == (5, "calendar_day", "remind")


def test_a_department_that_gave_it_back_takes_no_part_in_scoring(whistled):
    whistled.act("housing", "return", reason="not ours")
    whistled.act("dispatcher", "release", role="coordinator", reason="right")
    whistled.act("streets", "finish", text="done")

    assert set(Score.objects.values_list("by__name")) == {("station",), ("streets",)}


def test_whoever_was_let_go_after_signing_still_scores(whistled):
    whistled.act("housing", "acknowledge")
    whistled.act("dispatcher", "let_go", offices=["housing"], reason="enough hands")
    whistled.act("streets", "finish", text="done")

    assert ("housing",) in set(Score.objects.values_list("by__name"))


def test_scores_are_seen_only_once_both_sides_have_given_theirs(over):
    score(over, "clerk", 2, "two hours late", about="streets")
    assert seen(over, "streets") == []
    assert over.last_record().data.get("reason") is None

    score(over, "streets", 5)
    assert seen(over, "streets") == [
        ("station", "streets", 2, "two hours late"),
        ("streets", "station", 5, ""),
    ]
    assert seen(over, "housing") == []


def test_below_three_a_reason_is_needed(over):
    before = over.records()
    with pytest.raises(Invalid) as refused:
        score(over, "streets", 2)

    assert set(refused.value.fields) == {"reason"}
    assert (scoring(over, "streets").state, over.records()) == ("open", before)


@pytest.mark.parametrize("grade", [None, 0, 6])
def test_a_score_is_one_to_five(over, grade):
    with pytest.raises(Invalid):
        score(over, "streets", grade)


def test_nobody_scores_for_another_side(over):
    task = scoring(over, "streets")
    with pytest.raises(NotFound):
        perform(task.pk, "score", Inputs(grade=5), actor=over.actor("housing"), now=over.now)


def test_nobody_leaves_it_unscored_by_hand(over):
    task = scoring(over, "streets")
    with pytest.raises(NotPossible):
        perform(task.pk, "leave_unscored", Inputs(), actor=over.actor("streets"), now=over.now)
    shown = possible_actions(task, over.accounts["streets"].pk, now=over.now)
    assert [action.key for action in shown] == ["score"]


def test_time_is_up_reminds_then_counts_it_as_not_scored_and_shows_the_other(over):
    score(over, "clerk", 4, about="streets")

    assert sweep(over.now + timedelta(days=4, hours=1)).reminded == 3
    later = over.now + timedelta(days=6)
    assert sweep(later).expired == 3

    assert scoring_state(over, "streets") == ("done", "not_given", None)
    assert seen(over, "streets") == [
        ("station", "streets", 4, ""),
        ("streets", "station", None, ""),
    ]
    assert sweep(later + timedelta(days=9)).expired == 0


def scoring_state(land, who):
    one = Score.objects.get(by=land.offices[who])
    return (one.task.state, one.state, one.grade)


def test_scores_are_still_given_after_the_case_is_closed(over):
    over.act("verifier", "pass_check")
    over.act("clerk", "answer", text="dry again", role="actor")
    over.act("reporter", "rate", grade=5)
    assert not over.run.is_open

    score(over, "streets", 5)

    assert Score.objects.get(by=over.offices["streets"]).grade == 5


def test_what_a_body_is_like_is_counted_with_what_is_missing(over):
    score(over, "clerk", 2, "late", about="streets")
    score(over, "clerk", 4, about="housing")
    sweep(over.now + timedelta(days=9))

    found = {one.name: one for one in records_of_whistles(ids_of_all(), over.now)}

    assert found["streets"] == WhistleRecord(
        organization_id=over.offices["streets"].pk,
        name="streets",
        blown=0,
        called=1,
        arrivals=1,
        in_time=1,
        grades=2,
        scores=1,
        not_given=0,
    )
    assert (found["station"].blown, found["station"].not_given) == (1, 2)
    assert mean_in_words(found["streets"]) == "2.0"
    assert mean_in_words(found["station"]) == ""


def test_the_counting_takes_four_queries(over, django_assert_num_queries):
    with django_assert_num_queries(4):
        records_of_whistles(ids_of_all(), over.now)


def test_no_score_is_asked_for_after_a_withdrawal(whistled):
    from yiwang.foundation.records.actor import REPORTER
    from yiwang.work.workflows.actions.cancel_run import CancelRun, cancel_run
    from yiwang.work.workflows.models import Whistle

    run = whistled.run
    cancel_run(CancelRun(run.subject, run.subject_id), actor=REPORTER, now=whistled.now)

    assert Whistle.objects.get().outcome == "ended"
    assert not Score.objects.exists()
    assert sweep(whistled.now + timedelta(days=9)) == Swept()
    assert CALLED
