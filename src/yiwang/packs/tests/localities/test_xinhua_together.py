"""Xinhua Road: two councils with two parts, micro-projects, visits and pairs, a market that moved,
and what people want: where staff and residents do it."""

from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.packs.tests.at_the_doors import Refused, Reported, TakenIn, read, words_of
from yiwang.packs.tests.localities.test_boards import board, counted, figures_of
from yiwang.packs.tests.localities.test_bodies import card
from yiwang.packs.tests.localities.test_files_and_seats import in_days, person, sent
from yiwang.packs.tests.localities.test_item_by_item import Checked
from yiwang.packs.tests.localities.test_lists_in_use import count, gaps
from yiwang.packs.tests.localities.test_notices import ZH
from yiwang.packs.tests.localities.test_services_and_targets import written
from yiwang.packs.tests.moving import Moving
from yiwang.packs.tests.test_stated_figures import told
from yiwang.portals.casework.tests.staging import account_id, client_of
from yiwang.portals.casework.tests.staging import photo as staged_photo
from yiwang.work.cases.models import Case
from yiwang.work.workflows.turns import past_time

BOSS, CLERK, AREA, GRID = "xinhua.supervisor", "panyu.clerk", "310105004001", "310105004001001"
COUNCIL, CONGRESS, CHAPTER = (f"{each}.310105004" for each in ("council", "congress", "chapter"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = "CG-310105004"
MATTER = {"type": "council.matter", "nature": "communal"}


def on_the_agenda(text="弄堂停车怎么管"):
    return TakenIn(CLERK, AREA, "council.matter", text, "worker")


@pytest.mark.mechanism("XH-16")
def test_two_councils_under_the_working_committee_have_two_parts(enter):
    enter("xinhua")

    working = card("GW-310105004", BOSS)
    chapter, congress = card("FH-310105004", BOSS), card("DH-310105004", BOSS)

    for body in ("“凝聚力工程”学会新华分会", "社区代表大会"):
        assert body in working.partition("与其他单位的关系")[2]
    assert "动员统筹：动员成员单位" in chapter
    assert "共治协商，评议监督" in congress
    assert "评议监督" not in chapter
    assert "新华分会秘书" in chapter
    assert "社区代表大会秘书" in congress


@pytest.mark.mechanism("XH-17")
def test_only_social_public_and_communal_affairs_are_talked_over(enter):
    enter("xinhua")
    case = on_the_agenda("沿街店铺的处罚太轻")
    assert "执法、审批、个人权益的事不列入共治议题" in words_of(read(case.page, COUNCIL))
    street = {"type": "council.matter", "nature": "street"}

    for way in ("to_council", "to_congress", "to_chapter"):
        with pytest.raises(Refused) as refusal:
            case.act(COUNCIL, way, **street)
        assert refusal.value.status == 422
    case.act(COUNCIL, "outside", reason="处罚由城管依法定，请走网格中心", **street)

    assert case.story() == ["reported", "done"]
    scope = words_of(read("/desk/rules/registers/agenda_scope", CLERK))
    for kind in ("社会性事务", "公益性事务", "群众性事务"):
        assert kind in scope


@pytest.mark.mechanism("XH-54")
def test_the_community_council_of_all_sectors_talks_it_over_and_keeps_minutes(enter):
    enter("xinhua")
    for seat in ("央企代表", "国企代表", "中小微企业代表", "居民区代表", "社会组织代表"):
        assert seat in card("SWH-310105004", BOSS)
    case = on_the_agenda()

    case.act(COUNCIL, "to_council", **MATTER)
    with pytest.raises(Refused) as refusal:
        case.act(COUNCIL, "resolved", text="央企出三十个夜间车位")
    assert refusal.value.fields == ["documents"]  # the minutes
    case.show(COUNCIL, "resolved", "documents", text="央企出三十个夜间车位，居民区排号")
    case.act(COUNCIL, "carried_out", text="十二月一日起开放")

    assert case.story() == ["reported", "done", "done", "done"]


@pytest.mark.mechanism("XH-19")
def test_the_congress_has_representatives_who_meet_and_review(enter):
    enter("xinhua")
    congress = card("DH-310105004", BOSS)
    assert "社区代表" in congress
    assert "唐代表" in congress
    case = on_the_agenda("年度项目做得怎么样")

    case.act(COUNCIL, "to_congress", **MATTER)
    case.act(CONGRESS, "convene", text="评议年度项目，周五下午，街道三楼")
    case.show(CONGRESS, "reviewed", "documents", text="三个项目到位，一个拖了两个月")

    assert "三个项目到位，一个拖了两个月" in read(case.page, COUNCIL)
    schemes = words_of(read("/desk/reviews/schemes/representatives", BOSS))
    assert "代表为行政组织履职打分" in schemes
    assert "社区代表" in schemes


@pytest.mark.mechanism("XH-63")
def test_the_two_councils_pass_matters_to_each_other(enter):
    enter("xinhua")
    case = on_the_agenda()
    case.act(COUNCIL, "to_congress", **MATTER)
    case.act(CONGRESS, "convene", text="议夜间停车")

    case.act(CONGRESS, "congress_to_chapter", text="请有车库的成员单位出夜间车位")
    assert case.steps_of(CHAPTER) == ["新华分会：动员成员单位"]
    case.act(CHAPTER, "chapter_to_congress", text="两家单位出了四十个车位，请代表评议")

    assert case.steps_of(CONGRESS) == ["代表大会：定议题、通知代表"]
    page = words_of(read(case.page, CONGRESS))
    assert "转请分会动员单位" in page
    assert "转请代表大会评议" in page


@pytest.mark.mechanism("XH-40", "XH-58", "XH-60")
def test_a_micro_project_is_chosen_voted_on_funded_and_made_together(enter):
    enter("xinhua")
    case = Reported(GRID, "micro.project", "弄口加一条长椅")
    case.act(CLERK, "choose", type="micro.project", nature="communal", text="提的人多，花钱少")
    case.show(CLERK, "passed", "documents", text="应到30户，同意26户，不同意4户")

    case.act("xinhua.coordinator", "grant", text="资助八百元，居民出木料和人工")
    leader = next(each for each in ("panyu.worker", f"building.{GRID}") if case.tasks_of(each))
    assert case.steps_of(leader) == ["楼组长牵头"]
    case.act(leader, "led", text="三户出料，五户出工")
    member = f"member.{GRID}"
    assert case.steps_of(member) == ["党员带头"]
    case.act(member, "gone_ahead", text="党员先清出了地方")
    assert case.steps_of(leader) == ["居民一起做成"]
    case.show(leader, "made", "photos_before", "photos", text="十一户参加，长椅装好了")
    case.act(CLERK, "answer", text="花了七百六十元，长椅装好了")

    page = read(case.page, CLERK)
    for said in ("同意26户，不同意4户", "资助八百元，居民出木料和人工", "十一户参加"):
        assert said in page
    assert case.progress()["decide_until"]  # residents say what they think of it


@pytest.mark.mechanism("XH-56")
def test_what_services_people_want_is_gathered_online_and_counted_by_kind(enter):
    enter("xinhua")
    assert "服务需求" in read("/report")
    kinds = ("need.health", "need.health", "need.culture")
    needs = [Reported(AREA, kind, "周末能不能办一次") for kind in kinds]
    Reported(AREA, "road.order", "店招外摆")
    counted()

    def gathered(kind):
        listed = words_of(read("/desk/ledger", BOSS, kind=kind))
        return sum(need.number in listed for need in needs)

    page = board(BOSS, board="needs")
    assert figures_of(page)["reported_cases"] == 3
    assert "服务需求 3" in words_of(page.context["sections"]["types"])
    assert [gathered(kind) for kind in ("need.health", "need.culture")] == [2, 1]


@pytest.mark.mechanism("XH-46")
def test_240_are_paired_with_building_leaders_and_their_deeds_are_counted(enter):
    enter("xinhua")
    pair = f"pair.{GRID}.1"
    case = TakenIn(pair, GRID, "pairing.deed", "楼道感应灯坏了两盏", "worker")
    case.act(pair, "did", type="pairing.deed", text="换了两盏感应灯")
    leader = next(each for each in ("panyu.worker", f"building.{GRID}") if case.tasks_of(each))
    case.act(leader, "confirmed")
    counted()

    figures = figures_of(board(BOSS, board="deeds"))
    area = words_of(read(f"/desk/areas/base/{GRID}", CLERK))
    result = told("xinhua")

    assert (figures["pairs"], figures["ended_cases"]) == (240, 1)
    assert "楼组长" in area
    assert "结对联系人" in area
    assert result.exit_code == 0, result.output
    assert "stated: 240 “目前有240名社工及机关干部与楼组长结对" in result.stdout
    assert result.stdout.rstrip().endswith("equal")


@pytest.mark.mechanism("XH-44")
def test_the_visiting_campaign_has_four_things_to_do_and_a_number_to_reach(enter):
    enter("xinhua")
    visit = Checked("panyu.worker", "visit.four_hundred", AREA, "番禺路230弄走访")
    assert len(visit.items) == 4

    visit.tick()

    assert visit.read_by(CLERK).count("已做到") == 4
    visit.act(CLERK, "need", text="弄口要一个休息的地方")
    written(BOSS, "visits", "homes", "1500", "居民区台账")
    progress = words_of(read("/desk/rules/registers/visits/progress", CLERK))
    assert "50%" in progress.partition("走访居民户")[2].partition("走访驻区单位")[0]


@pytest.mark.mechanism("XH-14")
def test_stalls_and_restaurants_of_the_market_are_worked_off_step_by_step(enter):
    enter("xinhua")
    for entry, value in (
        ("stalls_talked", "173"),
        ("stalls_signed", "120"),
        ("stalls_moved", "60"),
        ("restaurants_signed", "6"),
    ):
        written(BOSS, "market_clearing", entry, value, "项目组日报")

    page = words_of(read("/desk/rules/registers/market_clearing/progress", "xinhua.coordinator"))

    for step, share in (("谈过", "100%"), ("签约", "69%"), ("清退搬迁", "34%")):
        assert share in page.partition(f"摊位：{step}")[2].partition("摊位：")[0][:120]
    assert "100%" in page.partition("饭店：签约")[2].partition("饭店：清退搬迁")[0]
    assert page.count("不低于 173 个") == 3
    assert page.count("不低于 6 家") == 3


@pytest.mark.mechanism("XH-12")
def test_a_campaign_goes_through_its_parcels_one_by_one(enter):
    enter("xinhua")
    written(BOSS, "rectification", "parcel_1", "900", "城管中队 周报")
    written(BOSS, "rectification", "all", "900", "城管中队 周报")

    page = words_of(read("/desk/rules/registers/rectification/progress", "xinhua.urban"))
    rule = words_of(read("/desk/rules/registers/rectification", "xinhua.urban"))

    assert "50%" in page.partition("1号地块")[2].partition("2号地块")[0]
    assert "17%" in page.partition("全街道整治面积")[2].partition("1号地块")[0]
    assert "“五违四必”综合整治" in rule
    assert "番禺居民区" in rule.partition("1号地块")[2]


@pytest.mark.mechanism("XH-35")
def test_centres_of_xinhua_are_held_against_one_standard(enter):
    enter("xinhua")

    count("centre_standard", BOSS, entry="counters", body="SQ-310105004", value="1")

    found = gaps("centre_standard", BOSS)
    counters = found.partition("开放式服务窗口")[2].partition("每周开放时间")[0]
    assert "新华路社区事务受理服务中心 2 1 1" in counters
    assert "3 还没有清点" in counters  # four institutions in all


@pytest.mark.mechanism("XH-43")
def test_the_studio_of_yu_jing_trains_every_year_and_who_lacks_it_is_seen(enter):
    enter("xinhua")
    studio = card("YJ-310105004", BOSS)
    assert "每年组织社工初任培训、青年社工论坛、书记基础培训" in studio
    assert "俞静工作室全年培训安排" in words_of(read("/notices/", area="310105004"))

    lacking = words_of(read("/desk/people", BOSS)).partition("没有有效证书的岗位")[2]
    assert "社工初任培训（俞静工作室）" in lacking
    assert "居民区党组织书记基础培训（俞静工作室）" in lacking
    for kind in ("induction", "youth_forum"):
        sent(
            BOSS,
            f"/desk/people/{account_id('panyu.worker')}/certificate",
            kind=kind,
            issued_on=in_days(-330),
            expires_on=in_days(35),
        )

    file = person("panyu.worker", "panyu.worker")
    assert "社工初任培训（俞静工作室）" in file
    assert "青年社工论坛（俞静工作室）" in file
    soon = words_of(read("/desk/people", BOSS)).partition("快要到期的证书")[2]
    assert "姜薇 社工初任培训（俞静工作室）" in soon  # next year's is due


@pytest.mark.mechanism("XH-26")
def test_how_much_of_the_work_of_departments_began_with_needs_is_known(enter):
    enter("xinhua")
    raised = [Reported(AREA, "road.order", "店招外摆"), Reported(AREA, "road.order", "占道")]
    found = TakenIn(CLERK, AREA, "road.order", "巡查时见到的", "worker")
    for case in (*raised, found):
        case.act(CLERK, "whistle", type="road.order", nature="street")
        case.act("xinhua.dispatcher", "dispatch", organizations=[OFFICE])
    ordered = TakenIn("xinhua.coordinator", AREA, "project.preparation", "菜场地块", "worker")
    ordered.act(
        "xinhua.coordinator", "dispatch", type="project.preparation", organizations=[OFFICE]
    )
    counted()

    page = client_of(BOSS).get("/desk/figures/origins", headers=ZH)

    rows = {row.name: row for row in page.context["rows"]}
    row = rows["新华路城市管理行政执法中队"]
    assert [number for _word, number, _link in row.cells] == [2, 1, 1]
    assert row.share == "50.0%"
    needs, tasks = row.cells[0][2], row.cells[2][2]
    behind = words_of(client_of(BOSS).get(needs, headers=ZH).content.decode())
    assert [case.number in behind for case in (*raised, found, ordered)] == [
        True,
        True,
        False,
        False,
    ]
    assert ordered.number in words_of(client_of(BOSS).get(tasks, headers=ZH).content.decode())


def made_together(kind, at, place):
    """The number of a micro-project that was chosen, voted on, funded, made and rated in a day."""
    case, shown = Moving(GRID, kind, f"{place}要整修", at=at, place_text=place), (staged_photo(),)
    case.act(CLERK, "choose", kind=kind, nature="communal", text="提的人多，花钱少")
    case.act(CLERK, "passed", text="应到30户，同意26户", documents=shown)
    case.act("xinhua.coordinator", "grant", text="资助八百元")
    holders = ("panyu.worker", f"building.{GRID}")
    held = Account.objects.filter(
        username__in=holders, appointments__post__in=[task.post_id for task in case.open_tasks()]
    )
    leader = held[0].username
    case.act(leader, "led", text="三户出料，五户出工")
    case.act(f"member.{GRID}", "gone_ahead", text="党员先清出了地方")
    case.act(leader, "made", text="做好了", photos=shown, photos_before=shown)
    case.act(CLERK, "answer", text="做好了，请您看看")
    case.as_reporter("rate", grade=5)
    return Case.objects.get(pk=case.case_id).number


@pytest.mark.mechanism("XH-59")
def test_projects_and_stairwells_are_counted_round_by_round_where_they_lie(enter):
    enter("xinhua")
    with past_time():
        made = [
            made_together("micro.stairwell", datetime(year, 5, 6, 10, tzinfo=SHANGHAI), place)
            for year, place in (
                (2025, "番禺路230弄3号"),
                (2026, "番禺路230弄5号"),
                (2026, "番禺路260弄1号"),
            )
        ]
    counted()

    page = client_of(BOSS).get("/desk/rules/registers/micro_rounds/progress", headers=ZH)

    ways = {w.aim.entry.key: w for heading in page.context["headings"] for w in heading.ways}
    goals = {key: int(way.aim.value) for key, way in ways.items()}
    assert (goals["project_both"], goals["stairwell_both"]) == (70, 102)
    reached = {key: int(way.aim.latest.value) for key, way in ways.items()}
    assert reached == {
        "project_first": 0,
        "project_second": 0,
        "project_both": 0,
        "stairwell_first": 1,
        "stairwell_second": 2,
        "stairwell_both": 3,
    }
    behind = words_of(read(unescape(ways["stairwell_second"].link), BOSS))
    assert [each in behind for each in made] == [False, True, True]
    assert "楼组" in behind  # each lies in its building group


@pytest.mark.mechanism("XH-18")
def test_the_chapter_mobilises_its_members_who_take_projects_on(enter):
    enter("xinhua")
    chapter = card("FH-310105004", BOSS)
    for member in ("新华商业管理公司（演示）", "番禺路建筑设计公司（演示）"):
        assert member in chapter
    case, units = on_the_agenda("弄口空地改成口袋花园"), ["CY1-310105004", "CY2-310105004"]
    commerce, design = "commerce.310105004", "design.310105004"
    case.act(COUNCIL, "to_chapter", **MATTER)

    offered = words_of(read(case.page, CHAPTER))
    assert "新华商业管理公司（演示）" in offered  # proposed, to be asked
    case.act(CHAPTER, "dispatch", organizations=units)
    for unit in (commerce, design):
        assert case.steps_of(unit) == ["成员单位认领项目"]
        case.act(unit, "acknowledge")
    case.act(commerce, "finish", text="认领苗木和土方，十月底前")
    assert case.tasks_of(COUNCIL) == []  # the other has not said yet
    case.act(design, "finish", text="认领设计图，九月底前")

    assert case.steps_of(COUNCIL) == ["落实议定的事"]
    page = words_of(read(case.page, CHAPTER))
    for claimed in ("认领苗木和土方，十月底前", "认领设计图，九月底前"):
        assert claimed in page
