"""Figures with both their numbers, and rules that can be read and tried."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import CLERK, act, client_of, dispatched, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """Takes in what has happened so far, as the reader of the record does every second."""

    def taken_in():
        seal_pending(timezone.now())
        keep_up(timezone.now())

    return taken_in


def numbers_of(shown):
    return [(count.name, count.number) for count in (*shown.numerator, *shown.denominator)]


def test_figure_shows_numerator_denominator_and_what_is_beside_it(counted):
    dispatched("ZJ-9001")
    reported()
    counted()

    shown = client_of("supervisor.9001").get("/desk/figures").context["figures"]

    resolution = shown[0]
    assert numbers_of(resolution) == [("解决", 0), ("受理", 1)]
    assert {count.name: count.number for count in resolution.beside}["等待研判"] == 1
    assert resolution.denominator[0].link.startswith("/desk/ledger?since=")


@pytest.mark.mechanism("CQ-25")
def test_every_number_opens_exactly_the_cases_it_counts(counted):
    case = dispatched("ZJ-9001")
    waiting = reported()
    act(waiting, CLERK, "decline", reason="属于咨询", text="请到二号窗口")
    reported()
    counted()
    client = client_of("supervisor.9001")

    figures = client.get("/desk/figures").context["figures"]
    for figure in figures:
        for count in (*figure.numerator, *figure.denominator, *figure.beside):
            if count.link:
                rows = client.get(count.link).context["listed"].rows
                assert len(rows) == count.number, count.name
    rows = client.get(figures[0].denominator[0].link).context["listed"].rows
    assert [row.number for row in rows] == [case.number]


@pytest.mark.mechanism("CQ-25")
def test_figures_go_down_by_area_by_type_and_by_month(counted):
    dispatched("ZJ-9001")
    counted()
    client = client_of("supervisor.9001")

    county = client.get("/desk/figures?by=resolution_rate").context
    [town] = [each for each, figure in county["below"] if figure.denominator]
    below = client.get(f"/desk/figures?area={town.code}&by=resolution_rate").context

    assert below["here"].pk == town.pk
    assert [each.code for each in below["path"]] == ["9001", town.code]
    assert [(kind, figure.denominator) for kind, figure in below["types"]] == [("房屋漏水", 1)]
    assert [figure.denominator for _month, figure in below["months"]] == [0] * 11 + [1]
    assert below["figures"][0].figure.denominator == 1


def test_figures_cover_ones_own_reach_only(counted):
    dispatched("ZJ-9001")
    counted()
    client = client_of("supervisor.9002")

    shown = client.get("/desk/figures").context["figures"]

    assert shown[0].figure.denominator == 0
    assert shown[0].figure.value is None
    assert client.get("/desk/figures?area=9001").status_code == 404


def test_post_without_the_power_gets_no_figures():
    page = client_of(CLERK).get("/desk/figures")

    assert page.status_code == 403
    assert "您的岗位不能查看统计数字" in page.content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workflow_is_drawn_and_proved_as_of_today(language):
    page = client_of(CLERK).get(f"/desk/rules/workflows/jiamusi.five_step?in={language}")

    assert page.context["findings"] == []
    assert "<svg" in page.content.decode()
    assert ("Take in" in page.context["drawing"]) == (language == "en")


@pytest.mark.mechanism("JMS-83")
def test_a_workflow_says_how_long_an_answer_can_take():
    page = client_of(CLERK).get("/desk/rules/workflows/jiamusi.five_step?in=zh").content.decode()

    assert "最长多久有答复" in page
    assert "答复（按日历最长" in page


def test_dry_run_names_the_entry_that_decides_and_changes_nothing():
    page = client_of(CLERK).get("/desk/rules/registers/responsibility?try=1&kind=housing.leak")

    decision = page.context["dry_run"].decision
    assert decision.entry.key == "leak"
    assert [each.fits for each in decision.considered] == [False, True]
    assert "东县住建局" in page.content.decode()  # the office, not the key of its function


def test_dry_run_with_an_unknown_area_says_so():
    page = client_of(CLERK).get("/desk/rules/registers/triage?try=1&area=nowhere")

    assert page.context["dry_run"].decision is None
    assert "area" in page.context["dry_run"].faults


def test_every_register_and_workflow_is_listed():
    page = client_of(CLERK).get("/desk/rules")

    assert [each.definition.key for each in page.context["workflows"]] == [
        "jiamusi.admission_end",
        "jiamusi.demand",
        "jiamusi.five_step",
    ]
    assert {register.key for register in page.context["registers"]} >= {"triage", "responsibility"}


def test_unknown_rules_are_not_found():
    client = client_of(CLERK)

    assert client.get("/desk/rules/registers/nothing").status_code == 404
    assert client.get("/desk/rules/workflows/nothing").status_code == 404
