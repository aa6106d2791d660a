"""Councils that vote: the type of the matter says what is enough, the numbers decide the way."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yiwang.packs.tests.at_the_doors import Program, Refused, Reported, read, words_of
from yiwang.packs.tests.localities.test_lists_in_use import everybody
from yiwang.portals.casework.tests.staging import client_of, jpeg
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.sweep import sweep

COMMUNITY, WORKER = "321111003013", "xijin.worker"
HEADS = ("entitled", "took_part", "agreed")


def proposed(kind="council.lift", text="三幢二单元想加装电梯"):
    case = Reported(COMMUNITY, kind, text)
    case.act(WORKER, "call", type=kind, text="三幢二单元业主，周六晚上，社区一楼")
    return case


def numbers(people, areas):
    return {f"votes.{name}": str(n) for name, n in zip(HEADS, people, strict=True)} | {
        f"votes.area_{name}": str(n) for name, n in zip(HEADS, areas, strict=True)
    }


def counted(case, people, areas, paper=True):
    [task] = case.tasks_of(WORKER)
    sheet = {"documents": SimpleUploadedFile("s.jpg", jpeg(), "image/jpeg")} if paper else {}
    form = {"text": "一楼两户不分摊费用", **numbers(people, areas), **sheet}
    return client_of(WORKER).post(f"{case.page}tasks/{task['id']}/count", form)


def step_of(case):
    return Case.objects.get(pk=case.case_id).run.step


@pytest.mark.mechanism("RZ-49")
def test_a_lift_needs_three_quarters_by_number_and_by_area(enter):
    enter("runzhou")
    case = proposed()
    form = words_of(read(case.page, WORKER))
    assert "人数和面积都要够：至少 2/3 参加，参加的里面至少 3/4 同意。" in form
    assert "民法典第二百七十八条第一款第七项" in form

    assert counted(case, (12, 9, 7), (1080, "810.50", 700)).status_code == 302
    assert step_of(case) == "passed"  # 9 of 12, 7 of 9
    page = words_of(read(case.page, WORKER))
    assert "表决通过" in page
    assert "人数：12 人中 9 人参加（75.0%），7 人同意（77.8%）" in page
    assert "面积：1080 m² 中 810.50 m² 参加（75.0%），700 m² 同意（86.4%）" in page
    assert "7 人同意（77.8%）" in words_of(read(f"/c/{case.code}"))  # whoever proposed it, too

    case.act(WORKER, "publish", text="十二户中九户参加，七户同意；费用按楼层分摊")
    clock = Clock.objects.get(run__subject_id=case.case_id, task__role="publisher")
    sweep(clock.due_at + timedelta(minutes=1))
    case.act(WORKER, "conclude", text="电梯已装好，每户分摊公开")
    case.act(WORKER, "answer", text="电梯装好了")
    assert case.progress()["replies"][0]["text"] == "电梯装好了"


@pytest.mark.mechanism("RZ-49")
@pytest.mark.parametrize(
    ("kind", "people", "areas", "step"),
    [
        ("council.lift", (12, 8, 6), (1080, 720, 540), "passed"),  # two thirds, three quarters
        ("council.lift", (12, 7, 7), (1080, 720, 720), "failed"),  # too few took part
        ("council.lift", (12, 8, 8), (1080, 719, 719), "failed"),  # … of the area
        ("council.lift", (12, 9, 6), (1080, 900, 800), "failed"),  # too few agreed
        ("council.lift", (12, 9, 7), (1080, 900, 674), "failed"),  # … of the area
        ("council.parking_order", (12, 8, 5), (1080, 720, "360.01"), "passed"),  # above half
        ("council.parking_order", (12, 8, 4), (1080, 720, 400), "failed"),  # half is not above
        ("council.lift", (12, 0, 0), (1080, 0, 0), "failed"),  # nobody came
    ],
)
def test_the_type_of_the_matter_says_what_is_enough(enter, kind, people, areas, step):
    enter("runzhou")
    case = proposed(kind)
    assert counted(case, people, areas).status_code == 302
    assert step_of(case) == step


@pytest.mark.mechanism("RZ-49")
def test_what_was_not_enough_is_talked_over_once_more(enter):
    enter("runzhou")
    case = proposed()
    counted(case, (12, 8, 5), (1080, 900, 600))
    assert "表决不够" in words_of(read(case.page, WORKER))
    with pytest.raises(Refused):
        case.act(WORKER, "publish", text="公示")  # not what was voted down
    case.act(WORKER, "talk_again", text="一楼担心采光，改成玻璃井道")
    counted(case, (12, 8, 5), (1080, 900, 600))
    with pytest.raises(Refused):
        case.act(WORKER, "talk_again", text="再来")
    case.act(WORKER, "leave_it", text="这一年不再表决")
    case.act(WORKER, "answer", text="两次都没有通过，明年可以再提")


@pytest.mark.mechanism("RZ-49")
@pytest.mark.parametrize(
    ("people", "areas", "said"),
    [
        ((12, 13, 7), (1080, 900, 700), "参加的不能比有权表决的多"),
        ((12, 9, 10), (1080, 900, 700), "同意的不能比参加的多"),
        ((12, 9, 7), (1080, 900, 901), "同意的不能比参加的多"),
        ((0, 0, 0), (1080, 0, 0), "要有人有权表决"),
        ((12, "8.5", 7), (1080, 900, 700), "请填 0 到"),
        ((12, "", 7), (1080, 900, 700), "请填 0 到"),
        ((12, 9, 7), (1080, "nan", 700), "请填 0 到"),
        ((12, 9, 0), (1080, 900, 700), "有人才有面积"),
        ((12, 9, 7), (1080, 900, "1e30"), "请填 0 到"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(enter, people, areas, said):
    enter("runzhou")
    case = proposed()
    refused = counted(case, people, areas)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert str(people[2]) in refused.content.decode()  # what was typed is kept
    assert step_of(case) == "vote"


def test_without_the_sheet_or_without_a_rule_nothing_is_counted(enter):
    enter("runzhou")
    case = proposed()
    assert counted(case, (12, 9, 7), (1080, 900, 700), paper=False).status_code == 422
    other = Reported(COMMUNITY, "council", "别的事")
    other.act(WORKER, "call", type="council", text="周六晚上")
    refused = counted(other, (12, 9, 7), (1080, 900, 700))
    assert refused.status_code == 422
    assert "没有写这类事项怎么表决" in refused.content.decode()


def test_programs_send_the_same_numbers(enter):
    enter("runzhou")
    case = proposed()
    [task] = case.tasks_of(WORKER)
    votes = dict(zip(HEADS, (12, 13, 7), strict=True))
    with pytest.raises(Refused) as refusal:
        Program(WORKER).post(f"/tasks/{task['id']}/count", {"text": "议了", "votes": votes})
    assert {"votes.area_entitled", "documents"} <= set(refusal.value.fields)


def test_everybody_reads_the_rules_of_votes(enter):
    enter("runzhou")
    shown = everybody("/registers/vote_rules")
    assert "加装电梯" in shown
    assert "至少 2/3 参加，参加的里面至少 3/4 同意" in shown
    assert "参加的里面超过 1/2 同意" in shown
