"""What the hotline passed on, brought in from a table on the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db
HEAD = "工单编号,内容,类型,所属区域,联系方式"
GOOD = "R1,路灯坏了三天,housing.leak,9001010101,13912345678"
BAD = "R2,楼道漏水,不知道,没有这里,13912345678"


def bring(*lines: str):
    table = SimpleUploadedFile("t.csv", "\n".join(lines).encode())
    return client_of(CLERK).post("/desk/hotline", {"table": table})


def test_a_row_that_cannot_be_used_is_shown_with_what_stands_in_it():
    page = bring(HEAD, GOOD, BAD)

    assert page.status_code == 422
    [fault] = page.context["brought"].faults
    assert (fault.line, fault.given) == ("3", "R2 · 不知道 · 没有这里")
    assert "没有这个类型" in fault.said
    assert "13912345678" not in page.content.decode()
    assert not Case.objects.exists()


def test_columns_that_are_missing_are_named():
    page = bring("内容,地点", "路灯坏了,东门")

    assert "缺少：工单编号、区域。" in page.content.decode()


def test_the_page_says_how_types_are_written():
    assert "漏水" in client_of(CLERK).get("/desk/hotline").content.decode()


def test_a_good_table_is_taken_in():
    page = bring(HEAD, GOOD)

    assert page.status_code == 200
    assert Case.objects.get().outside_number == "R1"
