"""Rows of many tables in one statement, with the values that `Model.save` writes."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from yiwang.foundation.clocks.models import Calendar, CalendarDay
from yiwang.foundation.records.models import Record, UnsealedRecord
from yiwang.foundation.writing import Pending, insert, reserve, update
from yiwang.work.cases.models import Case, CaseType, Contact, Placement
from yiwang.work.workflows.models import Clock, Run, Task

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def a_type(key, **given):
    return CaseType(key=key, name="漏水", like_days=7, **given)


def a_record(n=1):
    return Record(at=NOON, name="tests.thing.seen", subject="tests.thing", subject_id=n, data={})


def a_case(**given):
    return Case(
        **{"number": "26", "tracking_digest": "d", "text": "a", "channel": "web"} | given,
        reported_at=NOON,
    )


def a_run(**given):
    return Run(
        version_id=1,
        subject="tests.thing",
        subject_id=1,
        step="a",
        stage="a",
        started_at=NOON,
        **given,
    )


def a_clock():
    run = a_run()
    run.save()
    return Clock(
        run=run,
        task=Task.objects.create(run=run, step="a", role="actor", opened_at=NOON),
        purpose="resolve",
        kind="work_day",
        limit=Decimal("1.50"),
        calendar=Calendar.objects.get(key="cn"),
        started_at=NOON,
        due_at=NOON.astimezone(UTC),
        near_at=NOON + timedelta(microseconds=1),
        threefold_at=NOON + timedelta(days=3),
        spent_seconds=70_000,
    )


def a_contact():
    case = a_case()
    case.save()
    return Contact(case=case, sealed=b"\x00\xff'", wrapped_key=None)


ROWS = {
    "texts, moments, places, words": lambda: a_case(
        text="漏\\水 '100%' \n{}", lng=130.123456789012345, words="'漏水' '水'"
    ),
    "json, arrays, words in the reader's language": lambda: a_type(
        "tests.type",
        limits={"resolve": {"value": 3, "clock": "work_day"}, "漏": None},
        words=["水", "it's", 'a "quote"'],
        evidence=[],
        hint=gettext_lazy("Chinese"),
    ),
    "numbers, decimals": a_clock,
    "bytes": a_contact,
    "large numbers, json that is no object": lambda: Record(
        at=NOON, name="a.b", subject="c", subject_id=2**40, data=[1]
    ),
    "days, no json": lambda: CalendarDay(
        calendar=Calendar.objects.get(key="cn"), day=date(2031, 1, 1), is_working=False, spans=None
    ),
}


@pytest.mark.parametrize("make", ROWS.values(), ids=ROWS)
def test_it_writes_what_save_writes(db, make):
    row = make()
    with transaction.atomic():
        row.save(force_insert=True)
        saved = row_of(row)
        transaction.set_rollback(True)

    insert([row])

    assert row_of(row) == saved


def row_of(row):
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return cursor.fetchone()


def test_rows_of_many_tables_take_one_statement_in_any_order(db, django_assert_num_queries):
    case_id, task_id, run_id = reserve(Case, Task, Run)
    rows = [
        Task(id=task_id, run_id=run_id, step="a", role="actor", opened_at=NOON),
        a_record(),
        a_case(id=case_id, run_id=run_id),
        a_record(2),
        a_run(id=run_id),
    ]

    with django_assert_num_queries(1):
        insert(rows)

    connection.check_constraints()
    assert Case.objects.get(pk=case_id).run.tasks.get().pk == task_id
    assert Record.objects.filter(name="tests.thing.seen").count() == 2


def test_an_inserted_row_can_be_changed_like_a_saved_one(db):
    kind = a_type("tests.kind")
    kind.pk = reserve(CaseType)[0]
    insert([kind])

    kind.name = "停水"
    kind.save()

    assert list(CaseType.objects.filter(key="tests.kind").values_list("pk", "name")) == [
        (kind.pk, "停水")
    ]


def test_rows_without_a_key_get_one_from_the_database(db):
    insert([a_record(), a_record()])

    assert Record.objects.filter(name="tests.thing.seen").count() == 2


def test_a_record_waits_for_its_seal_as_ever(db):
    insert([a_record()])

    record = Record.objects.get(name="tests.thing.seen")
    assert UnsealedRecord.objects.filter(record_id=record.pk).exists()


def test_nothing_to_insert_asks_nothing_of_the_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])


def test_one_row_that_cannot_be_leaves_none(db):
    before = Record.objects.count()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert([a_record(), a_type("twice"), a_type("twice")])

    assert (Record.objects.count(), CaseType.objects.filter(key="twice").count()) == (before, 0)


def test_reserved_ids_ascend_and_are_nobody_elses(db):
    first, second, number = reserve(Placement, Placement, "cases_number")

    assert first < second
    assert (reserve(Placement)[0] > second, reserve("cases_number")[0] > number) == (True, True)


def test_statements_are_logged_like_all_others(db):
    with CaptureQueriesContext(connection) as captured:
        insert([a_record()])
        insert([a_record()])

    assert [query["sql"][:30] for query in captured.captured_queries] == [
        'INSERT INTO "records_record" ('
    ] * 2


def test_it_changes_what_save_changes(db):
    clock = a_clock()
    clock.save()
    other = a_clock_beside(clock)
    clock.state, clock.ended_at, clock.limit, clock.failures = "met", NOON, Decimal("2.25"), 3
    clock.purpose = "not to be written"

    update(clock, "state", "ended_at", "limit", "failures")

    found = Clock.objects.get(pk=clock.pk)
    assert (found.state, found.ended_at, found.limit, found.failures, found.purpose) == (
        *("met", NOON, Decimal("2.25"), 3),
        "resolve",
    )
    assert Clock.objects.get(pk=other.pk).state == "running"


def a_clock_beside(clock):
    values = {field.attname: getattr(clock, field.attname) for field in Clock._meta.fields}
    return Clock.objects.create(**values | {"id": None, "purpose": "acknowledge"})


def test_what_an_act_adds_and_changes_is_one_statement(db, django_assert_num_queries):
    run = a_run()
    run.save()
    pending = Pending()
    pending.change(run, "step", "act_counts")
    pending.change(run, "stage", "step")
    task = Task(id=reserve(Task)[0], run=run, step="b", role="actor", opened_at=NOON)
    pending.add(task, a_record())
    run.step, run.stage, run.act_counts = "b", "later", {"a.b": 2}
    pending.change(task, "state")  # is written with the row

    with django_assert_num_queries(1):
        pending.write()

    run.refresh_from_db()
    assert (run.step, run.stage, run.act_counts) == ("b", "later", {"a.b": 2})
    assert run.tasks.get().step == "b"


def test_many_rows_are_changed_in_one_statement_each_in_its_own_way(db, django_assert_num_queries):
    runs = [a_run(), a_run(), a_run()]
    for subject_id, run in enumerate(runs):
        run.subject_id = subject_id
        run.save()
    pending = Pending()
    for number, run in enumerate(runs[:2]):
        run.step, run.act_counts, run.owner_post_id = f"step {number}", {"a": number}, None
        run.ended_at, run.is_open, run.stage = NOON, False, "not to be written"
        pending.change(run, "step", "act_counts", "owner_post_id", "ended_at", "is_open")

    with django_assert_num_queries(1):
        pending.write()

    found = Run.objects.filter(subject="tests.thing").order_by("subject_id")
    assert list(found.values_list("step", "act_counts", "ended_at", "is_open", "stage")) == [
        ("step 0", {"a": 0}, NOON, False, "a"),
        ("step 1", {"a": 1}, NOON, False, "a"),
        ("a", {}, None, True, "a"),
    ]


def test_two_copies_of_a_row_are_not_changed_together(db):
    run = a_run()
    run.save()
    pending = Pending()
    pending.change(run, "step")

    with pytest.raises(AssertionError):
        pending.change(Run.objects.get(pk=run.pk), "stage")


def test_only_a_drawing_by_itself_does_not_wait_for_the_disk(own_database):
    def waits():
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            return cursor.fetchone() == ("on",)

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")  # the engine of the tests has it off
    with CaptureQueriesContext(connection) as asked:
        reserve(Case)
    assert "'synchronous_commit', 'off'" in asked[0]["sql"]
    assert waits()
    with transaction.atomic():
        reserve(Case)
        assert waits()
