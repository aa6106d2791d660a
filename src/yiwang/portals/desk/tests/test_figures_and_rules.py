"""Figures with both their numbers, and rules that can be read and tried."""

import pytest

from yiwang.portals.casework.tests.staging import CLERK, act, client_of, dispatched, reported

pytestmark = pytest.mark.django_db


def test_figure_shows_numerator_denominator_and_what_is_beside_it():
    dispatched("ZJ-9001")
    reported()

    shown = client_of("supervisor.9001").get("/desk/figures").context["figures"]

    resolution = shown[0]
    assert (resolution.numerator.number, resolution.denominator.number) == (0, 1)
    assert {count.name: count.number for count in resolution.beside}["等待研判"] == 1
    assert resolution.denominator.link.startswith("/desk/ledger?since=")


def test_every_number_opens_exactly_the_cases_it_counts():
    case = dispatched("ZJ-9001")
    waiting = reported()
    act(waiting, CLERK, "decline", reason="属于咨询", text="请到二号窗口")
    reported()
    client = client_of("supervisor.9001")

    for figure in client.get("/desk/figures").context["figures"]:
        for count in (figure.numerator, figure.denominator, *figure.beside):
            assert len(client.get(count.link).context["listed"].rows) == count.number, count.name
    accepted = client.get("/desk/figures").context["figures"][0].denominator
    rows = client.get(accepted.link).context["listed"].rows
    assert [row.number for row in rows] == [case.number]


def test_figures_cover_ones_own_reach_only():
    dispatched("ZJ-9001")

    shown = client_of("supervisor.9002").get("/desk/figures").context["figures"]

    assert shown[0].denominator.number == 0
    assert shown[0].figure.percent is None


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
