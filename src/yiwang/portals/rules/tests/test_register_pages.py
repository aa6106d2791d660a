"""Drafting, trying, comparing and publishing a register on pages, and by a table."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.portals.casework.tests.staging import CLERK, client_of, reported, whistled
from yiwang.structure.administration.tests.tables import workbook
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.models import RegisterVersion
from yiwang.structure.registers.queries import (
    current_version,
    drafted_version,
    entries_of,
    versions_of,
)
from yiwang.structure.registers.rows import EntryRow, RegisterSpec
from yiwang.work.cases.queries import route_proposal

pytestmark = pytest.mark.django_db
ADMIN = "supervisor.90"
KEY = "responsibility"
BASE = f"/desk/rules/registers/{KEY}"
DRAFT = f"{BASE}/draft"
LIST = f"/desk/admin/register-{KEY}/"
WATER = {"title": "漏水归水务", "kind": "housing.leak", "functions": ["water"], "before": "1"}


@pytest.fixture
def admin():
    client = client_of(ADMIN)
    assert send(client, DRAFT).status_code == 302
    return client


def seen(key=KEY) -> str:
    return (drafted_version(key) or versions_of(key).first()).digest


def send(client, path, key=KEY, **fields):
    return client.post(path, {"seen": seen(key), **fields})


def keys() -> list[str]:
    return [each.key for each in entries_of(drafted_version(KEY).pk)]


def state() -> list[tuple[int, str]]:
    return list(RegisterVersion.objects.order_by("id").values_list("number", "digest"))


@pytest.mark.parametrize(
    "path",
    [
        DRAFT,
        f"{BASE}/compare",
        *(f"{DRAFT}/{end}" for end in ("entries/1", "try", "publish")),
    ],
)
def test_only_those_who_publish_rules_open_and_send_the_pages(admin, path):
    before = state()
    for username in (CLERK, "supervisor.9001"):
        assert client_of(username).get(path).status_code == 403
        assert send(client_of(username), path, discard="1", remove="1").status_code == 403

    assert state() == before
    assert admin.get(path).status_code == 200
    assert admin.get(path.replace(KEY, "nothing")).status_code == 404


def test_the_draft_begins_with_what_is_published(admin):
    page = admin.get(DRAFT)

    assert keys() == ["sanitation", "leak", "housing", "water", "rest"]
    assert "版草稿" in page.content.decode()
    assert admin.get("/desk/rules/change").context["registers"]


def test_an_entry_is_added_in_its_place_edited_moved_and_struck_out(admin):
    assert send(admin, f"{DRAFT}/entries/0", **WATER).status_code == 302
    assert keys()[0] == "entry"
    assert "城管局" in admin.get(DRAFT).content.decode()  # the office, not the key of its function

    send(
        admin,
        f"{DRAFT}/entries/1",
        **WATER | {"functions": ["water", "housing"], "words": "漏\n滴"},
    )
    changed = entries_of(drafted_version(KEY).pk)[0]
    assert (changed.outcome, changed.words) == ({"functions": ["water", "housing"]}, ["漏", "滴"])
    lines = next(f for f in admin.get(f"{DRAFT}/entries/1").context["fields"] if f.name == "words")
    assert ">漏\n滴</textarea>" in admin.get(f"{DRAFT}/entries/1").content.decode()
    assert lines.widget == "lines"
    send(admin, DRAFT, down="1")
    assert keys()[:2] == ["sanitation", "entry"]
    send(admin, DRAFT, remove="2")
    assert keys() == ["sanitation", "leak", "housing", "water", "rest"]
    assert admin.get(f"{DRAFT}/entries/9").status_code == 404


def test_the_area_of_an_entry_is_said_by_its_name_and_shown_so(admin):
    send(admin, f"{DRAFT}/entries/0", **WATER | {"area": "临江社区"})

    assert entries_of(drafted_version(KEY).pk)[0].area.code == "90010101"
    shown = admin.get(f"{DRAFT}/entries/1").content.decode()
    assert 'value="临江社区（90010101）"' in shown
    assert "/desk/areas/found?primary=1" in shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "请填写"),
        ("title", "长" * 201, "200"),
        ("kind", "housing.castle", "housing.castle"),
        ("area", "nowhere", "没有叫这个名字的区域"),
        ("functions", ["magic"], "magic"),
        ("functions", [""], "怎么办"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_kept(admin, field, value, sentence):
    before = state()

    page = send(admin, f"{DRAFT}/entries/0", **WATER | {"basis": "依据", field: value})

    assert page.status_code == 422
    shown = {each.name: each for each in page.context["fields"]}
    assert sentence in shown[field].error
    assert shown["basis"].value == "依据"
    assert state() == before


def test_the_second_administrator_is_told_what_the_first_changed(admin):
    stale = seen()
    send(admin, DRAFT, remove="4")
    before = state()

    page = admin.post(f"{DRAFT}/entries/1", {"seen": stale, **WATER, "title": "我的"})

    assert page.status_code == 409
    assert "去掉" in page.content.decode()
    assert "我的" in page.content.decode()
    assert state() == before


def content() -> list[tuple[object, ...]]:
    return [(e.key, e.outcome, e.words, e.basis) for e in entries_of(drafted_version(KEY).pk)]


def brought(client, table, name="t.xlsx", **fields):
    """The page on which a table is looked at."""
    sent = {"table": SimpleUploadedFile(name, table), **fields}
    return client.post(f"{LIST}bring", sent, follow=True)


def applied(client, looked_at):
    address = looked_at.request["PATH_INFO"]
    return client.post(address, {"seen": looked_at.context["plan"].digest}, follow=True)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_table_goes_out_and_comes_back_the_same(admin, form):
    taken = admin.post(f"{LIST}taken", {"as": form})
    before = content()

    page = brought(admin, taken.content, f"t.{form}", replaces="1")

    assert taken["Content-Disposition"] == f'attachment; filename="register-{KEY}.{form}"'
    assert page.context["plan"].counts == {"added": 0, "changed": 0, "ended": 0, "unchanged": 5}
    assert content() == before


def test_a_table_is_looked_at_by_names_and_applied_to_the_draft(admin):
    heading = ["代号", "这一条说什么", "适用的事项类型", "由哪些单位办，牵头的在前", "序号"]
    rows = [
        ["leak", "漏水", "housing.leak", "water；housing", ""],
        ["pipe", "爆管", "water", "water", "1"],
    ]
    table = workbook(heading, *rows)

    page = brought(admin, table)
    kept = content()
    done = applied(admin, page)

    lines = {line.called: line for _what, lines, _n in page.context["groups"] for line in lines}
    assert kept[0][0] == "sanitation"
    assert lines["爆管"].code == "pipe"
    assert ("由哪些单位办，牵头的在前", "", "水务局（water）") in lines["爆管"].fields
    assert "已放进草稿" in done.content.decode()
    assert keys() == ["pipe", "sanitation", "leak", "housing", "water", "rest"]
    assert content()[2][1] == {"functions": ["water", "housing"]}


def test_a_table_begins_a_draft_where_there_is_none_and_the_whole_list_strikes_out():
    client = client_of(ADMIN)
    table = workbook(["key", "title"], ["sanitation", "环卫"], ["rest", "其余"])

    applied(client, brought(client, table, replaces="1"))

    assert keys() == ["sanitation", "rest"]
    assert [len(entries_of(each.pk)) for each in versions_of(KEY)] == [5]


def test_a_stranger_to_the_register_brings_no_table(admin):
    table = workbook(["key", "title"], ["sanitation", "环卫"])

    for path in ("template", "taken", "bring"):
        assert client_of(CLERK).get(f"{LIST}{path}").status_code == 403
    assert brought(client_of("supervisor.9001"), table).status_code == 403
    assert admin.get(LIST)["Location"] == DRAFT
    assert admin.get("/desk/admin/register-nothing/template").status_code == 404


def test_every_bad_row_is_named_and_nothing_changes(admin):
    heading = ["key", "title", "kind", "area", "functions", "holds_from", "holds_until"]
    rows = (
        ["a", "路灯", "Facilities Moon", "", "water", "", ""],
        ["b", "", "housing", "", "housing", "", ""],
        ["c", "积水", "housing", "月球", "magic", "", ""],
        ["c", "积水", "housing", "", "=1+1", "", ""],
        ["d", "停水", "", "", "water", "2026-12-31", "2026-12-01"],
        ["e", "停电", "", "", "", "", ""],
    )
    before = state()

    page = brought(admin, workbook(heading, *rows))

    told = [sentence.partition("：")[0] for sentence in page.context["faults"]]
    assert page.status_code == 422
    assert {each.split("，")[1] for each in told} == {f"第 {n} 行" for n in (2, 3, 4, 5)}
    assert state() == before
    only = brought(admin, workbook(heading, *rows[4:]))
    assert "这一天早于生效日期" in "".join(only.context["faults"])
    assert "请写明符合时怎么办" in "".join(only.context["faults"])


def test_two_published_versions_are_compared_entry_by_entry(admin):
    send(admin, f"{DRAFT}/entries/0", **WATER)
    today = timezone.localdate()
    send(admin, f"{DRAFT}/publish", on=str(today), basis="新清单", owner="ZX-90")

    page = admin.get(f"{BASE}/compare")

    [changed] = page.context["changed"]
    assert (page.context["before"].number, page.context["after"].number) == (1, 2)
    assert (changed.difference.what, changed.before) == ("added", None)
    assert "漏水归水务" in page.content.decode()
    back = admin.get(f"{BASE}/compare?before=2&after=1").context["changed"]
    assert [each.difference.what for each in back] == ["ended"]
    assert admin.get(f"{BASE}/compare?before=9").status_code == 404
    assert f"{BASE}/compare" in admin.get(DRAFT).content.decode()


def test_draft_and_version_in_force_are_tried_side_by_side(admin):
    send(admin, f"{DRAFT}/entries/0", **WATER)

    tried = admin.get(f"{DRAFT}/try?try=1&kind=housing.leak").context["tried"]

    assert (tried.before.entry.key, tried.after.entry.key) == ("leak", "entry")
    assert not tried.is_same
    assert admin.get(f"{DRAFT}/try?try=1&kind=water").context["tried"].is_same
    assert admin.get(f"{DRAFT}/try?try=1&area=nowhere").context["tried"].fault


def test_open_cases_that_would_be_decided_otherwise_are_counted(admin):
    case = whistled()
    reported()
    send(admin, f"{DRAFT}/entries/0", **WATER)

    found = admin.get(f"{DRAFT}/try").context["redecided"]

    assert (found.waiting, found.looked_at, found.differing) == (1, 1, 1)
    assert found.examples == [(case.pk, case.number)]


def test_a_triage_register_and_a_gate_are_edited_the_same_way():
    client = client_of(ADMIN)
    for key, fields in (
        ("triage", {"title": "漏水", "words": "漏水", "to_nature": "small", "before": "1"}),
        ("community_admission", {"title": "漏水", "kind": "housing.leak", "admitted": "no"}),
    ):
        path = f"/desk/rules/registers/{key}/draft"
        send(client, path, key)
        assert send(client, f"{path}/entries/0", key, **fields).status_code == 302
        assert client.get(f"{path}/try?try=1&text=漏水").status_code == 200
    outcomes = [entry.outcome for entry in entries_of(drafted_version("triage").pk)]
    assert outcomes[0] == {"nature": "small"}
    gate = entries_of(drafted_version("community_admission").pk)
    assert gate[-1].outcome == {"admitted": False}


@pytest.mark.parametrize(
    ("typed", "outcome", "fault"),
    [
        ({"value": "98.39 %"}, {"value": 98.39, "unit": "%"}, ""),
        ({"value": "1,200", "unit": "户"}, {"value": 1200, "unit": "户"}, ""),
        ({"value": "98%", "unit": "户"}, None, "unit"),
        ({"value": "nan"}, None, "value"),
    ],
)
def test_a_target_is_typed_as_people_write_it(typed, outcome, fault):
    client = client_of(ADMIN)
    draft = "/desk/rules/registers/aims/draft"
    send(client, draft, "aims")

    answer = send(client, f"{draft}/entries/0", "aims", title="按期率", before="1", **typed)

    assert answer.status_code == (422 if fault else 302)
    if fault:
        assert [each.name for each in answer.context["fields"] if each.error] == [fault]
    else:
        assert entries_of(drafted_version("aims").pk)[0].outcome == outcome


def test_published_from_today_the_next_case_is_proposed_to_the_new_office(admin):
    send(admin, f"{DRAFT}/entries/0", **WATER)
    today = timezone.localdate()
    past = send(admin, f"{DRAFT}/publish", on=str(today - timedelta(days=1)), basis="")
    assert past.status_code == 422
    assert set(past.context["at_fields"]) == {"on", "basis"}

    done = send(admin, f"{DRAFT}/publish", on=str(today), basis="新清单", owner="ZX-90")

    assert done["Location"] == DRAFT
    assert current_version(KEY, today).number == 2
    case = whistled()
    proposal = route_proposal(case, today)
    assert [body.code for body in proposal.organizations] == ["SW-9001"]


def test_a_draft_is_thrown_away(admin):
    assert send(admin, DRAFT, discard="1").status_code == 302

    assert drafted_version(KEY) is None
    assert admin.get(f"{DRAFT}/publish").status_code == 404


def test_a_procedure_names_a_workflow_that_there_is(admin):
    powers = RegisterSpec(
        "powers",
        "小微权力",
        "procedure",
        timezone.localdate(),
        [EntryRow("seal", "使用印章", outcome={"workflow": "jiamusi.five_step"})],
    )
    load_register(powers, actor=SYSTEM, now=timezone.now())
    draft = "/desk/rules/registers/powers/draft"
    send(admin, draft, key="powers")
    typed = {"title": "采购", "before": "1", "steps": "提出\n签批"}

    refused = send(admin, f"{draft}/entries/0", key="powers", **typed, workflow="no.such_flow")

    shown = {each.name: each for each in refused.context["fields"]}
    assert refused.status_code == 422
    assert "no.such_flow" in shown["workflow"].error
    assert shown["title"].value == "采购"
    assert [each.key for each in entries_of(drafted_version("powers").pk)] == ["seal"]

    send(admin, f"{draft}/entries/0", key="powers", **typed, workflow="jiamusi.five_step")

    assert len(entries_of(drafted_version("powers").pk)) == 2
