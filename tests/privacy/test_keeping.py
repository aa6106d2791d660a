"""Keeping and rights, access: rules 13 to 16."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from tests.doors.stage import CLERK, client_of, token_for
from tests.privacy.residents import PHONE, SPOT, case_of, page_of, report
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import act
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.actions.erase_due_contacts import erase_due_contacts
from yiwang.work.cases.models import Case, Contact

pytestmark = pytest.mark.django_db


def kept(case: Case) -> tuple[bool, bool]:
    contact = Contact.objects.get(case=case)
    return contact.wrapped_key is not None, contact.sealed is not None


@pytest.fixture
def closed() -> Case:
    """A case closed just now."""
    case = case_of(report(kind="housing.leak"))
    Case.objects.filter(pk=case.pk).update(is_open=False, closed_at=timezone.now())
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("setting", "after", "erased"),
    [(90, 89, False), (90, 90, True), (30, 31, True), (1000, 364, False), (1000, 365, True)],
)
def test_contact_is_erased_a_set_time_after_closing_a_year_at_most(closed, setting, after, erased):
    """13: by destroying the key of the case; the setting cannot go beyond 365 days."""
    then = closed.closed_at + timedelta(days=after, minutes=1)

    with override_settings(CONTACT_KEPT_DAYS=setting):
        erase_due_contacts(actor=SYSTEM, now=then)

    assert kept(closed) == (not erased, not erased)


def test_case_stays_as_an_anonymous_record(closed):
    """13: its words and its history stay, the contact cannot be brought back by anybody."""
    erase_due_contacts(actor=SYSTEM, now=closed.closed_at + timedelta(days=91))

    closed.refresh_from_db()
    assert closed.text == "楼道漏水三天了"
    assert [one.name for one in history_of(("cases.case", closed.pk))][-1] == "cases.contact.erased"
    page = client_of(CLERK).get(f"/desk/cases/{closed.pk}/").content.decode()
    assert "138****1234" not in page


def test_open_cases_keep_their_contact():
    """13: it runs from closing."""
    case = case_of(report(kind="housing.leak"))

    erase_due_contacts(actor=SYSTEM, now=timezone.now() + timedelta(days=400))

    assert kept(case) == (True, True)


def test_with_the_code_the_reporter_sees_corrects_erases_and_withdraws():
    """14: everything that was given, and every right over it."""
    code = report(kind="housing.leak")
    browser = Client()

    for given in ("楼道漏水三天了", SPOT, "138****1234"):
        assert given in page_of(code)
    browser.post(f"/c/{code}/act", {"do": "correct_contact", "contact": "13900005678"})
    assert "139****5678" in page_of(code)
    browser.post(f"/c/{code}/act", {"do": "erase_contact"})
    assert kept(case_of(code)) == (False, False)
    browser.post(f"/c/{code}/act", {"do": "withdraw"})
    assert not case_of(code).is_open


def test_withdrawing_erases_the_contact_with_it():
    """14: nobody is called about what was taken back."""
    code = report(kind="housing.leak")

    Client().post(f"/c/{code}/act", {"do": "withdraw"})

    assert kept(case_of(code)) == (False, False)


def test_records_hold_no_contents_of_personal_fields():
    """15: not what was reported, where, by whom; not the answer, nor the words of a rating."""
    code = report(kind="housing.leak", text="琉璃瓦掉下来了")
    case = case_of(code)
    act(case, CLERK, "settle", text="已经换好了", kind="housing.leak", nature="small")
    act(case, "verifier.900101", "pass_check")
    act(case, CLERK, "answer", text="师傅已经修好，请放心")
    browser = Client()
    browser.post(f"/c/{code}/act", {"do": "rate", "grade": "2", "reason": "来得太慢"})
    browser.post(f"/c/{code}/act", {"do": "correct_contact", "contact": "13900005678"})

    told = json.dumps([one.data for one in Record.objects.all()], ensure_ascii=False)

    contents = ["琉璃瓦", SPOT, PHONE, "13900005678", "来得太慢", "师傅已经修好", code]
    assert Record.objects.filter(subject="cases.case", subject_id=case.pk).count() >= 6
    assert [words for words in contents if words in told] == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records_record",
        "UPDATE records_record SET data = '{}'",
        "TRUNCATE records_record CASCADE",
    ],
)
def test_no_record_is_ever_removed(statement):
    """15: kept for good, which is more than six months; the database itself refuses."""
    report()
    before = Record.objects.count()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Record.objects.count() == before > 0


def test_leaving_the_post_ends_access_at_once():
    """16: in an open session and by token, from the day the appointment ends."""
    case = case_of(report(kind="housing.leak"))
    client, headers = client_of(CLERK), {"Authorization": f"Bearer {token_for(CLERK)}"}
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200

    Appointment.objects.filter(account__username=CLERK).update(ends_on=timezone.localdate())

    addresses = [f"/desk/cases/{case.pk}/", f"/work/cases/{case.pk}/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.get("/desk/ledger").context["listed"].rows == []
    assert client.get("/api/v1/tasks", headers=headers).json() == []
    assert client.post(f"/desk/cases/{case.pk}/contact", {"reason": "回访"}).status_code == 404
