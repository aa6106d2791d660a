"""Who knocks, and at whose cases: the cast of testland, and cases of three kinds.

`new` waits at the community, `given` is with a department, `secret` is confidential, all three in
临江社区 of 东县; `elsewhere` lies in the other county; `unknown` does not exist.
"""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from yiwang.foundation.accounts.actions.issue_token import issue_token
from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.portals.casework.tests.staging import act, photo, task_of
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.reports import Place, Report

CLERK, DISPATCHER, DEPARTMENT = "clerk.90010101", "dispatcher.900101", "zj.9001"
SUPERVISOR, ABROAD = "supervisor.9001", "clerk.90020101"
HERE, THERE = Place(130.025, 46.05), Place(130.225, 46.05)
PHONE = "13812341234"
ROLES = {
    "nobody": None,
    "reporter": None,  # has opened the cases with their own codes
    "follower": None,  # has a code of their own for `new` and `given`
    "clerk": CLERK,
    "abroad": ABROAD,  # clerk of a community of the other county
    "dispatcher": DISPATCHER,
    "department": DEPARTMENT,
    "verifier": "verifier.900101",
    "supervisor": SUPERVISOR,
    "grid": "grid.9001010101",
    "postless": "postless",  # an account that holds no post
}
UNKNOWN = 999_999_999
UNKNOWN_CODE = "000-000-000"
UNKNOWN_PHOTO = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Stood:
    """A case on the stage, and what opens it."""

    case: int = UNKNOWN
    task: int = UNKNOWN
    number: str = "26999999"
    text: str = ""
    code: str = UNKNOWN_CODE
    followed: str = UNKNOWN_CODE
    photo: str = UNKNOWN_PHOTO


@dataclass
class Stage:
    """The cases by name; `unknown` is always among them."""

    cases: dict[str, Stood] = field(default_factory=lambda: {"unknown": Stood()})


def set_stage() -> Stage:
    """All five cases; needs the database."""
    stage = Stage()
    stage.cases["new"] = reported("琉璃瓦掉落", HERE)
    stage.cases["given"] = handed_over(reported("下水道返味", HERE))
    stage.cases["secret"] = reported("三个月没发薪水", HERE, kind="rights.wages")
    stage.cases["elsewhere"] = reported("煤气味很大", THERE)
    return stage


def reported(text: str, place: Place, kind: str = "housing.leak") -> Stood:
    """A case with a photo and a contact, and its follower where it may have one."""
    report = Report(text, kind=kind, place=place, contact=PHONE, photos=(photo(),))
    answer = report_case(report, actor=REPORTER, now=timezone.now())
    case = Case.objects.get(pk=answer.case_id)
    is_secret = case.type is not None and case.type.hides_cases
    followed = (
        UNKNOWN_CODE if is_secret else follow_case(case.pk, actor=REPORTER, now=timezone.now())
    )
    return Stood(
        case=case.pk,
        task=task_of(case),
        number=case.number,
        text=text,
        code=answer.tracking_code,
        followed=followed,
        photo=str(photos_of(("cases.case", case.pk))[0].pk),
    )


def handed_over(stood: Stood) -> Stood:
    """The same case once it is with the department."""
    case = Case.objects.get(pk=stood.case)
    case = act(case, CLERK, "whistle", kind="housing.leak", nature="joint")
    case = act(case, DISPATCHER, "dispatch", organizations=("ZJ-9001",))
    task = task_of(case, organization="ZJ-9001")
    return Stood(case.pk, task, stood.number, stood.text, stood.code, stood.followed, stood.photo)


def client_for(role: str, stage: Stage) -> Client:
    """A browser of this role: signed in, or with the codes opened that it has."""
    username = ROLES[role]
    client = client_of(username) if username else Client(raise_request_exception=False)
    for stood in stage.cases.values():
        if role == "reporter" and stood.case != UNKNOWN:
            client.get(f"/c/{stood.code}")
    return client


def client_of(username: str) -> Client:
    """A browser in which this account is signed in, known to testland or made without a post."""
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get_or_create(username=username)[0])
    return client


def token_for(username: str) -> str:
    return issue_token(username, "doors", days=1, actor=SYSTEM, now=timezone.now())
