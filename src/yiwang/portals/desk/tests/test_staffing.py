"""Staffing on the desk: required against actual, and the same as a table."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.posts.models import Appointment

pytestmark = pytest.mark.django_db
BOSS = "supervisor.9001"


@pytest.fixture
def left():
    """The leader of one grid is gone."""
    held = Appointment.objects.filter(post__type__key="grid_leader")
    held.filter(post__area__code="9001010101").delete()


def shown(path="/desk/staffing"):
    return client_of(BOSS).get(path, headers={"accept-language": "en"})


def test_what_is_missing_is_found_from_the_top_down(left):
    top = shown().context["by_area"]
    county = shown("/desk/staffing?area=9001")
    community = shown("/desk/staffing?area=90010101").content.decode()

    assert [(each.what.code, each.missing) for each in top] == [("90", 1)]
    first = county.context["by_area"][0]
    assert (first.what.code, first.missing) == ("900101", 1)
    assert county.context["total"].missing == 1
    assert "?net=base&amp;area=9001010101" in community


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_it_is_taken_along_as_a_table_and_recorded(left, kind):
    answer = client_of(BOSS).post(
        "/desk/staffing/export", {"as": kind, "area": "90010101"}, headers={"accept-language": "en"}
    )

    if kind == "xlsx":
        lines = [
            [str(cell) for cell in line]
            for line in load_workbook(BytesIO(answer.content))
            .worksheets[0]
            .iter_rows(values_only=True)
        ]
    else:
        lines = [line.split(",") for line in answer.content.decode("utf-8-sig").split("\r\n")]
    assert lines[0][:5] == ["Area code", "Area", "Level", "Post", "Number of posts"]
    [missing] = [line for line in lines[1:] if line[-1] == "1"]
    assert (missing[0], missing[3], missing[5:]) == (
        "9001010101",
        "Grid leader",
        ["1", "0", "0", "1"],
    )
    assert Record.objects.filter(name="posts.staffing.exported").count() == 1


def test_the_report_takes_few_queries(django_assert_max_num_queries):
    client = client_of(BOSS)
    client.get("/desk/staffing")

    with django_assert_max_num_queries(18):  # one asks whether what is kept holds, one is the bell
        client.get("/desk/staffing?area=90")


def test_an_area_that_is_not_there_is_not_found():
    assert shown("/desk/staffing?area=none").status_code == 404
