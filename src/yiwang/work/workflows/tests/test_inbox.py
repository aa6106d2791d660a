"""The inbox: one query over all posts, the most urgent first, quick with many tasks."""

from datetime import timedelta

import pytest
from django.db import connection

from yiwang.structure.posts.queries import post_ids_held_by
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.queries import Light, duty_queue, inbox, light
from yiwang.work.workflows.sweep import sweep


def subjects(items):
    return [item.subject[1] for item in items]


def inbox_of(land, who, **asked):
    return inbox(land.accounts[who].pk, land.now, **asked)


def test_it_merges_all_posts_the_most_urgent_first(land):
    land.join("clerk", "clerk2")
    early = land.start("far")
    land.now += timedelta(minutes=30)
    late = land.start("near")

    assert subjects(inbox_of(land, "clerk")) == [early.subject_id, late.subject_id]
    assert subjects(inbox_of(land, "clerk", post=land.posts["clerk"].pk)) == [late.subject_id]
    assert subjects(inbox_of(land, "clerk2")) == [early.subject_id]


def test_a_post_one_does_not_hold_shows_nothing(land):
    land.start("far")

    assert inbox_of(land, "clerk", post=land.posts["clerk2"].pk) == []


def test_a_line_has_all_a_page_shows(land):
    run = land.start()

    (item,) = inbox_of(land, "clerk")

    assert (item.subject, item.step, item.step_label, item.role, item.state) == (
        ("tests.parcel", run.subject_id),
        "collect",
        "受理研判",
        "actor",
        "open",
    )
    (clock,) = item.clocks
    assert (item.due_at, clock.purpose, clock.state) == (clock.due_at, "resolve", "running")
    assert light(clock, land.now) is Light.GREEN
    assert light(clock, land.now + timedelta(hours=3)) is Light.AMBER
    assert light(clock, land.now + timedelta(hours=6)) is Light.RED
    assert [action.key for action in item.actions] == [
        "whistle",
        "talk_over",
        "take_up",
        "settle",
        "decline",
        "split",
    ]


def test_both_clocks_of_a_handler_are_one_line(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])

    (item,) = inbox_of(land, "streets")

    assert [clock.purpose for clock in item.clocks] == ["acknowledge", "resolve"]
    land.act("streets", "acknowledge")
    assert [clock.purpose for clock in inbox_of(land, "streets")[0].clocks] == ["resolve"]


def test_ended_tasks_and_left_posts_are_not_in_it(land):
    land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")
    land.start()
    land.leave("clerk")

    assert inbox_of(land, "clerk") == []


def test_late_tasks_of_others_are_added_when_asked_for(land):
    run = land.start()
    land.now += timedelta(hours=6)
    sweep(land.now)

    assert inbox_of(land, "dispatcher") == []
    (item,) = inbox_of(land, "dispatcher", escalated=True)
    assert (item.subject[1], item.is_escalated, item.escalation) == (run.subject_id, True, 1)


def test_holding_both_posts_shows_a_late_task_once_as_ones_own(land):
    land.join("dispatcher", "clerk")
    land.start()
    land.now += timedelta(hours=6)
    sweep(land.now)

    (item,) = inbox_of(land, "dispatcher", escalated=True)

    assert (item.is_escalated, len(item.clocks)) == (False, 1)


@pytest.mark.parametrize("escalated", [False, True])
def test_it_takes_one_query(land, escalated, django_assert_num_queries):
    for _number in range(3):
        land.start()

    with django_assert_num_queries(1):
        items = inbox_of(land, "clerk", escalated=escalated)
        assert [item.step_label for item in items] == ["受理研判"] * 3


def test_it_reads_only_the_open_tasks_of_the_posts(land):
    run = land.start()
    when = {"opened_at": land.now, "ended_at": land.now}
    posts = [land.posts[name].pk for name in land.posts]
    Task.objects.bulk_create(
        Task(run=run, step="collect", role="actor", state="done", post_id=post, **when)
        for post in posts
        for _number in range(700)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE workflows_task")
    held = post_ids_held_by(land.accounts["clerk"].pk, land.now.date())

    plan = Task.objects.filter(post__in=held, state__in=OPEN_TASK_STATES).explain()

    assert "open_task_of_post" in plan
    assert "Seq Scan on workflows_task" not in plan


def test_the_duty_queue_shows_what_nobody_answers_for(land):
    run = land.start("empty")
    land.start("near")
    land.appoint("stranger", "county_supervisor", area=land.areas["town"])

    assert subjects(duty_queue(land.accounts["supervisor"].pk, land.now)) == [run.subject_id]
    assert duty_queue(land.accounts["stranger"].pk, land.now) == []


def test_outside_every_area_only_who_answers_for_the_whole_sees_it(land):
    run = land.start(None)
    land.areas["city"].net._meta.model.objects.filter(is_primary=True).update(is_primary=False)
    land.areas["city"].net._meta.model.objects.filter(key="engine").update(is_primary=True)

    city = land.accounts["city_supervisor"].pk
    assert subjects(duty_queue(city, land.now)) == [run.subject_id]
    assert duty_queue(land.accounts["supervisor"].pk, land.now) == []
