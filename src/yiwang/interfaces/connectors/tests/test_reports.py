"""Reports of another system become cases, once, without anybody's contact."""

import json

import pytest

from yiwang.interfaces.connectors.tests.staging import applied, brought, saved
from yiwang.work.cases.models import Case, Contact

pytestmark = pytest.mark.django_db
PART = {
    "key": "city_matters",
    "name": "城管问题",
    "system": "city",
    "system_name": "数字城管",
    "into": "reports",
    "door": "push",
    "columns": [
        {"to": "number", "of": "no", "before": "CG-"},
        {"to": "text", "of": "text"},
        {"to": "kind", "of": "kind"},
        {"to": "area", "of": "area"},
    ],
}
LEAK = {"no": "1", "text": "楼道漏水", "kind": "housing.leak", "area": "90010101"}


def sent(*rows) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


def cases() -> list[tuple[str, str]]:
    found = Case.objects.filter(outside_number__startswith="CG-").order_by("id")
    return list(found.values_list("outside_number", "channel"))


def test_each_new_row_is_a_case_once_whatever_is_sent_later():
    connector = saved(PART)
    applied(connector, sent(LEAK))

    again = applied(connector, sent(LEAK | {"text": "楼道还在漏水"}, LEAK | {"no": "2"}))

    assert (again.counts["added"], again.counts["unchanged"]) == (1, 1)
    assert cases() == [("CG-1", "rest"), ("CG-2", "rest")]
    assert Case.objects.get(outside_number="CG-1").text == "楼道漏水"


def test_numbers_of_people_in_the_text_are_masked_and_no_contact_comes_along():
    applied(saved(PART), sent(LEAK | {"text": "找 13812345678 开门"}))

    case = Case.objects.get(outside_number="CG-1")
    assert "13812345678" not in case.text
    assert not Contact.objects.filter(case=case).exists()


def test_rows_that_cannot_be_cases_are_named():
    run = brought(
        saved(PART),
        sent(LEAK | {"kind": "rights.wages"}, LEAK | {"no": "2", "kind": "none", "area": "7"}),
    )

    assert (run.state, cases()) == ("faulty", [])
    assert len(run.faults) >= 1
