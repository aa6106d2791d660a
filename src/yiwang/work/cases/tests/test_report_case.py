"""Taking in a report."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.foundation.tracking import digest_of
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case, Contact, Placement
from yiwang.work.cases.reports import Place, Report
from yiwang.work.workflows.queries import tasks_of


def test_takes_in_a_report_with_everything(report, photo, records_of, now):
    answer, case = report(
        photos=(photo,), contact="138 1234 1234", place_text="3号楼2单元", channel="web"
    )

    assert answer.number == case.number == f"26{int(case.number[2:]):06d}"
    assert case.tracking_digest == digest_of(answer.tracking_code)
    assert (case.type.key, case.text, case.place_text) == (
        "housing.leak",
        "楼道漏水三天了",
        "3号楼2单元",
    )
    assert case.area == area_by_code("9001010101")
    assert (case.is_open, case.reported_at, case.closed_at) == (True, now, None)
    assert len(photos_of(("cases.case", case.pk), "report")) == 1
    assert Contact.objects.filter(case=case).count() == 1
    assert records_of(case) == ["cases.case.reported"]


def test_the_first_task_is_at_the_community_clerks_post(report):
    _answer, case = report()

    [task] = tasks_of(case.run_id)

    assert (task.step, task.is_open) == ("collect", True)
    assert task.post_label == "临江社区 · 网格化服务站 · 受理员"
    assert case.run.stage == "collect"


def test_records_no_words_and_no_contact(report):
    _answer, case = report(contact="13812341234")

    record = Record.objects.get(subject="cases.case", subject_id=case.pk)

    assert record.data["kind"] == "housing.leak"
    assert record.data["areas"] == {
        "base": area_by_code("9001010101").pk,
        "road": area_by_code("R1", net="road").pk,
    }
    assert "13812341234" not in str(record.data)
    assert "漏水" not in str(record.data)


def test_reads_other_datums(report):
    _answer, case = report(place=Place(130.031, 46.052, "gcj02"))

    assert (case.given_lng, case.given_lat, case.given_datum) == (130.031, 46.052, "gcj02")
    assert case.lng != 130.031
    assert case.area == area_by_code("9001010101")


def test_keeps_candidates_near_an_edge(report):
    _answer, case = report(place=Place(130.0499, 46.05))

    placement = Placement.objects.get(case=case, net__key="base")

    assert placement.area.code == "9001010101"
    assert placement.candidates == [area_by_code("9001010102").pk]
    assert placement.edge_m == pytest.approx(7.7, abs=0.2)


def test_an_area_chosen_from_the_list_is_enough(report):
    _answer, case = report(place=None, area_code="900101")

    assert case.area.code == "900101"
    assert list(Placement.objects.filter(case=case).values_list("method", "edge_m")) == [
        ("chosen", None)
    ]


def test_a_point_inside_the_chosen_area_says_it_more_exactly(report):
    _answer, case = report(area_code="90010101")

    assert case.area.code == "9001010101"


def test_a_chosen_area_counts_against_a_point_elsewhere(report):
    _answer, case = report(area_code="9001010102")

    assert case.area.code == "9001010102"
    assert Placement.objects.get(case=case, net__key="base").method == "chosen"


def test_a_place_outside_the_territory_goes_to_the_duty_queue(report, records_of):
    _answer, case = report(place=Place(120.0, 40.0))

    [task] = tasks_of(case.run_id)

    assert case.area is None
    assert task.post_id is None
    assert records_of(case) == ["cases.case.reported"]


def test_may_be_reported_without_a_type(report):
    _answer, case = report(kind="")

    assert case.type is None


def test_numbers_are_never_given_twice(report):
    numbers = {report()[0].number for _ in range(3)}

    assert len(numbers) == 3


def test_a_clerk_takes_in_for_somebody_on_the_phone(report, actor_of):
    _answer, case = report(actor_of("clerk.90010101"), channel="phone")

    assert case.taken_in_by.account.username == "clerk.90010101"
    assert Record.objects.get(subject="cases.case", subject_id=case.pk).capacity == (
        "临江社区 · 网格化服务站 · 受理员"
    )


def test_a_text_of_5000_characters_is_taken_in(report):
    _answer, case = report(text="水" * 5000)

    assert len(case.text) == 5000


def test_what_the_database_cannot_store_is_left_out(report):
    _answer, case = report(text=" 漏\x00水\ud800 ")

    assert case.text == "漏水"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"text": "   "}, {"text"}),
        ({"text": "水" * 5001}, {"text"}),
        ({"kind": "housing.ghost"}, {"kind"}),
        ({"kind": "rights.wages"}, {"contact"}),
        ({"contact": "微信号"}, {"contact"}),
        ({"place": None}, {"place"}),
        ({"area_code": "nowhere"}, {"area"}),
        ({"place": Place(130.0, 46.0, "mars")}, {"place"}),
        ({"place": Place(float("nan"), 46.0)}, {"place"}),
        ({"place": Place(200.0, 46.0)}, {"place"}),
        ({"place_text": "号" * 201}, {"place_text"}),
        ({"channel": "pigeon"}, {"channel"}),
        ({"idempotency_key": "k" * 129}, {"idempotency_key"}),
        (
            {"text": "", "kind": "ghost", "contact": "?", "place": None, "area_code": ""},
            {"text", "kind", "contact", "place"},
        ),
    ],
)
def test_names_every_fault_at_once_and_takes_nothing_in(report, record_count, changes, fields):
    before = record_count()

    with pytest.raises(Invalid) as refused:
        report(**changes)

    assert set(refused.value.fields) == fields
    assert (Case.objects.count(), record_count()) == (0, before)


def test_says_by_how_much_a_text_is_too_long(report):
    with pytest.raises(Invalid) as refused:
        report(text="水" * 100_000)

    assert "95000" in str(refused.value.fields["text"])


@pytest.mark.parametrize(
    ("name", "channel"), [(None, "phone"), ("cg.9001", "counter"), ("cg.9001", "phone")]
)
def test_only_who_takes_in_may_do_so_for_others(report, actor_of, record_count, name, channel):
    before = record_count()

    with pytest.raises(Forbidden):
        report(actor_of(name) if name else REPORTER, channel=channel)

    assert (Case.objects.count(), record_count()) == (0, before)


def test_takes_three_queries(db, now):
    report = Report("楼道漏水", "housing.leak", Place(130.025, 46.05), contact="13812341234")
    report_case(report, actor=REPORTER, now=now)  # definitions, boundaries and calendars are read

    with CaptureQueriesContext(connection) as captured:
        report_case(report, actor=REPORTER, now=now)

    sql = [query["sql"] for query in captured.captured_queries]
    own = [line for line in sql if "SAVEPOINT" not in line]
    assert len(own) == 3, "\n".join(line[:120] for line in own)


def test_outside_a_transaction_it_takes_two(own_database, now, django_assert_num_queries):
    report = Report("楼道漏水", "housing.leak", Place(130.025, 46.05), contact="13812341234")
    report_case(report, actor=REPORTER, now=now)

    with django_assert_num_queries(2):  # ids, with the state of the configuration; all rows
        report_case(report, actor=REPORTER, now=now)
