"""What goes by shift reaches whoever is on duty, and changes hands without being moved."""

from datetime import datetime, time, timedelta

import pytest
from django.utils.translation import override

from yiwang.structure.posts.models import Appointment, DutyPattern, Shift
from yiwang.structure.posts.queries.rosters import posts_with_gaps
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import WorkflowVersion
from yiwang.work.workflows.on_duty import OffDuty
from yiwang.work.workflows.proof import prove_graph, warnings_of_rosters
from yiwang.work.workflows.queries import inbox, possible_actions
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.tests.land import SHANGHAI
from yiwang.work.workflows.tests.loops import loop

COLLECT = 'post = "community_clerk"\n'
ALL_DAY = [
    {"name": "日班", "name_en": "Day", "starts": "08:30", "ends": "17:30"},
    {"name": "夜班", "name_en": "Night", "starts": "17:30", "ends": "08:30"},
]
NIGHT = datetime(2026, 9, 7, 23, 0, tzinfo=SHANGHAI)


@pytest.fixture
def desk(land):
    """Two people at the clerk's post: one by day, the other by night; the step goes by shift."""
    land.publish(collect=(COLLECT, COLLECT + "on_duty = true\n"))
    land.join("clerk2", "clerk")
    land.shift("clerk", "clerk", "08:30", "17:30")
    land.shift("clerk2", "clerk", "17:30", "08:30")
    return land


@pytest.fixture
def land(land):
    """Shifts are given by hand."""
    land.shift = lambda who, post, starts, ends: _shift(land, who, post, starts, ends)
    return land


def _shift(land, who, post, starts, ends):
    post = land.posts[post]
    pattern = DutyPattern.objects.get_or_create(
        key=post.type.key, defaults={"type": post.type, "name": "值班", "slots": ALL_DAY}
    )[0]
    held = Appointment.objects.get(account=land.accounts[who], post=post)
    begins = datetime.combine(land.now.date(), time.fromisoformat(starts), SHANGHAI)
    until = datetime.combine(land.now.date(), time.fromisoformat(ends), SHANGHAI)
    return Shift.objects.create(
        pattern=pattern,
        post=post,
        appointment=held,
        slot=starts,
        starts_at=begins,
        ends_at=until if until > begins else until + timedelta(days=1),
    )


def waits_for(land, *names):
    return {name for name in names if inbox(land.accounts[name].pk, land.now)}


def test_it_reaches_who_is_on_duty_and_changes_hands_with_the_shift(desk):
    desk.start()
    task = desk.task("clerk")
    seen = []
    for hour in (9, 17, 18, 32):
        desk.now = datetime(2026, 9, 7, tzinfo=SHANGHAI) + timedelta(hours=hour)
        seen.append(waits_for(desk, "clerk", "clerk2"))

    assert seen == [{"clerk"}, {"clerk"}, {"clerk2"}, {"clerk2"}]
    assert desk.task("clerk").pk == task.pk  # nothing was moved


def test_while_nobody_is_on_duty_everybody_at_the_post_has_it(desk):
    Shift.objects.all().delete()
    desk.start()

    assert waits_for(desk, "clerk", "clerk2") == {"clerk", "clerk2"}


def test_the_shift_of_somebody_who_left_counts_for_nobody(desk):
    desk.leave("clerk")
    desk.start()

    assert waits_for(desk, "clerk", "clerk2") == {"clerk2"}


def test_who_is_off_duty_is_told_whose_turn_it_is(desk):
    desk.start()
    task, off = desk.task("clerk"), desk.accounts["clerk2"].pk
    said = "clerk在此值班到 17:30，由对方办理；要接手请先换班。"

    buttons = possible_actions(task, off, now=desk.now)
    with pytest.raises(OffDuty) as refused, override("zh-hans"):
        perform(task.pk, "settle", Inputs(text="x"), actor=desk.actor("clerk2"), now=desk.now)

    with override("zh-hans"):
        assert str(refused.value) == said
        assert {str(button.refusal) for button in buttons}
    assert all(button.refusal for button in buttons)
    assert not any(
        b.refusal for b in possible_actions(task, desk.accounts["clerk"].pk, now=desk.now)
    )
    assert desk.act("clerk", "whistle", kind="litter", nature="joint").step == "dispatch"


def test_a_step_without_it_is_for_everybody_at_the_post(land):
    land.join("clerk2", "clerk")
    land.shift("clerk", "clerk", "08:30", "17:30")
    land.start()

    assert waits_for(land, "clerk", "clerk2") == {"clerk", "clerk2"}


def test_the_inbox_stays_one_query(desk, django_assert_num_queries):
    desk.start()
    with django_assert_num_queries(1):
        assert inbox(desk.accounts["clerk"].pk, desk.now, escalated=True)


@pytest.fixture
def night(land):
    """Out of working time the first step goes to who is on duty in the town."""
    land.publish(collect=(COLLECT, COLLECT + 'after_hours = "town_dispatcher"\n'))
    land.join("supervisor", "dispatcher")
    land.shift("dispatcher", "dispatcher", "08:30", "17:30")
    land.shift("supervisor", "dispatcher", "17:30", "08:30")
    return land


def test_after_hours_who_is_on_duty_in_town_receives_and_decides(night):
    night.now = NIGHT
    night.start()

    assert waits_for(night, "clerk", "dispatcher", "supervisor") == {"supervisor"}
    night.now = datetime(2026, 9, 8, 8, 0, tzinfo=SHANGHAI)
    task = night.task("dispatcher")
    inputs = Inputs(kind="litter", nature="joint")
    run = perform(task.pk, "whistle", inputs, actor=night.actor("supervisor"), now=night.now)
    assert run.step == "dispatch"


@pytest.mark.parametrize("when", ["by day", "nobody on duty"])
def test_else_the_post_of_the_step_does(night, when):
    night.now = night.now if when == "by day" else NIGHT + timedelta(days=1)
    night.start()

    assert waits_for(night, "clerk", "dispatcher", "supervisor") == {"clerk"}


def in_force(land):
    """The definition published last."""
    return definition_of_version(WorkflowVersion.objects.order_by("number").last().pk)


def warned(definition, at):
    with override("en"):
        return [(each.rule, str(each)) for each in warnings_of_rosters(definition, at)]


def test_a_roster_with_gaps_deserves_a_second_look(night):
    definition = in_force(night)

    assert {rule for rule, _said in warned(definition, night.now)} == {"roster_planned"}
    DutyPattern.objects.update(slots=ALL_DAY[:1])
    assert warned(definition, night.now)[0] == (
        "shifts_cover",
        "In 105 hours of a week posts “town_dispatcher” have no shift: “collect” then goes to its "
        "post, whoever is there.",
    )
    Shift.objects.all().delete()
    DutyPattern.objects.all().delete()
    assert warned(definition, night.now)[0] == (
        "shifts_exist",
        "“collect” is for whoever is on duty, and posts “town_dispatcher” have no shifts.",
    )


def test_a_roster_without_gaps_is_not_mentioned(night):
    Shift.objects.all().delete()
    for day in range(8):
        night.now = datetime(2026, 9, 7 + day, 9, tzinfo=SHANGHAI)
        night.shift("dispatcher", "dispatcher", "08:30", "17:30")
        night.shift("supervisor", "dispatcher", "17:30", "08:30")
    monday = datetime(2026, 9, 7, tzinfo=SHANGHAI)

    town = night.areas["town"].code
    assert posts_with_gaps("town_dispatcher", monday, within=town) == []
    Shift.objects.filter(starts_at__day=10, slot="17:30").delete()
    assert len(posts_with_gaps("town_dispatcher", monday, within=town)) == 1


@pytest.mark.parametrize("setting", ["on_duty = true", 'after_hours = "clerk"'])
def test_where_no_staff_act_it_has_no_effect(setting):
    definition = loop()
    steps = dict(definition.steps)
    key = next(key for key, step in steps.items() if step.kind == "reporter")
    given = {"on_duty": True} if "on_duty" in setting else {"after_hours": "clerk"}
    steps[key] = steps[key].model_copy(update=given)

    found = prove_graph(definition.model_copy(update={"steps": steps}))

    assert "setting_idle" in {each.rule for each in found}
