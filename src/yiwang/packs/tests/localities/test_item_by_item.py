"""Checklists of the localities, ticked item by item on the pages of those who check, and read by
somebody else."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yiwang.insight.reviews.models import Reviewed
from yiwang.packs.tests.at_the_doors import TakenIn, read, words_of
from yiwang.packs.tests.localities.test_reviews import about, opened
from yiwang.portals.casework.tests.staging import client_of, jpeg, task_of
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.territory.models import Area
from yiwang.work.cases.models import Case


class Checked:
    """A matter that somebody begins of their own accord, and ticks."""

    def __init__(self, username, kind, area, text, **place):
        self.username = username
        form = {"form": uuid.uuid4().hex, "text": text, "kind": kind, "area": area, **place}
        answer = client_of(username).post("/desk/begin", form)
        assert answer.status_code == 302, words_of(answer.content.decode())
        self.case = Case.objects.latest("pk")

    @property
    def page(self):
        return f"/desk/cases/{self.case.pk}/"

    @property
    def items(self):
        """What the form asks, by key."""
        sheet = client_of(self.username).get(self.page).context["sheet"]
        return {each.item.key: each.item for each in sheet.at_hand[0].forms[0].items}

    def tick(self, **said):
        """Everything is done, but for what is said here: key -> why not."""
        sent = {"form": uuid.uuid4().hex, "tick": list(self.items)}
        for key in self.items:
            sent[f"tick.{key}"] = "not_done" if key in said else "done"
            sent[f"tick-words.{key}"] = said.get(key, f"看过了：{key}")
            if key not in said:
                sent[f"tick-photos.{key}"] = SimpleUploadedFile(f"{key}.jpg", jpeg(), "image/jpeg")
        return self.act(self.username, "submit", **sent)

    def act(self, username, action, expected=302, **fields):
        self.case.refresh_from_db()
        url = f"/desk/cases/{self.case.pk}/tasks/{task_of(self.case)}/{action}"
        answer = client_of(username).post(url, {"form": uuid.uuid4().hex, **fields})
        assert answer.status_code == expected, words_of(answer.content.decode())
        self.case.refresh_from_db()
        return answer

    def read_by(self, username):
        return words_of(read(self.page, username))


def asked(register, on):
    return [entry.key for entry in entries_of(current_version(register, on).pk)]


def is_offered(checked, username, action):
    sheet = client_of(username).get(checked.page).context["sheet"]
    return action in [form.action.key for each in sheet.at_hand for form in each.forms]


@pytest.mark.mechanism("XH-45")
def test_everybody_who_takes_part_in_xinhua_has_five_things_to_tick(enter):
    enter("xinhua")
    mine = Checked("panyu.worker", "five_ones.mine", "310105004001", "三季度五个一")
    assert len(mine.items) == 5

    mine.tick(matter="电梯加装还在征求意见")

    page = mine.read_by("panyu.clerk")
    assert "没做到 办成一件实事 电梯加装还在征求意见" in page
    assert page.count("已做到") == 4
    mine.act("panyu.clerk", "file")
    assert "已存档" in mine.read_by("panyu.clerk")


@pytest.mark.mechanism("JMS-78")
def test_grid_workers_of_jiamusi_have_lists_for_prevention_convenience_and_hazards(enter):
    enter("jiamusi")
    grid, clerk = "230804007001001", "yongan.clerk"
    lists = {}
    for kind in ("prevention", "convenience", "hazards"):
        lists[kind] = Checked("yongan.grid", f"routine.{kind}", grid, f"本周 {kind}")

    assert {kind: len(one.items) for kind, one in lists.items()} == {
        "prevention": 3,
        "convenience": 2,
        "hazards": 3,
    }
    for one in lists.values():
        one.tick(**({"ice": "三单元檐口有冰溜子"} if "ice" in one.items else {}))
    hazards = lists["hazards"]
    assert "冰溜子、积雪、松动构件看过一遍 三单元檐口有冰溜子" in hazards.read_by(clerk)
    hazards.act(clerk, "report", text="三单元檐口冰溜子，另报一件")
    lists["prevention"].act(clerk, "file")
    assert "另报一件" in hazards.read_by(clerk)
    assert "已存档" in lists["prevention"].read_by(clerk)


@pytest.mark.mechanism("SG-11")
def test_building_leaders_of_songgang_tick_the_safety_of_their_building(enter):
    enter("songgang")
    building = Area.objects.get(net__key="patch", code="ZT03")
    check = Checked(
        "dongfang.building",
        "self_check.building",
        "440306024001001",
        "宝利豪庭1栋九月自查",
        lng=str(building.lng),
        lat=str(building.lat),
    )
    assert {"building_leader", "gas", "exits"} <= set(check.items)
    assert "chemicals" not in check.items  # asked of parks

    check.tick(gas="二楼转角有两个气瓶，已请住户移走")

    assert "没做到 公共部位没有存放瓶装气 二楼转角有两个气瓶" in check.read_by("dongfang.clerk")
    assert not is_offered(check, "dongfang.building", "file")  # somebody else looks at it
    assert check.case.placements.get(net__key="patch").area == building
    check.act("dongfang.clerk", "send_back", reason="气瓶移走后再查一次")
    assert is_offered(check, "dongfang.building", "submit")


@pytest.mark.mechanism("SG-12")
def test_songgang_inspects_premises_and_counts_them_against_its_target(enter):
    enter("songgang")
    check = Checked("dongfang.grid", "inspection.premises", "440306024001001", "东方一路小餐馆")
    assert not [item for item in check.items.values() if "住户" in item.title]
    check.tick(people="阁楼住了两名店员，要求今晚搬离")
    assert "没做到 经营、仓储场所里没有住人" in check.read_by("dongfang.clerk")
    check.act("dongfang.clerk", "hazard", text="阁楼住人，转应急办")
    hazard = TakenIn("dongfang.clerk", "440306024001001", "hazard.premises", "阁楼住人", "worker")

    path = "/desk/rules/registers/campaigns/progress"
    counted = {"entry": "premises", "value": "4120", "on": "2026-09-30", "source": "应急办台账"}
    answer = client_of("songgang.supervisor").post(path, counted)

    assert answer.status_code == 302, words_of(answer.content.decode())
    shown = words_of(read(path, "songgang.dispatcher")).partition("消防检查处数")[2]
    assert "4120" in shown
    assert "68%" in shown  # of 6000
    assert hazard.steps_of("songgang.dispatcher") == ["定级，下达整改"]


@pytest.mark.mechanism("GR-19")
def test_a_property_firm_ticks_its_duties_and_residents_rate_it(enter):
    enter("general")
    check = Checked("chunxiao.property", "property.check", "P1S1C1X1", "二季度自查")
    check.tick(repairs="周末报修有两次隔天才到")
    assert "没做到 报修二十四小时内到场" in check.read_by("chunxiao.clerk")
    check.act("chunxiao.clerk", "short", text="报修不及时，请物业办督促")

    round_id = opened("property", "half_year")
    row = Reviewed.objects.get(round=round_id, organization__code="WY-P1S1C1X1")
    resident, address = client_of("chunxiao.clerk"), f"/satisfaction/{row.pk}"
    for _number in range(10):
        form = resident.get(address).content.decode().partition('name="form" value="')[2]
        answers = {"q-cleaning": "5", "q-repairs": "3", "q-accounts": "4"}
        resident.post(address, {"form": form.partition('"')[0], **answers})
    closed = client_of("donghu.supervisor").post(f"/desk/reviews/rounds/{round_id}", {"close": "1"})

    assert closed.status_code == 302
    shown = words_of(read(about("WY-P1S1C1X1"), "donghu.supervisor"))
    for mean in ("100.0", "50.0", "75.0"):
        assert mean in shown


@pytest.mark.mechanism("ZQ-24")
def test_a_service_centre_of_zhuanqiao_checks_itself_and_the_town_verifies(enter):
    enter("zhuanqiao")
    check = Checked("junlian.head", "venue.check", "310112103P02", "君莲中心三季度自查")
    assert list(check.items) == ["signs", "rooms", "directory", "duty", "access"]

    check.tick(access="坡道扶手松动，已报修")

    assert not is_offered(check, "junlian.head", "file")
    assert "没做到 无障碍通道可用 坡道扶手松动" in check.read_by("zhuanqiao.verifier")
    check.act("zhuanqiao.verifier", "short", text="坡道扶手一周内修好再核")
    assert "没有达到标准" in check.read_by("zhuanqiao.supervisor")


@pytest.mark.mechanism("ZQ-36")
def test_a_visit_in_zhuanqiao_asks_ten_questions_and_a_need_becomes_a_matter(enter):
    enter("zhuanqiao")
    visit = Checked("junlian.steward", "visit.ten", "310112103022", "君莲广场商户走访")
    assert len(visit.items) == 10
    visit.act("junlian.steward", "submit", 422, tick=list(visit.items))  # none may be left out

    visit.tick()

    page = visit.read_by("junlian.clerk")
    assert page.count("已做到") == 10
    assert "希望片区添什么服务 看过了：q9" in page
    parts = {"part": ["门口缺非机动车位", "后厨排烟管要换"], "part_area": ["", ""]}
    parts["part_kind"] = ["transport.parking", "enterprise.steward"]
    visit.act("junlian.clerk", "split", **parts)
    needs = Case.objects.filter(parent=visit.case).order_by("pk")
    assert [each.type.key for each in needs] == parts["part_kind"]  # each by its own way
    assert all(each.number in visit.read_by("junlian.clerk") for each in needs)
    refused = visit.act("junlian.clerk", "file", 409)  # not before every need is met
    assert needs[0].number in words_of(refused.content.decode())
