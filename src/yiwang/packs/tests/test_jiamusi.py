"""The real city, installed once from the command line into a database of its own.

Installing takes many seconds, so everything that needs the whole city is looked at in one test.
"""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.models import Count
from tests.databases import EMPTY, cloned, connect_to, fresh_name

from yiwang.config.cli.pack import pack as command
from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import REPORTER, SYSTEM, staff
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.refusals import Refusal
from yiwang.packs.demonstration import demonstration_accounts
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.organizations.queries import nearest_with_function
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.posts.queries import appointments_of, nearest_post
from yiwang.structure.territory.locate import locate
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.queries import area_by_code, path_of
from yiwang.work.cases.actions.act_by_code import act_by_code
from yiwang.work.cases.actions.report_case import Report, report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import progress_by_code
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.queries import definition_of, tasks_of
from yiwang.work.workflows.subjects import Inputs

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 9, 7)
LEVELS = {"city": 1, "county": 10, "town": 138, "community": 1529, "grid": 7830}
GRID = "230804007001001"  # 永安街道永安社区第一网格
TEAM = [
    "grid_leader",
    "specialist_party",
    "specialist_mediation",
    "specialist_livelihood",
    "specialist_order",
    "specialist_property",
    "specialist_enforcement",
]


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    """A database with the schema and nothing in it."""
    shared = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), cloned(fresh_name(), EMPTY) as name:
        connect_to(name)
        try:
            yield name
        finally:
            connect_to(shared)


@pytest.mark.mechanism(
    "JMS-04", "JMS-05", "JMS-18", "JMS-38", "JMS-39", "JMS-40", "JMS-43", "JMS-44", "JMS-47",
    "JMS-48",
    "JMS-61", "JMS-73", "JMS-74", "JMS-75", "JMS-77", "JMS-91",
)  # fmt: skip
def test_the_city_is_installed_whole(empty_database):
    result = CliRunner().invoke(command, ["install", "jiamusi", "--yes"])

    assert result.exit_code == 0, result.stderr
    assert_every_area_lies_in_its_parent()
    assert_centres_stand_at_four_levels()
    assert_party_bodies_stand_on_grids()
    assert_bodies_outside_have_a_contact()
    assert_teams_are_filled_by_exactly_35_000_people()
    assert_levels_have_their_part()
    assert_specialists_are_found_from_the_grid_upward()
    assert_somebody_serves_a_grid_beside_their_office()
    assert_a_service_at_home_goes_through_five_tickets()
    assert_taking_a_post_goes_through_four_steps()
    assert [account.username for account in demonstration_accounts()][:2] == [
        "yongan.clerk",
        "yongan.dispatcher",
    ]
    again = CliRunner().invoke(command, ["install", "jiamusi", "--yes"])
    assert again.stdout == "jiamusi 1: nothing to change.\n"


def assert_every_area_lies_in_its_parent():
    net = Net.objects.get()
    assert Counter(Area.objects.values_list("level", flat=True)) == LEVELS
    assert not Area.objects.filter(geometry=None).exists()
    assert "示意边界" in net.geometry_note
    grid = area_by_code(GRID)
    assert locate(grid.lng, grid.lat)["base"].area_id == grid.pk
    assert [area.name for area in path_of(grid.pk)] == [
        "佳木斯市",
        "前进区",
        "永安街道",
        "永安社区",
        "第一网格",
    ]


def assert_centres_stand_at_four_levels():
    centres = Organization.objects.filter(kind="command_center")
    assert Counter(centres.values_list("area__level", flat=True)) == {
        "city": 1,
        "county": 10,
        "town": 138,
    }
    stations = Organization.objects.filter(kind="service_station", area__level="community")
    assert stations.count() == 1529
    above = OrganizationLink.objects.filter(kind="member_of", source__in=stations)
    assert above.filter(target__area__level="town").count() == 1529


def assert_party_bodies_stand_on_grids():
    branches = Organization.objects.filter(kind="party_branch", area__level="grid")
    groups = Organization.objects.filter(kind="party_group", area__level="grid")
    assert (branches.count(), groups.count()) == (762, 4072)
    under = OrganizationLink.objects.filter(source__in=groups, kind="member_of")
    assert under.filter(target__in=branches).count() == 4072


def assert_bodies_outside_have_a_contact():
    outside = Organization.objects.filter(area=None).order_by("code")
    assert list(outside.values_list("place", flat=True)) == ["大连", "青岛"]
    held = Appointment.objects.filter(post__organization__in=outside)
    assert sorted(held.values_list("account__username", "post__type__key")) == [
        ("dalian.contact", "mobile_contact"),
        ("qingdao.contact", "mobile_contact"),
    ]


def assert_teams_are_filled_by_exactly_35_000_people():
    posts = Post.objects.filter(area__level="grid", type__key__in=TEAM)
    assert posts.count() == 7830 * 7
    held = Appointment.objects.filter(post__in=posts, is_primary=True)
    assert held.count() == 7830 * 7
    assert held.values("account").distinct().count() == 35_000
    leaders = held.filter(post__type__key="grid_leader", mode="full_time")
    assert leaders.values("account").distinct().count() == 7830
    most = held.values("account").annotate(posts=Count("id")).order_by("-posts").first()
    assert most["posts"] == 2
    others = Post.objects.filter(area__level="grid", type__key="grid_helper", seats=0)
    assert others.count() == 7830


def assert_levels_have_their_part():
    duties = dict(PostType.objects.values_list("key", "duty"))
    assert [
        duties[key].partition("：")[0]
        for key in ("city_supervisor", "county_supervisor", "town_dispatcher", "community_clerk")
    ] == ["统揽指导", "一线指挥", "龙头带动", "具体落实"]


def assert_specialists_are_found_from_the_grid_upward():
    grid = area_by_code(GRID)
    specialties = PostType.objects.exclude(specialty="")
    assert len({kind.specialty for kind in specialties}) == 6
    for kind in specialties:
        post = Post.objects.get(pk=nearest_post(kind.key, grid.pk, TODAY))
        assert (post.area_id, post.organization.code) == (grid.pk, "ZD-230804007001")
    heating = nearest_with_function("heating", grid.pk, TODAY)
    assert heating.name == "佳木斯市供热服务中心"


def assert_somebody_serves_a_grid_beside_their_office():
    volunteer = Account.objects.get(username="qianjin.housing")
    place = Post.objects.get(type__key="grid_helper", area__code=GRID)

    service = NewAppointment(place.pk, volunteer.pk, TODAY, mode="volunteer")
    appoint(service, actor=SYSTEM, now=NOW)

    held = {one.mode: one.post for one in appointments_of(volunteer.pk, TODAY)}
    assert held["full_time"].organization.code == "ZJ-230804"
    assert held["volunteer"].area.code == GRID


def assert_a_service_at_home_goes_through_five_tickets():
    report = Report(
        text="老人行动不便，请上门代办养老认证",
        kind="livelihood.home_visit",
        area_code=GRID,
        contact="13812345678",
    )
    answer = report_case(report, actor=REPORTER, now=NOW)
    run_id = Case.objects.get(pk=answer.case_id).run_id
    assert Run.objects.get(pk=run_id).version.workflow.key == "jiamusi.five_ticket"

    act(run_id, "yongan.clerk", "assign", kind="livelihood.home_visit")
    worker = holder_of("specialist_livelihood", GRID)
    with pytest.raises(Refusal):  # taken on first
        act(run_id, worker, "answer", text="已上门办好认证")
    act(run_id, worker, "take")
    act(run_id, worker, "answer", text="已上门办好认证")
    act_by_code(answer.tracking_code, "rate", Inputs(grade=5), now=NOW)
    act(run_id, "yongan.verifier", "pass_check")

    names = [record.name for record in history_of(("cases.case", answer.case_id))]
    assert names == [
        "cases.case.reported",
        "cases.case.done",
        "cases.case.done",
        "cases.case.answered",
        "cases.case.rated",
        "cases.case.verified",
    ]
    assert not Case.objects.get(pk=answer.case_id).is_open
    shown = progress_by_code(answer.tracking_code, now=NOW)
    tickets = ["居民点单", "组织派单", "党员接单", "群众评单", "党委验单"]
    assert [stage.name for stage in shown.stages] == tickets
    assert [event.sentence for event in shown.events][1:3] == ["派单。", "接单。"]


def assert_taking_a_post_goes_through_four_steps():
    report = Report(
        text="我是退休老师，想认领一个志愿岗位",
        kind="livelihood.post_claim",
        area_code=GRID,
        contact="13812345678",
    )
    answer = report_case(report, actor=REPORTER, now=NOW)
    run_id = Case.objects.get(pk=answer.case_id).run_id
    leader = holder_of("grid_leader", GRID)

    act(run_id, "yongan.clerk", "join", kind="livelihood.post_claim", text="第一网格第二党小组")
    act(run_id, leader, "set_post", text="环境卫生监督岗")
    act(run_id, leader, "set_duty", text="每周六上午巡看楼院，联系人：网格长")
    act(run_id, "yongan.clerk", "thank", text="感谢您一年来的付出")

    run = Run.objects.get(pk=run_id)
    stages = [stage.key for stage in definition_of(run).stages]
    results = [task.result for task in tasks_of(run_id) if task.role == "actor"]
    assert stages == ["group", "post", "duty", "recognition"]
    assert results[:2] == ["第一网格第二党小组", "环境卫生监督岗"]
    assert run.step == "rate"


def act(run_id, username, action, **inputs):
    (task,) = [task for task in tasks_of(run_id) if task.is_open]
    actor = staff(Account.objects.get(username=username).pk)
    perform(task.id, action, Inputs(**inputs), actor=actor, now=NOW)


def holder_of(type_key, area_code):
    held = Appointment.objects.get(
        post__type__key=type_key, post__area__code=area_code, is_primary=True
    )
    return held.account.username
