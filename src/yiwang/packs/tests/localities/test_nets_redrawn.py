"""Nets put together, divided, checked and redrawn in the territories of packs, on pages."""

import re
from datetime import timedelta

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Refused, Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of, reported
from yiwang.portals.nets.tests.files import draft_of, drawn, sent, table
from yiwang.structure.territory.models import Area, AreaLink, Net
from yiwang.structure.territory.tasks import bring_all_due_into_force
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import route_proposal
from yiwang.work.cases.reports import Place


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


class Desk:
    """Somebody who redraws nets, at the desk."""

    def __init__(self, username):
        self.username, self.client = username, client_of(username)

    def add_net(self, key, name, kind, level):
        sent = {"key": key, "name": name, "kind": kind, "level_key": level, "level_name": level}
        page = self.client.post("/desk/nets/add", {**sent, "level_name_en": "", "level_code": ""})
        assert page.status_code == 302

    def put_together(self, net, of, path):
        """Bring a table of groups, accept it as it stands on the page, and bring it into force."""
        with path.open("rb") as parts:
            page = self.client.post(
                f"/desk/nets/{net}/group", {"of": of, "bring": "1", "parts": parts}
            )
        groups = page.context["groups"]
        answer = self.client.post(
            f"/desk/nets/{net}/group",
            {
                "of": of,
                "accept": "1",
                "areas": " ".join(row.code for row in groups.rows),
                "weights": " ".join("1" for _row in groups.rows),
                "group": [row.number for row in groups.rows],
                "gcode": list(groups.codes),
                "gname": list(groups.names),
            },
        )
        assert answer.status_code == 302, answer.context["faults"]
        self.in_force(net, draft_of(answer))

    def bring(self, net, path, **fields):
        asked = {"level": "", "below": "", "replaces": "", **fields}
        page = sent(self.client, path, to=f"/desk/nets/{net}/bring", **asked)
        return draft_of(page)

    def in_force(self, net, draft, on=None):
        day = (on or timezone.localdate()).isoformat()
        seen = Net.objects.get(key=net).revision
        address = f"/desk/nets/{net}/versions/{draft}"
        assert self.client.post(address, {"on": day, "seen": str(seen)}).status_code == 302

    def merge(self, net, where, code, other):
        """Draw one area into another, on the page where nets are drawn, and bring it into force."""
        address = f"/desk/nets/{net}/draw?{where}"
        seen = self.client.get(address).context["seen"]
        stroke = {"seen": seen, "do": "merge", "area": code, "other": other}
        answer = self.client.post(address, stroke)
        assert answer.status_code == 302, answer.context["at_fields"]
        draft = int(answer["Location"].split("/versions/")[1].split("/")[0])
        self.in_force(net, draft)
        told = self.page(f"/desk/nets/{net}/versions/{draft}")
        assert re.search(rf"谁接替谁 .*{other} → .*{code} 沿革", told)

    def bring_table(self, key, name, content):
        """Read a table in, look at what it changes, apply it."""
        table = SimpleUploadedFile(name, content)
        shown = self.client.post(f"/desk/admin/{key}/bring", {"table": table}, follow=True)
        seen = {"seen": shown.context["plan"].digest}
        done = self.client.post(shown.request["PATH_INFO"], seen, follow=True)
        assert "已生效" in done.content.decode()

    def page(self, path):
        return words_of(read(path, self.username))


def shape_of(code, net):
    return shapely.from_wkb(
        bytes(Area.objects.get(code=code, net__key=net, valid_to=None).geometry)
    )


def children(code, net):
    found = Area.objects.filter(parent__code=code, net__key=net, valid_to=None)
    return list(found.order_by("code").values_list("code", flat=True))


def neighbours(codes, net):
    """Two of these that have a border in common."""
    shapes = {code: shape_of(code, net) for code in codes}
    pairs = ((a, b) for a in codes for b in codes if a < b)
    return next((a, b) for a, b in pairs if shapes[a].intersection(shapes[b]).length > 0)


@pytest.mark.mechanism("ZQ-08")
def test_zhuanqiao_builds_a_net_of_its_disposal_grids_without_redrawing_any(enter, tmp_path):
    enter("zhuanqiao")
    desk = Desk("zhuanqiao.supervisor")
    parts = children("310112103P02", "disposal") + children("310112103P05", "disposal")
    rows = [["code", "name", "part"]]
    rows += [
        [f"LQ{number % 2 + 1}", f"联勤片{number % 2 + 1}", code]
        for number, code in enumerate(parts)
    ]

    desk.add_net("patrol", "联勤网", "service", "part")
    desk.put_together("patrol", "disposal", table(tmp_path / "parts.csv", rows))

    mine = [code for number, code in enumerate(parts) if number % 2 == 0]
    union = shapely.union_all([shape_of(code, "disposal") for code in mine])
    assert shapely.area(shapely.symmetric_difference(shape_of("LQ1", "patrol"), union)) < 1e-12
    links = AreaLink.objects.filter(source__net__key="patrol", kind="aggregates")
    assert set(links.values_list("target__code", flat=True)) == set(parts)
    assert "由 disposal 合并而成" in desk.page("/desk/nets/patrol/versions")


@pytest.mark.mechanism("ZQ-65")
def test_zhuanqiao_sees_what_is_too_small_overlaps_or_leaves_a_gap(enter, tmp_path):
    enter("zhuanqiao")
    desk = Desk("zhuanqiao.supervisor")
    check = "/desk/nets/disposal/check"
    assert "重叠的地面" not in desk.page(check)
    small, large = children("310112103P02", "disposal")[:2]
    dot = shape_of(small, "disposal").representative_point().buffer(0.0003)
    grown = shape_of(large, "disposal").union(shape_of(large, "disposal").buffer(0.004))
    rows = [(small, "缩小了的居民区", dot), (large, "扩大了的居民区", grown)]

    draft = desk.bring("disposal", drawn(tmp_path / "grids.geojson", rows))
    desk.in_force("disposal", draft)

    seen = client_of("zhuanqiao.supervisor").get(check).context
    kinds = {group.key for group in seen["groups"]}
    assert {"overlap", "gap", "small"} <= kinds
    assert seen["missing"], "posts that nobody holds are listed with their places"


@pytest.mark.mechanism("ZQ-66", "ZQ-11")
def test_a_park_of_zhuanqiao_is_a_unit_of_its_own_under_two_managers(enter):
    enter("zhuanqiao")
    desk = Desk("zhuanqiao.supervisor")
    park = Area.objects.get(net__key="dedicated", code="ZS01")
    case = reported(kind="", text="园区门口积水", place=Place(park.lng, park.lat))

    page = desk.page("/desk/areas/dedicated/ZS01")
    bodies = route_proposal(case, timezone.localdate())

    assert "双重管理 属地 文博水景居民区居委会 条线 颛桥镇投资促进服务办公室" in page
    assert case.placements.get(net__key="dedicated").area == park
    assert "处置网格 颛桥镇 / 颛桥片区" in page  # the zone covers it
    assert "TZ-310112103" in [body.code for body in bodies.organizations]

    desk.client.post(
        "/desk/nets/dedicated/areas/ZS02/managers", {"ground": "JW-310112103011", "sector": ""}
    )
    blind = desk.page("/desk/nets/dedicated/check").partition("没有条线管理单位")[2]
    assert "银桥农贸市场（演示） ZS02" in blind[:60]


@pytest.mark.mechanism("SG-52")
def test_the_net_of_songgang_covers_it_whole_and_a_hole_would_be_seen(enter, tmp_path):
    enter("songgang")
    desk = Desk("songgang.supervisor")
    check = "/desk/nets/base/check"
    before = {group.key for group in desk.client.get(check).context["groups"]}
    grid = children("440306024001", "base")[0]
    half = shape_of(grid, "base").representative_point().buffer(0.0005)

    draft = desk.bring("base", drawn(tmp_path / "a.geojson", [(grid, "第一网格", half)]))
    desk.in_force("base", draft)

    after = desk.client.get(check).context["groups"]
    assert not before & {"gap", "overlap", "beyond"}
    assert "gap" in {group.key for group in after}


@pytest.mark.mechanism("YH-05")
def test_a_large_grid_of_yuhang_is_split_and_keeps_its_history(enter, tmp_path):
    enter("yuhang")
    desk = Desk("yuhang.supervisor")
    community = "330110012001"
    grid = children(community, "base")[0]
    shape = shape_of(grid, "base")
    west, south, east, north = shape.bounds
    middle = (west + east) / 2
    halves = [
        shapely.intersection(shape, shapely.box(west, south, middle, north)),
        shapely.intersection(shape, shapely.box(middle, south, east, north)),
    ]
    rows = [(f"{community}9{n}", f"新分网格{n}", half) for n, half in enumerate(halves, start=1)]
    rows += [(code, "", shape_of(code, "base")) for code in children(community, "base")[1:]]

    draft = desk.bring(
        "base",
        drawn(tmp_path / "a.geojson", rows),
        level="grid",
        below=community,
        replaces="1",
    )
    assert "拆分" in desk.page(f"/desk/nets/base/versions/{draft}")
    desk.in_force("base", draft)

    version = desk.page(f"/desk/nets/base/versions/{draft}")
    assert f"{grid} → 新分网格1" in version
    assert children(community, "base")[-2:] == [f"{community}91", f"{community}92"]
    assert Area.objects.get(code=grid).valid_to is not None


@pytest.mark.mechanism("YH-31")
def test_yuhang_redraws_its_net_from_a_day_on_and_the_old_one_stays_readable(enter, tmp_path):
    enter("yuhang")
    desk = Desk("yuhang.supervisor")
    town = Area.objects.get(code="330110012", net__key="base")
    rows = [["code", "name"], [town.code, "未来城街道"]]
    monday = timezone.localdate() + timedelta(days=7)

    draft = desk.bring("base", table(tmp_path / "a.csv", rows))
    desk.in_force("base", draft, monday)
    waiting = desk.page("/desk/nets/base/versions")
    before = desk.page(f"/desk/areas/base/{town.code}")
    bring_all_due_into_force(timezone.now() + timedelta(days=7))

    assert "生效" in waiting
    assert town.name in before
    assert "未来城街道" in desk.page(f"/desk/areas/base/{town.code}")
    assert f"{town.name} {town.code}" in desk.page(f"/desk/nets/base/versions/{draft}")


@pytest.mark.mechanism("YH-32")
def test_yuhang_strings_points_into_a_chain_and_chains_into_an_area(enter, tmp_path):
    enter("yuhang")
    desk = Desk("yuhang.supervisor")
    beads = children("330110012001", "base")[:4]
    chains = [["code", "name", "part"]]
    chains += [[f"L{n // 2}", f"第{n // 2 + 1}链", code] for n, code in enumerate(beads)]
    whole = [["code", "name", "part"], ["M1", "连片示范区", "L0"], ["M1", "连片示范区", "L1"]]

    desk.add_net("chain", "串珠成链", "corridor", "chain")
    desk.put_together("chain", "base", table(tmp_path / "chain.csv", chains))
    desk.add_net("plane", "聚线成面", "corridor", "plane")
    desk.put_together("plane", "chain", table(tmp_path / "plane.csv", whole))

    union = shapely.union_all([shape_of(code, "base") for code in beads])
    assert shapely.area(shapely.symmetric_difference(shape_of("M1", "plane"), union)) < 1e-12
    assert "连片示范区" in desk.page("/desk/areas?net=plane")


@pytest.mark.mechanism("ZQ-39")
def test_zhuanqiao_brings_units_resources_and_other_systems_together_with_their_history(enter):
    enter("zhuanqiao")
    desk = Desk("zhuanqiao.supervisor")
    committees = [code for code in children("310112103P02", "disposal") if code[-3:] < "200"]
    kept, ended = neighbours(committees, "disposal")
    case = Reported(ended, "sanitation.litter", "垃圾满了")
    ground = shape_of(kept, "disposal").union(shape_of(ended, "disposal"))

    choose = read("/desk/nets/disposal/draw", desk.username, **{"in": "310112103P02"})
    assert re.findall(r"level=(\w+)", choose) == ["committee", "village"]
    with pytest.raises(Refused, match="请选择要画哪一种"):
        read("/desk/nets/disposal/draw", desk.username, below="310112103P02")
    with pytest.raises(Refused, match="没有这个层级"):
        read("/desk/nets/disposal/draw", desk.username, below="310112103P02", level="grid")
    drawing = {"below": "310112103P02", "level": "committee"}
    page = desk.client.get("/desk/nets/disposal/draw", drawing)
    assert page.context["remarks"] == []  # the ground of the villages beside is covered
    desk.merge("disposal", "below=310112103P02&level=committee", kept, ended)  # units of the net

    assert shapely.area(shapely.symmetric_difference(shape_of(kept, "disposal"), ground)) < 1e-9
    assert ended not in children("310112103P02", "disposal")
    assert Case.objects.get(pk=case.case_id).area.code == ended  # where it was placed
    desk.client.post("/desk/nets/disposal/place-anew")
    assert Case.objects.get(pk=case.case_id).area.code == kept

    bodies = "编码,名称,类别,所辖区域编码\nZY-1,文体资源联合体（示范）,企业,310112103\n"
    desk.bring_table("organizations", "别的系统.csv", bodies.encode("gb18030"))  # resources
    assert "文体资源联合体（示范）" in desk.page("/desk/organizations?q=文体资源")

    orders = f"工单编号,诉求内容,事项类型,所属区域\nCY-1,路灯不亮,,{kept}\n"
    for _again in range(2):  # what another system passed on is taken in once
        table = SimpleUploadedFile("12345.csv", orders.encode(), "text/csv")
        client_of("zhuanqiao.dispatcher").post("/desk/hotline", {"table": table})
    assert Case.objects.get(outside_number="CY-1").area.code == kept
