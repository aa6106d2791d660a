"""The page of contested entries, and the hops on the page of a case."""

import pytest

from yiwang.portals.casework.tests.staging import DISPATCHER, act, client_of, dispatched

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned():
    case = dispatched("ZJ-9001", "SW-9001")
    ground = {"reason": "漏点不在供水管", "reason_code": "not_ours", "entry": "housing"}
    return act(case, "sw.9001", "return", organization="SW-9001", **ground)


def test_the_page_shows_the_entry_the_ground_and_the_case(returned):
    page = client_of("supervisor.9001").get("/desk/contested")

    said = page.content.decode()
    assert "房屋漏水归住建，水务协办" in said
    assert "住房归住建" in said
    assert f"/desk/cases/{returned.pk}/" in said
    assert "还没有决定" in said


def test_a_year_without_returns_says_so(returned):
    page = client_of("supervisor.9001").get("/desk/contested?year=2024")

    assert "没有被退单争议的条目" in page.content.decode()


def test_whoever_has_no_figures_is_refused_in_a_sentence(returned):
    page = client_of(DISPATCHER).get("/desk/contested")

    assert page.status_code == 403


def test_the_file_is_given_to_whoever_may_see_the_page(returned):
    answer = client_of("supervisor.9001").post("/desk/contested/export", {"year": "1"})

    assert answer["Content-Type"].startswith("text/csv")
    assert "漏点不在供水管" in answer.content.decode("utf-8-sig")
    assert client_of(DISPATCHER).post("/desk/contested/export").status_code == 403


def test_the_case_shows_its_hops(returned):
    said = client_of(DISPATCHER).get(f"/desk/cases/{returned.pk}/").content.decode()

    assert "退单经过" in said
    assert "依据：住房归住建" in said
