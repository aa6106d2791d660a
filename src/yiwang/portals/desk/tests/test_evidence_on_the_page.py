"""The evidence that a type asks for, in the form and on the page of the case."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.actor import REPORTER
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    USUAL,
    act,
    client_of,
    jpeg,
    photo,
    reported,
    task_of,
)
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.reports import Report

pytestmark = pytest.mark.django_db
MUCK = "sanitation.muck"


@pytest.fixture
def muck() -> Case:
    """Rubble that the streets' office has to clear away, and to show it."""
    case = act(reported(kind=MUCK), CLERK, "whistle", kind=MUCK, nature="joint")
    return act(case, DISPATCHER, "dispatch", organizations=("CG-9001",))


def door(case: Case) -> str:
    return f"/desk/cases/{case.pk}/tasks/{task_of(case, organization='CG-9001')}/finish"


def words(page) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


def picture(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


def test_form_lists_what_is_to_be_shown_and_a_refusal_keeps_what_was_chosen(muck):
    client = client_of("cg.9001")

    listed = words(client.get(f"/desk/cases/{muck.pk}/"))
    refused = client.post(door(muck), {"text": "清了", "photos_before": picture("a.jpg")})

    assert "办之前的照片" in listed
    assert "写明怎么办的，至少10个字" in listed
    tried = next(f for f in refused.context["sheet"].at_hand[0].forms if f.is_tried)
    assert refused.status_code == 422
    assert set(tried.faults) == {"photos", "metres_off", "text"}
    assert len(tried.given.photos_before) == 1
    assert not photos_of(("cases.case", muck.pk))


def test_done_far_from_the_place_needs_a_reason_and_is_shown(muck):
    client = client_of("cg.9001")
    given = {
        "text": "渣土已全部清运，路面已冲洗",
        "done_at": "elsewhere",
        "metres_off": "800",
    }
    refused = client.post(
        door(muck), {**given, "photos": picture("b.jpg"), "photos_before": picture("a.jpg")}
    )
    tried = next(f for f in refused.context["sheet"].at_hand[0].forms if f.is_tried)
    kept = {
        "form": tried.given.form,
        "kept": tried.given.photos,
        "kept_photos_before": tried.given.photos_before,
    }

    client.post(door(muck), {**given, **kept, "reason": "渣土运到消纳场处理"})

    assert set(tried.faults) == {"reason"}
    purposes = [photo.purpose for photo in photos_of(("cases.case", muck.pk))]
    assert sorted(purposes) == ["before", "result"]
    page = words(client.get(f"/desk/cases/{muck.pk}/"))
    assert "离事发地点约800米" in page
    assert "渣土运到消纳场处理" in page


def test_reporter_is_not_shown_pictures_of_paper():
    made = report_case(Report(**USUAL), actor=REPORTER, now=timezone.now())
    reporter, subject = Client(), ("cases.case", made.case_id)
    kept = {
        purpose: store_photos([photo()], subject=subject, purpose=purpose, now=timezone.now())[0]
        for purpose in ("document", "result")
    }

    page = reporter.get(f"/c/{made.tracking_code}").content.decode()

    assert str(kept["result"].pk) in page
    assert str(kept["document"].pk) not in page
    assert reporter.get(f"/photos/{kept['result'].pk}").status_code == 200
    assert reporter.get(f"/photos/{kept['document'].pk}").status_code == 404
    assert client_of(CLERK).get(f"/photos/{kept['document'].pk}").status_code == 200
