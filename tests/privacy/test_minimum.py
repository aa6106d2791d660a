"""Minimum: rules 1 to 6."""

import re
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from PIL import Image

from tests.doors.stage import ABROAD, CLERK, client_of
from tests.privacy.residents import (
    SPOT,
    case_of,
    follow_like,
    page_of,
    report,
    with_exif,
)
from yiwang.portals.resident.declared import declared
from yiwang.work.cases.models import Case, Contact
from yiwang.work.cases.queries import contact_shown

pytestmark = pytest.mark.django_db


def test_no_table_is_about_residents():
    """1: no residents, households, identity numbers; the deny-list has its architecture test."""
    people = re.compile("resident|household|person|people|citizen|family|reporter|complainant")

    names = [model._meta.db_table for model in apps.get_models()]

    assert [name for name in names if people.search(name)] == []


def test_case_is_raised_and_followed_with_a_code_alone():
    """2: no account, no contact, no name."""
    code = report(contact="")

    assert "楼道漏水三天了" in page_of(code)
    assert not Contact.objects.exists()


def test_only_one_channel_is_asked_and_only_where_the_type_needs_it():
    """2: a type that needs asking back refuses a case without a contact, no other does."""
    client = Client()
    client.post("/report", {"text": "三个月没发工资", "kind": "rights.wages"})
    client.post("/report/place", {"choose": "90010101"})
    client.post("/report/place", {})

    refused = client.post("/report/check", {"contact": "", "send": "1"})

    page = refused.content.decode()
    assert (refused.status_code, Case.objects.count()) == (422, 0)
    assert len(re.findall(r'<input class="form-control"', page)) == 1
    assert contact_shown(case_of(report(kind="housing.leak", contact="")).pk) is None


def test_every_personal_field_is_declared_whole_and_shown_to_everybody():
    """3: what, why, on what basis, how long; on a public page, one section each."""
    fields = [one.field for one in declared()]
    page = Client().get("/about/data").content.decode()

    assert fields == [
        "cases.Case.place_text",
        "cases.Case.text",
        "cases.Contact.sealed",
        "cases.Objection.text",
        "cases.QuestionAnswer.text",
        "cases.Rating.reason",
        "cases.ReopenRequest.reason",
        "complaints.Complaint.text",
        "connectors.Run.content",
        "exchange.Card.thanks",
        "exchange.Claim.code_digest",
        "exchange.Enrolment.note",
        "exchange.Enrolment.tags",
        "exchange.Enrolment.times",
        "files.StoredFile.path",
        "messaging.Choices.email",
        "notices.Comment.text",
        "notices.Notice.text",
        "accounts.Account.email",
        "accounts.Account.name",
        "accounts.Account.phone",
        "sheets.Upload.content",
    ]
    for one in declared():
        said = one.personal
        for words in (said.what, said.purpose, said.basis, said.kept):
            assert words
            assert str(words) in page, one.field


@pytest.mark.parametrize(
    ("number", "starred"),
    [
        ("13812341234", "138****1234"),
        ("11010519491231002X", "11****************"),
        ("6222021234567890128", "***************0128"),
    ],
)
def test_numbers_of_people_are_pointed_out_before_sending_and_masked_at_one_click(number, starred):
    """4: mobiles, identity numbers, bank cards."""
    client = Client()
    client.post("/report", {"text": f"请打{number}谢谢"})
    client.post("/report/place", {"lng": "130.025", "lat": "46.05"})

    before = client.get("/report/check").content.decode()
    client.post("/report/check", {"mask": "1"})
    after = client.get("/report/check").content.decode()

    assert f"<mark>{number}</mark>" in before
    assert "<mark>" not in after
    assert f"请打{starred}谢谢" in after


def test_photos_are_served_without_where_and_with_what_they_were_taken():
    """5: neither the photo nor its thumbnail nor the draft, to the reporter or to staff."""
    client = Client()
    client.post("/report", {"text": "楼道漏水", "photos": with_exif()})
    draft = re.search(r"/report/photos/[0-9a-f-]+", client.get("/report").content.decode())
    served = [client.get(draft.group())]
    client.post("/report/place", {"lng": "130.025", "lat": "46.05"})
    client.post("/report/check", {"contact": "", "send": "1"})
    code = re.search(r"/c/([0-9A-Z-]{11})", client.get("/receipt").content.decode()).group(1)
    address = re.search(r"/photos/[0-9a-f-]{36}", page_of(code, client)).group()
    for reader in (client, client_of(CLERK)):
        served += [reader.get(address), reader.get(f"{address}/small")]

    contents = [b"".join(one.streaming_content) if one.streaming else one.content for one in served]
    assert [one.status_code for one in served] == [200] * 5
    for content in contents:
        picture = Image.open(BytesIO(content))
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info
        assert b"Huawei" not in content
        assert b"taken at home" not in content


def test_no_photo_is_public():
    """5: neither to whoever has its address, nor to a follower, nor to staff elsewhere."""
    client = Client()
    client.post("/report", {"text": "楼道漏水", "kind": "housing.leak", "photos": with_exif()})
    client.post("/report/place", {"lng": "130.025", "lat": "46.05"})
    client.post("/report/check", {"contact": "", "send": "1"})
    code = re.search(r"/c/([0-9A-Z-]{11})", client.get("/receipt").content.decode()).group(1)
    address = re.search(r"/photos/[0-9a-f-]{36}", page_of(code, client)).group()
    follower = Client()
    followed = follow_like(case_of(code))
    assert "/photos/" not in page_of(followed, follower)

    for reader in (Client(), follower, client_of(ABROAD)):
        assert [reader.get(one).status_code for one in (address, f"{address}/small")] == [404, 404]


def test_the_exact_place_is_for_those_who_work_on_it():
    """6: the public is told the area; a like case tells it to the neighbours the same way."""
    code = report(kind="housing.leak")
    neighbour = Client()
    neighbour.post("/report", {"text": "也漏水", "kind": "housing.leak"})
    neighbour.post("/report/place", {"lng": "130.0252", "lat": "46.0501"})
    like = neighbour.get("/report/check").content.decode()
    followed = page_of(follow_like(case_of(code)))
    public = "".join(Client().get(a).content.decode() for a in ("/", "/figures", "/follow"))

    assert "第一网格" in like
    for page in (like, followed, public):
        assert SPOT not in page
        assert "130.025," not in page
    assert SPOT in client_of(CLERK).get(f"/desk/cases/{case_of(code).pk}/").content.decode()
