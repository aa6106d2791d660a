"""Drafting, proving, comparing and publishing a workflow on pages, without touching its text."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import CLERK, client_of, reported
from yiwang.work.workflows.models import WorkflowVersion
from yiwang.work.workflows.queries.drafted import source_of, workflow_line

pytestmark = pytest.mark.django_db
ADMIN = "supervisor.90"
KEY = "jiamusi.five_step"
BASE = f"/desk/rules/workflows/{KEY}"
DRAFT = f"{BASE}/draft"
ANSWER = {"name": "答复反映人", "name_en": "Answer", "kind": "single", "stage": "feedback"}


@pytest.fixture
def admin():
    """Somebody who publishes rules, with a draft begun from the version in force."""
    client = client_of(ADMIN)
    begun = client.post(f"{BASE}/versions", {"seen": digest(), "number": "1"})
    assert begun["Location"] == DRAFT
    return client


def digest() -> str:
    return workflow_line(KEY, timezone.now()).versions[0].digest


def definition():
    return source_of(KEY, WorkflowVersion.objects.get(state="drafted").number).definition


def send(client, path, **fields):
    return client.post(path, {"seen": digest(), **fields})


def names() -> list[str]:
    found = Record.objects.filter(subject="workflows.definition").order_by("id")
    return list(found.values_list("name", flat=True))


def test_the_list_shows_what_is_in_force_and_what_is_drafted(admin):
    page = admin.get("/desk/rules/change")

    line = next(each for each in page.context["workflows"] if each.key == KEY)
    assert (line.in_force.number, line.draft.number) == (1, 2)
    assert admin.get("/desk/rules").context["may_publish_rules"]


@pytest.mark.parametrize(
    "path",
    [
        "/desk/rules/change",
        *(f"{BASE}/{end}" for end in ("versions", "compare")),
        *(DRAFT + end for end in ("", "/settings", "/text", "/publish", "/steps/collect")),
        f"{DRAFT}/steps/collect/actions/0",
    ],
)
def test_only_those_who_publish_rules_open_and_send_the_pages(admin, path):
    before = names()
    for username in (CLERK, "supervisor.9001"):
        assert client_of(username).get(path).status_code == 403
        assert send(client_of(username), path, name="x", remove="1", discard="1").status_code == 403

    assert names() == before
    assert admin.get(path).status_code == 200


def test_a_draft_begun_is_proved_and_drawn(admin):
    page = admin.get(DRAFT)

    assert page.context["sheet"].faults == []
    assert "<svg" in page.content.decode()
    assert "证明通过" in page.content.decode()


def test_a_step_is_added_and_its_dead_end_is_told_in_names_and_drawn(admin):
    added = send(admin, DRAFT, name="电话回访", kind="single", stage="feedback")
    assert added["Location"] == f"{DRAFT}/steps/step"
    fields = {**ANSWER, "name": "电话回访", "post": "verifier"}
    send(admin, f"{DRAFT}/steps/step", **fields)
    send(admin, f"{DRAFT}/steps/verify/actions/0", act="pass_check", name="通过", to="step")

    page = admin.get(f"{DRAFT}/steps/step")

    sheet = page.context["sheet"]
    assert {found.rule for found in sheet.findings} == {"step_reached", "end_reached"}
    dead_end = next(found for found in sheet.faults if found.way)
    assert "“电话回访”" in dead_end.sentence
    assert dead_end.way.endswith("—通过→ “电话回访”")
    assert sheet.path[-3:] == ("verify", "pass_check", "step")
    assert 'stroke="#b3261e"' in sheet.drawing
    assert definition().steps["step"].post == "verifier"


def test_an_action_is_added_with_a_key_of_its_own(admin):
    sent = send(
        admin, f"{DRAFT}/steps/collect", add="1", act="accept", name="转给网格", to="take_up"
    )

    assert sent["Location"] == f"{DRAFT}/steps/collect/actions/6"
    assert definition().steps["collect"].actions[6].key == "accept"
    again = send(admin, f"{DRAFT}/steps/collect", add="1", act="accept", name="再", to="take_up")
    assert again.status_code == 302
    assert definition().steps["collect"].actions[7].key == "accept_2"


def test_limits_ladders_and_choices_are_saved_from_their_fields(admin):
    send(
        admin,
        f"{DRAFT}/steps/answer",
        **ANSWER,
        post="town_dispatcher",
        escalate=["city_supervisor", "", "county_supervisor"],
        not_by=["verify"],
        **{"resolve.value": "2.5", "resolve.clock": "work_day", "resolve.remind": ""},
    )

    step = definition().steps["answer"]
    assert (str(step.resolve.value), step.resolve.clock, step.resolve.remind) == (
        "2.5",
        "work_day",
        None,
    )
    assert step.escalate == ["city_supervisor", "county_supervisor"]
    assert (step.post, step.not_by, step.acknowledge) == ("town_dispatcher", ["verify"], None)
    assert len(step.actions) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "名称"),
        ("name", "长" * 121, "120"),
        ("resolve.value", "很久", "数字"),
        ("resolve.value", "1000000", "99999"),
        ("resolve.value", "1e400", "99999"),
        ("resolve.value", "-1", "大于"),
        ("kind", "teleport", "teleport"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(
    admin, field, value, sentence
):
    before = digest(), names()
    fields = {**ANSWER, "resolve.value": "2", "resolve.clock": "work_day", "basis": "新的依据"}

    page = send(admin, f"{DRAFT}/steps/answer", **{**fields, field: value})

    assert page.status_code == 422
    shown = {each.name: each for each in page.context["fields"]}
    shown |= {part.name: part for each in page.context["fields"] for part in each.parts}
    assert sentence in shown[field].error
    assert shown[field].value == value[:2000]
    assert shown["basis"].value == "新的依据"
    assert (digest(), names()) == before


def test_a_name_that_means_nothing_is_for_the_proof_to_find(admin):
    send(admin, f"{DRAFT}/steps/answer/actions/0", act="answer", name="答复", to="nowhere")

    page = admin.get(f"{DRAFT}/steps/answer/actions/0")

    assert [found.rule for found in page.context["sheet"].findings] == ["target_exists"]
    assert page.status_code == 200


def test_the_second_administrator_is_told_what_the_first_changed(admin):
    seen = digest()
    send(admin, f"{DRAFT}/steps/collect/actions/0", act="whistle", name="吹哨", to="dispatch")
    before = names()

    page = admin.post(f"{DRAFT}/steps/answer", {"seen": seen, **ANSWER, "name": "回复群众"})

    assert page.status_code == 409
    said = page.content.decode()
    assert "环节“受理研判”的操作“吹哨” · 名称" in said
    assert "回复群众" in said
    assert names() == before
    again = send(admin, f"{DRAFT}/steps/answer", **ANSWER | {"name": "回复群众"})
    assert again.status_code == 302
    both = definition().steps
    assert (both["answer"].name, both["collect"].actions[0].name) == ("回复群众", "吹哨")


def as_filled(page):
    """The form of the settings as it is sent when nothing was typed."""
    fields = {field.name: field.value for field in page.context["fields"]}
    return fields | {f.name: f.value for stage in page.context["stages"] for f in stage}


def test_settings_and_stages_are_saved(admin):
    page = admin.get(f"{DRAFT}/settings")
    fields = as_filled(page)

    send(admin, f"{DRAFT}/settings", **fields | {"name": "五步", "stages.1.name": "吹哨派单"})
    send(admin, f"{DRAFT}/settings", add_stage="1", new_name="回访")

    saved = definition()
    assert (saved.name, saved.stages[1].name, saved.stages[-1].name) == ("五步", "吹哨派单", "回访")
    send(admin, f"{DRAFT}/settings", remove_stage="5")
    assert len(definition().stages) == 5


def test_who_begins_it_is_chosen_and_proved(admin):
    page = admin.get(f"{DRAFT}/settings")
    chosen = next(each for each in page.context["fields"] if each.name == "begun_by")
    fields = as_filled(page)

    send(admin, f"{DRAFT}/settings", **fields | {"begun_by": ["residents", "verifier"]})
    first = definition()
    send(admin, f"{DRAFT}/settings", **fields | {"begun_in": "900101\n900199"})
    shown = admin.get(f"{DRAFT}/settings").content.decode()

    assert (chosen.options["residents"], chosen.options["verifier"]) == ("居民", "核查员")
    assert (first.begun_by, definition().begun_by) == (["residents", "verifier"], [])
    assert definition().begun_in == ["900101", "900199"]
    assert "没有编码是“900199”的区域来发起。" in shown


def test_parts_are_struck_out(admin):
    send(admin, f"{DRAFT}/steps/collect/actions/4", remove="1")
    send(admin, f"{DRAFT}/steps/talk_over", remove="1")

    saved = definition()
    assert [each.act for each in saved.steps["collect"].actions][-2:] == ["settle", "split"]
    assert "talk_over" not in saved.steps
    assert admin.get(f"{DRAFT}/steps/talk_over").status_code == 404
    assert admin.get(f"{DRAFT}/steps/collect/actions/9").status_code == 404


def test_the_text_goes_out_and_comes_back(admin):
    taken = admin.get(f"{DRAFT}/text?download=1").content.decode()
    assert taken.startswith("# 五步闭环")

    changed = taken.replace("受理研判", "受理")
    file = SimpleUploadedFile("f.toml", changed.encode())
    assert send(admin, f"{DRAFT}/text", file=file).status_code == 302
    assert definition().steps["collect"].name == "受理"
    for text, said in (("x = ", "TOML"), (taken.replace(KEY, "other.flow"), "other.flow")):
        page = send(admin, f"{DRAFT}/text", text=text)
        assert page.status_code == 422
        assert said in page.content.decode()


def test_versions_are_compared_in_words(admin):
    send(admin, f"{DRAFT}/steps/answer", **ANSWER, post="verifier")

    found = admin.get(f"{BASE}/compare").context["comparison"]

    told = {(each.label, each.before, each.after) for each in found.differences}
    assert ("由谁来办", "受理员", "核查员") in told
    assert {each.where for each in found.differences} == {"环节“答复反映人”"}
    assert "改了" in found.drawn_after
    assert admin.get(f"{BASE}/compare?before=1&after=77").status_code == 404


def test_publishing_asks_for_day_and_reason_and_then_new_cases_follow(admin):
    old = reported()
    send(admin, f"{DRAFT}/steps/answer", **ANSWER | {"name": "答复"}, post="community_clerk")
    today = timezone.localdate()

    look = admin.get(f"{DRAFT}/publish")
    assert look.context["touched"].open == 1
    past = send(admin, f"{DRAFT}/publish", on=str(today - timedelta(days=1)), reason="")
    assert past.status_code == 422
    assert set(past.context["at_fields"]) == {"on", "reason"}
    done = send(admin, f"{DRAFT}/publish", on=str(today), reason="年度修订")

    assert done["Location"] == f"{BASE}/versions"
    new = reported()
    numbers = {
        case.pk: WorkflowVersion.objects.get(runs__subject_id=case.pk).number for case in (old, new)
    }
    assert numbers == {old.pk: 1, new.pk: 2}
    assert names()[-1] == "workflows.definition.published"


def test_what_is_not_proved_is_not_published(admin):
    send(admin, f"{DRAFT}/steps/answer/actions/0", act="answer", name="答复", to="closed")
    send(admin, f"{DRAFT}/steps/answer/actions/0", remove="1")
    before = names()

    page = admin.get(f"{DRAFT}/publish")
    sent = send(admin, f"{DRAFT}/publish", on=str(timezone.localdate()), reason="试试")

    assert page.context["sheet"].findings
    assert sent.status_code == 422
    assert names() == before


def test_a_draft_is_thrown_away_and_begun_from_an_older_version(admin):
    send(admin, DRAFT, discard="1")
    assert admin.get(DRAFT).status_code == 404
    assert names()[-1] == "workflows.definition.draft_discarded"

    client_of(ADMIN).post(f"{BASE}/versions", {"seen": "stale", "number": "1"})
    assert not WorkflowVersion.objects.filter(state="drafted").exists()
    send(admin, f"{BASE}/versions", number="1")
    assert WorkflowVersion.objects.get(state="drafted").number == 2
