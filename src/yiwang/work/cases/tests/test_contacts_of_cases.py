"""Contacts: sealed per case, revealed with a task and a reason, erased by the code or in time."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound, Refusal
from yiwang.foundation.sealing import Unreadable
from yiwang.work.cases.actions.correct_contact import correct_contact
from yiwang.work.cases.actions.erase_contact import erase_contact
from yiwang.work.cases.actions.erase_due_contacts import erase_due_contacts
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.actions.reveal_contact import NoContact, reveal_contact
from yiwang.work.cases.models import Contact
from yiwang.work.cases.queries import contact_shown, progress_by_code

PHONE = "13812341234"


def all_values_of(case_id):
    """Every value of every column of the tables that tell of a case, but for what all may share."""
    tables = {
        "cases_case": "id",
        "cases_contact": "case_id",
        "cases_intakekey": "case_id",
        "cases_placement": "case_id",
    }
    values = {}
    with connection.cursor() as cursor:
        for table, key in tables.items():
            cursor.execute(f"SELECT * FROM {table} WHERE {key} = %s", [case_id])
            for row in cursor.fetchall():
                names = [f"{table}.{column.name}" for column in cursor.description]
                values |= dict(zip(names, map(_plain, row), strict=True))
    return values


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def test_two_cases_of_one_number_cannot_be_linked(report):
    kept = [
        report(contact=PHONE, text=text, idempotency_key=text)[1]
        for text in ("楼道漏水", "路灯不亮")
    ]

    first, second = (all_values_of(case.pk) for case in kept)

    linking = {
        name
        for name in first
        if first[name] == second[name] and name.startswith(("cases_contact", "cases_intakekey"))
    }
    assert linking == {"cases_contact.erased_at", "cases_intakekey.at"}
    for values in (first, second):
        everything = " ".join(map(str, values.values()))
        assert PHONE not in everything
        # Four digits may fall anywhere within a digest: only those that stand alone tell.
        assert not re.search(rf"(?<![0-9a-f]){PHONE[-4:]}(?![0-9a-f])", everything)


def test_people_who_see_the_case_see_a_mask(report):
    _answer, case = report(contact=PHONE)

    shown = contact_shown(case.pk)

    assert shown is not None
    assert (shown.mask, shown.kind, shown.erased_at) == ("138****1234", "mobile", None)


def test_is_revealed_to_who_has_the_task_and_the_reporter_sees_it(report, actor_of, now):
    answer, case = report(contact=PHONE)

    revealed = reveal_contact(case.pk, "约上门时间", actor=actor_of("clerk.90010101"), now=now)

    [seen] = progress_by_code(answer.tracking_code, now=now).reveals
    assert revealed == PHONE
    assert (seen.at, seen.who, seen.reason) == (
        now,
        "临江社区 · 网格化服务站 · 受理员",
        "约上门时间",
    )
    record = Record.objects.get(name="cases.contact.revealed")
    assert PHONE not in str(record.data)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("supervisor.9001", Forbidden),  # sees the case, has no task
        ("dispatcher.900101", Forbidden),  # sees the case, has no task yet
        ("clerk.90010201", NotFound),  # another town
        ("cg.9002", NotFound),  # another county
    ],
)
def test_is_not_revealed_without_a_task(report, actor_of, record_count, now, name, refusal):
    _answer, case = report(contact=PHONE)
    before = record_count()

    with pytest.raises(refusal):
        reveal_contact(case.pk, "想看看", actor=actor_of(name), now=now)

    assert record_count() == before


def test_is_not_revealed_once_the_task_is_done(report, act, actor_of, record_count, now):
    _answer, case = report(contact=PHONE)
    act(case, "whistle", by="clerk.90010101", kind="housing.leak", nature="joint")
    before = record_count()

    with pytest.raises(Forbidden):
        reveal_contact(case.pk, "想看看", actor=actor_of("clerk.90010101"), now=now)

    assert record_count() == before


def test_is_not_revealed_without_a_reason(report, actor_of, record_count, now):
    _answer, case = report(contact=PHONE)
    before = record_count()

    with pytest.raises(Invalid) as refused:
        reveal_contact(case.pk, "  ", actor=actor_of("clerk.90010101"), now=now)

    assert set(refused.value.fields) == {"reason"}
    assert record_count() == before


def test_says_so_when_no_contact_was_left(report, actor_of, now):
    _answer, case = report()

    with pytest.raises(NoContact):
        reveal_contact(case.pk, "约时间", actor=actor_of("clerk.90010101"), now=now)


def test_without_its_master_key_the_case_is_still_shown(report, actor_of, now, settings):
    _answer, case = report(contact=PHONE)

    settings.MASTER_KEY = "ab" * 32

    assert contact_shown(case.pk).kind == "unreadable"
    with pytest.raises(Unreadable):
        reveal_contact(case.pk, "约时间", actor=actor_of("clerk.90010101"), now=now)


def test_the_reporter_puts_it_right(report, actor_of, now):
    answer, case = report(contact=PHONE)
    before = bytes(Contact.objects.get(case=case).wrapped_key)

    correct_contact(answer.tracking_code, "0454-8221234", actor=REPORTER, now=now)

    assert bytes(Contact.objects.get(case=case).wrapped_key) != before
    assert (
        reveal_contact(case.pk, "约时间", actor=actor_of("clerk.90010101"), now=now)
        == "04548221234"
    )


def test_the_reporter_may_leave_one_later(report, records_of, now):
    answer, case = report()

    correct_contact(answer.tracking_code, PHONE, actor=REPORTER, now=now)

    assert contact_shown(case.pk).mask == "138****1234"
    assert records_of(case) == ["cases.case.reported", "cases.contact.corrected"]


def test_a_wrong_contact_changes_nothing(report, record_count, now):
    answer, case = report(contact=PHONE)
    before = record_count()

    with pytest.raises(Invalid):
        correct_contact(answer.tracking_code, "没有", actor=REPORTER, now=now)

    assert (contact_shown(case.pk).mask, record_count()) == ("138****1234", before)


def test_the_reporter_erases_it(report, records_of, actor_of, now):
    answer, case = report(contact=PHONE)

    erase_contact(answer.tracking_code, actor=REPORTER, now=now)

    contact = Contact.objects.get(case=case)
    assert (contact.sealed, contact.wrapped_key, contact.erased_at) == (None, None, now)
    assert records_of(case) == ["cases.case.reported", "cases.contact.erased"]
    with pytest.raises(NoContact):
        reveal_contact(case.pk, "约时间", actor=actor_of("clerk.90010101"), now=now)
    with pytest.raises(AlreadyDone):
        erase_contact(answer.tracking_code, actor=REPORTER, now=now)


def test_a_follower_can_do_nothing_with_it(report, record_count, now):
    _answer, case = report(contact=PHONE)
    code = follow_case(case.pk, actor=REPORTER, now=now)
    before = record_count()

    for attempt in (
        lambda: erase_contact(code, actor=REPORTER, now=now),
        lambda: correct_contact(code, "13912341234", actor=REPORTER, now=now),
    ):
        with pytest.raises(Forbidden):
            attempt()

    assert (contact_shown(case.pk).mask, record_count()) == ("138****1234", before)


def test_is_erased_90_days_after_closing(answered, act, records_of, now):
    _answer, case = answered(contact=PHONE)
    act(case, "rate", grade=5)

    almost = erase_due_contacts(actor=SYSTEM, now=now + timedelta(days=89, hours=23))
    then = erase_due_contacts(actor=SYSTEM, now=now + timedelta(days=90))
    again = erase_due_contacts(actor=SYSTEM, now=now + timedelta(days=91))

    assert (almost, then, again) == (0, 1, 0)
    assert Contact.objects.get(case=case).wrapped_key is None
    assert records_of(case)[-1] == "cases.contact.erased"
    assert case.text == "楼道漏水三天了"


def test_open_cases_keep_theirs(report, now):
    _answer, case = report(contact=PHONE)

    assert erase_due_contacts(actor=SYSTEM, now=now + timedelta(days=400)) == 0
    assert contact_shown(case.pk).mask == "138****1234"


def test_closed_cases_take_no_new_one(answered, act, now):
    answer, case = answered()
    act(case, "rate", grade=5)

    with pytest.raises(Refusal):
        correct_contact(answer.tracking_code, PHONE, actor=REPORTER, now=now)

    assert contact_shown(case.pk) is None
