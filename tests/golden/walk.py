"""One case taken all the way round testland, stopping wherever somebody may do something."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from yiwang.foundation.records.actor import REPORTER, staff
from yiwang.structure.organizations.queries import ids_of
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.reports import Place, Report
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries import possible_actions, run_of, tasks_of
from yiwang.work.workflows.queries.runs import TaskLine
from yiwang.work.workflows.subjects import NO_ENTRY, Inputs

MORNING = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SUBJECT = "cases.case"
LEAK = "housing.leak"
WAGES = "rights.wages"


Act = tuple[str | None, str, Inputs]  # who does which action with what


def reported(kind: str) -> int:
    """A case of this kind in the west grid of 临江社区, with a contact."""
    place = Place(130.02, 46.05)
    report = Report("屋顶漏水三天了，请派人来看", kind=kind, place=place, contact="13800138000")
    return report_case(report, actor=REPORTER, now=MORNING).case_id


def stops(case_id: int, acts: list[Act]) -> Iterator[datetime]:
    """Take the case this way; yields the time at every stop, before each act and after all."""
    now = MORNING
    for who, action, inputs in acts:
        now += timedelta(minutes=5)
        yield now
        account = account_id(who) if who else None
        actor = staff(account) if account else REPORTER
        task = next(each for each in open_tasks(case_id) if action in keys(each, account, now))
        perform(task.id, action, inputs, actor=actor, now=now)
    yield now + timedelta(minutes=5)


def account_id(username: str) -> int:
    return int(get_user_model().objects.get(username=username).pk)


def open_tasks(case_id: int) -> list[TaskLine]:
    run = run_of(SUBJECT, case_id)
    assert run is not None
    return [task for task in tasks_of(run.pk) if task.is_open]


def keys(task: TaskLine, account: int | None, now: datetime) -> set[str]:
    """The actions that this account may carry out on a task."""
    return {each.key for each in possible_actions(task, account, now=now) if not each.refusal}


def settled_below() -> list[list[Act]]:
    """The shorter ways: what the residents settle, and what the grid team takes up."""
    return [
        [("clerk.90010101", "talk_over", Inputs(kind=LEAK, nature="self_governed"))],
        [("clerk.90010101", "take_up", Inputs(kind=LEAK, nature="small"))],
    ]


def given_back(why: str) -> Inputs:
    return Inputs(reason=why, reason_code="not_ours", entry=NO_ENTRY)


def whole_way() -> list[Act]:
    """Through departments, which return it until it is in dispute, to a dissatisfied reporter."""
    water, cleaners = tuple(ids_of(["SW-9001"])), tuple(ids_of(["CG-9001"]))
    both = tuple(ids_of(["ZJ-9001", "SW-9001"]))
    return [
        ("clerk.90010101", "whistle", Inputs(kind=LEAK, nature="joint")),
        ("dispatcher.900101", "dispatch", Inputs(organizations=both, whistle="hard_matter")),
        ("zj.9001", "acknowledge", Inputs()),
        ("sw.9001", "return", given_back("不是供水管道漏水")),
        ("dispatcher.900101", "redirect", Inputs(organizations=cleaners)),
        ("cg.9001", "return", given_back("不是市容问题")),
        ("dispatcher.900101", "redirect", Inputs(organizations=water)),
        ("sw.9001", "return", given_back("还是不归我们")),
        ("supervisor.9001", "release_finally", Inputs(reason="住建一家可以办")),
        ("zj.9001", "finish", Inputs(text="屋面防水已修好")),
        ("verifier.900101", "pass_check", Inputs()),
        ("clerk.90010101", "answer", Inputs(text="屋面已经修好，请再看看")),
        (None, "rate", Inputs(grade=1)),
        (None, "request_reopen", Inputs(reason="下雨时还在漏")),
        ("dispatcher.900101", "refuse_reopen", Inputs(reason="已复查", text="复查时没有漏")),
        (None, "appeal_refusal", Inputs(reason="复查那天没有下雨")),
    ]
