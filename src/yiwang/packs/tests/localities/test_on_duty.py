"""Duty in the localities: who is on duty receives, at any hour, and hands over with the shift."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from yiwang.packs.demonstration import plan_rosters_once
from yiwang.packs.tests.at_the_doors import Refused, Reported, read, words_of
from yiwang.packs.tests.localities.test_people_of_localities import planned
from yiwang.packs.tests.moving import Moving
from yiwang.portals.casework.tests.staging import account_id
from yiwang.structure.posts.models import Post, Shift
from yiwang.structure.posts.queries.duty import on_duty
from yiwang.work.workflows.queries import inbox, possible_actions

GRID, WORKER, COMMUNITY = "321111003013001", "xijin.grid", "xijin.worker"
WATCH = ("jinshan.dispatcher", "jinshan.dispatcher2")
ROAD = {"type": "facilities.road", "nature": "street"}


def watch_of_the_street():
    """The roster of the street's command centre, planned on its page."""
    post = Post.objects.get(type__key="dispatcher", area__code="321111003")
    return post, planned("jinshan.dispatcher", "watch", post)


def at_eleven():
    """Tomorrow, at eleven in the evening."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return datetime.combine(tomorrow, time(23), timezone.get_default_timezone())


def waits_for(case, at, *usernames):
    return [
        name
        for name in usernames
        if case.case_id in {item.subject[1] for item in inbox(account_id(name), at)}
    ]


@pytest.mark.mechanism("RZ-23")
def test_in_runzhou_somebody_on_duty_receives_around_the_clock(enter):
    enter("runzhou")
    post, shifts = watch_of_the_street()
    now = timezone.now()
    [appointment] = on_duty([post.pk], now)
    on = shifts.filter(appointment=appointment).first().appointment.account.username
    off = next(name for name in WATCH if name != on)
    case = Reported(GRID, "facilities.road", "人行道塌了一块")
    if case.tasks_of(WORKER):  # within working time
        case.act(WORKER, "to_community", **ROAD)
    else:
        case.act(on, "to_community", **ROAD)
    case.act(COMMUNITY, "whistle", **ROAD)

    assert (case.steps_of(on), case.steps_of(off)) == (["街道联"], [])
    street = words_of(read("/desk/areas/base/321111003", on))
    assert "正在值班，到" in street
    assert f"{shifts.get(starts_at__lte=now, ends_at__gt=now).appointment.account.name}值班至" in (
        words_of(read("/desk/", off))
    )
    task = case.tasks_of(on)[0]["id"]
    with pytest.raises(Refused) as refused:
        case.act(off, "dispatch", task=task, organizations=["ZJ-321111"])
    assert "在此值班到" in refused.value.detail
    case.act(on, "dispatch", organizations=["ZJ-321111"])


@pytest.mark.mechanism("RZ-35")
def test_after_hours_in_runzhou_who_is_on_duty_in_the_street_receives(enter):
    enter("runzhou")
    _post, shifts = watch_of_the_street()
    tonight = at_eleven()
    on_watch = shifts.get(starts_at__lte=tonight, ends_at__gt=tonight).appointment.account
    next_shift = shifts.filter(starts_at__gt=tonight).first()

    case = Moving(GRID, "facilities.road", "路灯杆倒在路上", at=tonight)

    assert waits_for(case, tonight, WORKER, *WATCH) == [on_watch.username]
    relieved = next_shift.appointment.account.username
    assert relieved != on_watch.username
    assert waits_for(case, next_shift.starts_at, WORKER, *WATCH) == [relieved]
    [task] = case.open_tasks()
    assert not any(each.refusal for each in possible_actions(task, on_watch.pk, now=tonight))
    case.act(on_watch.username, "to_community", kind="facilities.road", nature="street")
    assert case.steps() == {"community"}


@pytest.mark.mechanism("YH-17")
def test_after_hours_in_yuhang_the_seat_on_duty_in_the_hall_takes_it_in(enter):
    enter("yuhang")
    hall = Post.objects.get(type__key="seat", organization__code="ZX-330110")
    planned("yuhang.dispatcher", "hall", hall)
    tonight = at_eleven()

    case = Moving("330110012001001", "facilities.road", "路灯杆倒在路上", at=tonight)

    assert waits_for(case, tonight, "cangqian.clerk", "yuhang.urban") == ["yuhang.urban"]
    hall_page = words_of(read(f"/desk/duty/{hall.pk}", "yuhang.dispatcher"))
    assert "徐志敏" in hall_page
    assert "夜班" in hall_page


def test_the_demonstration_has_its_rosters_planned_once(enter):
    enter("runzhou")
    now = timezone.now()

    made = plan_rosters_once(now=now)

    counter = Post.objects.get(type__key="community_worker", area__code="321111003013")
    watch = Post.objects.get(type__key="dispatcher", area__code="321111003")
    assert made == Shift.objects.count() > 0
    assert {shift.post_id for shift in Shift.objects.all()} >= {counter.pk, watch.pk}
    assert len(on_duty([watch.pk], now)) == 1
    assert plan_rosters_once(now=now) == 0
