"""Lists, rows and tables of master data on pages."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from yiwang.foundation.records.models import Record
from yiwang.foundation.sheets.models import Upload
from yiwang.portals.administration.lists import LISTS
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.administration.tests.tables import text, workbook
from yiwang.structure.organizations.models import Organization

pytestmark = pytest.mark.django_db
ADMIN = "supervisor.90"
LIST = "/desk/admin/organizations/"
ROW = LIST + "row?key=ZJ-9001"
HEAD = ["编码", "名称", "类别", "所辖区域编码"]


@pytest.fixture
def admin():
    return client_of(ADMIN)


def bring(client, content, name="table.xlsx", to=LIST, **fields):
    table = SimpleUploadedFile(name, content)
    return client.post(to + "bring", {"table": table, **fields}, follow=True)


def page(answer) -> str:
    return answer.content.decode()


def form_of(client, address) -> dict[str, str]:
    """What the form of this page would send as it is."""
    shown = client.get(address)
    fields = {each.column.key: each.value for each in shown.context["fields"]}
    return {**fields, "seen": shown.context["seen"]}


@pytest.mark.parametrize("key", list(LISTS))
def test_every_list_opens_with_its_form_and_its_template(admin, key):
    shown = admin.get(f"/desk/admin/{key}/")
    first = shown.context["lines"][:1]

    assert first or key == "statistics"  # testland has none
    assert admin.get("/desk/admin").status_code == 200
    assert [admin.get(line.address).status_code for line in first] in ([], [200])
    assert admin.get(f"/desk/admin/{key}/new").status_code == 200
    book = load_workbook(BytesIO(admin.get(f"/desk/admin/{key}/template").content))
    assert book.sheetnames[0] == str(LISTS[key].title)


def test_lists_are_read_in_words_and_no_keys(admin):
    types = page(admin.get("/desk/admin/case-types/"))
    assert "work_day" not in types
    assert "2 个工作日" in types
    assert "结果照片" in types
    days = page(admin.get("/desk/admin/days/"))
    assert ">2026年10月10日</a>" in days
    assert "2026-10-10" not in days.partition("<tbody>")[2].partition("</tbody>")[0].replace(
        "key=2026-10-10", ""
    )
    assert "urban_management" not in page(admin.get(LIST))


@pytest.mark.parametrize("key", list(LISTS))
def test_the_pages_of_a_list_hold_every_row_once(admin, key):
    seen, address = [], f"/desk/admin/{key}/?"
    for _page in range(20):
        shown = admin.get(address)
        seen += [line.address for line in shown.context["lines"]]
        if not shown.context["more"]:
            break
        address = f"/desk/admin/{key}/?{shown.context['more']}"

    assert len(seen) == len(set(seen)) == len(list(LISTS[key].rows()))


def test_a_row_is_changed_by_its_form_and_tells_its_history(admin):
    sent = form_of(admin, ROW) | {"name": "东县住房局"}

    answer = admin.post(ROW, sent, follow=True)

    assert Organization.objects.get(code="ZJ-9001").name == "东县住房局"
    [told] = answer.context["history"]
    assert told.fields == [("名称", "东县住建局", "东县住房局")]
    assert "市督办员" in page(answer)


def test_what_was_changed_meanwhile_is_not_written_over(admin):
    first, second = form_of(admin, ROW), form_of(admin, ROW)
    admin.post(ROW, first | {"name": "先改的"})

    answer = admin.post(ROW, second | {"name": "后改的"})

    assert "刚才有人改过这一条" in page(answer)
    assert Organization.objects.get(code="ZJ-9001").name == "先改的"


def test_a_fault_stands_at_its_field_and_keeps_what_was_typed(admin):
    sent = form_of(admin, ROW) | {"name": "", "area": "99", "kind": "部门"}

    answer = admin.post(ROW, sent)

    assert answer.status_code == 422
    faults = {each.column.key: each.fault for each in answer.context["fields"] if each.fault}
    assert faults.keys() == {"name", "area"}
    assert "没有叫这个名字的区域" in faults["area"]
    assert (
        Record.objects.filter(subject="organizations.organization", subject_id__gt=0).count() == 0
    )


def test_a_body_is_added_ended_and_taken_up_again(admin):
    new = {"code": "SQ-1", "name": "社区食堂", "kind": "service_point", "area": "90010101"}
    address = LIST + "row?" + urlencode({"key": "SQ-1"})

    admin.post(LIST + "new", new)
    again = admin.post(LIST + "new", new)
    admin.post(address, form_of(admin, address) | {"end": "1"})
    ended = Organization.objects.get(code="SQ-1").state
    admin.post(address, form_of(admin, address) | {"state": "active", "valid_to": ""})

    assert "已经有这一条了" in page(again)
    assert ended == "dissolved"
    assert Organization.objects.get(code="SQ-1").state == "active"
    told = admin.get(address).context["history"]
    assert [each.what for each in told] == ["修改", "终止", "新增"]


def test_search_finds_two_characters_anywhere_in_a_name(admin):
    shown = admin.get(LIST + "?q=住建")

    assert sorted(line.cells[0][1] for line in shown.context["lines"]) == ["ZJ-9001", "ZJ-9002"]


def test_a_table_at_fault_names_every_row_and_gives_the_list_along(admin):
    content = workbook(HEAD, ["SQ-1", "", "服务点", "90010101"], ["SQ-2", "食堂", "餐厅", "99"])

    shown = bring(admin, content)
    taken = admin.get(shown.request["PATH_INFO"] + "/faults")

    assert shown.status_code == 422
    assert len(shown.context["faults"]) == 3
    assert "有 2 行要改正；什么都没有改" in page(shown)
    assert taken.content.decode("utf-8-sig").count("\n") == 4
    assert not Organization.objects.filter(code__startswith="SQ-").exists()


def test_hours_and_services_are_told_by_row_brought_and_shown_on_the_card(admin):
    Organization.objects.filter(code="ZJ-9002").update(services="政务代办")
    head = ["code", "Opening hours", "Telephone of the office", "What one gets there"]
    wrong = workbook(head, ["ZJ-9001", "8:30–25:00", "局长", "政务代办"])
    right = workbook(head, ["ZJ-9001", "每天 8:30–17:00", "0511-85550000", "政务代办;政务代辨"])

    refused = bring(admin, wrong)
    shown = bring(admin, right)
    seen = {"seen": shown.context["plan"].digest}
    admin.post(shown.request["PATH_INFO"], seen, follow=True)

    assert refused.status_code == 422
    assert "“8:30–25:00”里有不存在的时间" in page(refused)
    assert "电话请写号码" in page(refused)
    assert "目前还没有别处提供“政务代辨”" in page(shown)
    card = page(admin.get("/desk/organizations/of/ZJ-9001"))
    assert "每天 8:30–17:00" in card
    assert "开放时间：无 → 每天 8:30–17:00" in card
    fields = admin.get(ROW).context["history"][0].fields
    assert ("开放时间", "", "每天 8:30–17:00") in fields


def test_a_table_is_seen_applied_and_told_of(admin):
    content = text(HEAD, ["ZJ-9001", "东县住房局", "部门", "9001"], encoding="gb18030")

    shown = bring(admin, content, "单位.csv")
    address = shown.request["PATH_INFO"]
    done = admin.post(address, {"seen": shown.context["plan"].digest}, follow=True)
    again = admin.post(address, {"seen": "anything"}, follow=True)

    assert "按 GB18030 读取文字" in page(shown)
    assert "<del>东县住建局</del>" in page(shown)
    assert "已生效" in page(done)
    assert again.status_code == 200
    history = admin.get(ROW).context["history"]
    assert [each.upload for each in history] == [Upload.objects.get().pk]
    assert "单位.csv" in page(admin.get("/desk/admin"))


NEW = {
    "links": (
        ["source", "kind", "target"],
        ["ZJ-9001", "uses", "SW-9001"],
        "东县住建局 使用 东县水务局",
        "ZJ-9001 · uses · SW-9001",
    ),
    "posts": (
        ["type", "organization", "area"],
        ["grid_leader", "ZJ-9001", "9001010102"],
        "第二网格 · 东县住建局 · 网格长",
        "grid_leader · ZJ-9001 · 9001010102",
    ),
}


@pytest.mark.parametrize("key", NEW)
def test_a_row_that_is_not_there_yet_is_called_by_names_with_its_codes_beside(admin, key):
    heading, row, called, code = NEW[key]

    shown = bring(admin, workbook(heading, row), to=f"/desk/admin/{key}/")

    [(_what, [line], _number)] = shown.context["groups"]
    assert (line.called, line.code) == (called, code)
    assert "东县住建局（ZJ-9001）" in [after for _title, _before, after in line.fields]


def test_what_changed_since_it_was_seen_is_shown_again(admin):
    shown = bring(admin, workbook(HEAD, ["ZJ-9001", "甲", "部门", "9001"]))
    admin.post(ROW, form_of(admin, ROW) | {"name": "乙"})

    answer = admin.post(shown.request["PATH_INFO"], {"seen": shown.context["plan"].digest})

    assert answer.status_code == 409
    assert "请先看看现在会改什么" in page(answer)
    assert Organization.objects.get(code="ZJ-9001").name == "乙"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0old", "旧格式的工作簿"),
        (b"PK\x03\x04broken", "这个文件读不出来"),
        (b"\xff\xfe\x00\x81\xff", "既不是 UTF-8 也不是 GB18030"),
        (b"", "缺少：编码"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(admin, content, said):
    answer = bring(admin, content or b"\n")

    assert answer.status_code == 422
    assert said in page(answer)


def test_a_table_is_seen_by_who_brought_it_alone(admin):
    address = bring(admin, workbook(HEAD, ["ZJ-9001", "甲", "部门", "9001"])).request["PATH_INFO"]

    assert client_of("clerk.90010101").get(address).status_code == 403
    assert client_of("clerk.90010101").get("/desk/admin").status_code == 403
    assert client_of("clerk.90010101").post(LIST + "taken", {"as": "csv"}).status_code == 403


def test_lists_are_looked_at_in_few_queries(admin, django_assert_max_num_queries):
    admin.get(LIST)
    with django_assert_max_num_queries(14):
        admin.get(LIST)
    with django_assert_max_num_queries(18):
        admin.get(ROW)
