"""Situations for the tests of staff pages, made through the actions that people use: a report in
testland, and what became of it."""

from datetime import datetime
from io import BytesIO

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from PIL import Image

from yiwang.foundation.files.photos import CheckedPhoto, check_photo
from yiwang.foundation.records.actor import REPORTER, SYSTEM, Actor, staff
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.queries import appointments_of
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.reports import Place, Report
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries import tasks_of
from yiwang.work.workflows.subjects import Inputs

CLERK, DISPATCHER, VERIFIER = "clerk.90010101", "dispatcher.900101", "verifier.900101"
USUAL = {"text": "楼道漏水三天了", "kind": "housing.leak", "place": Place(130.025, 46.05)}


def account_id(username: str) -> int:
    return get_user_model().objects.get(username=username).pk


def actor(username: str) -> Actor:
    return staff(account_id(username))


def client_of(username: str) -> Client:
    """A browser in which this member of staff is signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    return client


def colleague_of(username: str) -> str:
    """Somebody with another post who from today on holds the first post of this one too."""
    on, other = timezone.localdate(), "multi"
    [held, *_rest] = appointments_of(account_id(username), on)
    new = NewAppointment(held.post_id, account_id(other), on, "concurrent")
    appoint(new, actor=SYSTEM, now=timezone.now())
    return other


def reported(at: datetime | None = None, **changes: object) -> Case:
    """A leak in grid 9001010101, reported just now unless told otherwise."""
    answer = report_case(Report(**USUAL | changes), actor=REPORTER, now=at or timezone.now())
    return Case.objects.get(pk=answer.case_id)


def task_of(case: Case, role: str = "", organization: str = "") -> int:
    """The open task of the case, of this role or of the office with this code."""
    wanted = ids_by_code()[organization] if organization else None
    found = [
        task
        for task in tasks_of(case.run_id)
        if task.is_open and role in ("", task.role) and wanted in (None, task.organization_id)
    ]
    return found[0].id


def act(
    case: Case, username: str, action: str, *, organization: str = "", **inputs: object
) -> Case:
    """Have somebody perform an act now; offices are named by their codes."""
    if "organizations" in inputs:
        codes = ids_by_code()
        inputs["organizations"] = tuple(codes[code] for code in inputs["organizations"])
    task = task_of(case, organization=organization)
    perform(task, action, Inputs(**inputs), actor=actor(username), now=timezone.now())
    return Case.objects.get(pk=case.pk)


def whistled(**changes: object) -> Case:
    """At the town's command centre."""
    return act(reported(**changes), CLERK, "whistle", kind="housing.leak", nature="joint")


def dispatched(*codes: str, **changes: object) -> Case:
    """At the departments with these codes, the first leads."""
    return act(whistled(**changes), DISPATCHER, "dispatch", organizations=codes or ("ZJ-9001",))


def photo() -> CheckedPhoto:
    return check_photo(BytesIO(jpeg()))


def jpeg() -> bytes:
    content = BytesIO()
    Image.new("RGB", (640, 480), "#456").save(content, "JPEG")
    return content.getvalue()


def form_of(**fields: object) -> dict[str, object]:
    """What a browser sends from a form of an act, offices by their codes."""
    if "organizations" in fields:
        codes = ids_by_code()
        fields["organizations"] = [codes[code] for code in fields["organizations"]]
    return fields
