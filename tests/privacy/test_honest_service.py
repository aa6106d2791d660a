"""Honest service: rules 23 to 25 and 30 to 32."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import yiwang.packs
from tests.doors.doors import DOORS
from tests.doors.knocking import knock
from tests.doors.stage import CLERK, Stood, client_for, client_of, set_stage, token_for
from tests.privacy.residents import case_of, code_on, page_of, report
from yiwang.foundation.records.actor import SYSTEM
from yiwang.portals.casework.tests.staging import act, task_of
from yiwang.work.cases.models import Case, Rating
from yiwang.work.cases.queries import case_by_code
from yiwang.work.workflows.models import Clock, Task

pytestmark = pytest.mark.django_db


def answered(code: str) -> Case:
    """Settled on the spot, checked by another, answered."""
    case = case_of(code)
    act(case, CLERK, "settle", text="已换灯泡", kind="housing.leak", nature="small")
    act(case, "verifier.900101", "pass_check")
    return act(case, CLERK, "answer", text="路灯已经修好。")


def test_the_reporter_sees_steps_who_answers_until_when_and_lateness():
    """23: in plain words, the post and no person; late is called late."""
    code = report(kind="housing.leak")
    case = case_of(code)

    page = page_of(code)
    Clock.objects.filter(task__run=case.run_id).update(due_at=timezone.now() - timedelta(hours=3))
    late = page_of(code)

    assert "民意收集" in page
    assert "受理员" in page
    assert "临江社区受理员" not in page.replace("临江社区 · ", "")
    assert ("还有" in page, "超时" in page) == (True, False)
    assert "超时" in late


def test_closing_needs_a_result_and_its_verification_by_another():
    """24: without a result nothing is settled; settled is not closed; one's own result is not
    checked by oneself."""
    case = case_of(report(kind="housing.leak"))
    clerk = client_of(CLERK)

    def sent(action: str, **fields: str):
        address = f"/desk/cases/{case.pk}/tasks/{task_of(case)}/{action}"
        return clerk.post(address, {"kind": "housing.leak", "nature": "small", **fields})

    assert sent("settle", text="").status_code == 422
    assert sent("settle", text="已换灯泡").status_code == 302
    case.refresh_from_db()
    assert case.is_open
    assert sent("pass_check").status_code == 404
    task = Task.objects.get(run=case.run_id, state="open")
    assert task.post.type.key == "verifier"


def test_the_reporter_reopens_once_without_giving_a_reason():
    """24: one press; the second time it is said that there is nothing more to decide."""
    code = report(kind="housing.leak")
    answered(code)
    browser = Client()
    browser.post(f"/c/{code}/act", {"do": "rate", "grade": "1"})

    browser.post(f"/c/{code}/act", {"do": "reopen"})
    assert case_of(code).reopened_times == 1
    browser.post(f"/c/{code}/act", {"do": "reopen"})

    assert case_of(code).reopened_times == 1


def test_a_refusal_carries_its_reason_to_the_reporter():
    """24: without an answer that says why, nothing is declined; the reporter reads it."""
    code = report(kind="housing.leak")
    case = case_of(code)
    clerk, task = client_of(CLERK), task_of(case)
    address = f"/desk/cases/{case.pk}/tasks/{task}/decline"

    refused = clerk.post(address, {"text": "", "reason": ""})
    clerk.post(address, {"text": "这是物业合同内的事，请先联系物业。", "reason": "物业范围"})

    assert refused.status_code == 422
    assert "这是物业合同内的事" in page_of(code)


def test_unanswered_is_not_satisfied():
    """25: closed without a rating counts as unanswered, and nowhere as a grade."""
    from yiwang.work.cases.tests.counting import Period, tally
    from yiwang.work.workflows.sweep import sweep

    case = answered(report(kind="housing.leak"))
    then = timezone.now() + timedelta(days=60)

    sweep(then)
    case.refresh_from_db()
    counts = tally(Period(case.reported_at, then))

    assert not case.is_open
    assert (counts.unanswered, counts.rated, counts.satisfied) == (1, 0, 0)


def test_the_rating_goes_by_the_reporters_own_code_never_through_the_handler():
    """ "Pressed to rate" cannot happen: no member of staff has the link or may rate."""
    code = report(kind="housing.leak")
    case = answered(code)
    task = Task.objects.get(run=case.run_id, role="reporter", state="open")
    headers = {"Authorization": f"Bearer {token_for(CLERK)}"}

    refused = [
        client_of(CLERK).post(f"/desk/cases/{case.pk}/tasks/{task.pk}/rate", {"grade": "5"}),
        client_of("supervisor.90").post(f"/work/cases/{case.pk}/tasks/{task.pk}/rate", {}),
        Client().post(
            f"/api/v1/tasks/{task.pk}/rate", {}, content_type="application/json", headers=headers
        ),
    ]
    pages = client_of(CLERK).get(f"/desk/cases/{case.pk}/").content.decode()

    assert [answer.status_code for answer in refused] == [404, 404, 404]
    assert not Rating.objects.exists()
    assert code not in pages
    assert case.tracking_digest not in pages


@pytest.mark.parametrize("channel", ["phone", "counter", "letter"])
def test_telephone_counter_and_letter_are_equal_to_the_web(channel):
    """30: staff enter for the person and hand over a slip with a code of the same rights."""
    given = {"text": "路灯不亮", "channel": channel, "area": "9001010101", "contact": "13812341234"}

    slip = client_of(CLERK).post("/desk/intake", {**given, "save": "1"}, follow=True)
    code = code_on(slip.content.decode())

    assert "<svg" in slip.content.decode()
    assert case_by_code(code).channel == channel
    Client().post(f"/c/{code}/act", {"do": "erase_contact"})
    assert "138****1234" not in page_of(code)


def test_an_elder_view_is_everywhere_residents_go():
    """30: one press, and every page of theirs is in it, the receipt and the case included."""
    client = Client()
    code = report(client)
    client.post("/view", {"view": "elder"})

    pages = ["/", "/report", "/receipt", "/follow", f"/c/{code}", "/figures"]
    pages += ["/about/does-not", "/about/data", "/about/complaint", "/nowhere"]
    for address in pages:
        assert 'data-view="elder"' in client.get(address).content.decode(), address


@pytest.mark.parametrize("role", ["reporter", "clerk"])
def test_a_complaint_about_the_software_is_one_press_away_on_every_page(role):
    """31: on every page of residents and of staff, refusals included."""
    stage = set_stage()
    client = client_for(role, stage)
    lacking = []
    for doors in DOORS.values():
        for door in doors:
            stood = stage.cases[door.per[0]] if door.per else Stood()
            if "logout" in door.address or door.is_rest:
                continue
            answer = knock(client, door, stood)
            is_page = answer.headers["Content-Type"].startswith("text/html") and (
                answer.status_code not in (301, 302) and "/panel" not in door.address
            )
            if is_page and 'href="/about/complaint"' not in answer.content.decode():
                lacking.append(f"{door.method} {door.address}")

    assert lacking == []


def test_what_the_system_does_not_do_is_said_from_what_is_switched_on(settings):
    """31: the days contacts are kept are those of this installation."""
    settings.CONTACT_KEPT_DAYS = 45

    page = Client().get("/about/does-not").content.decode()

    assert "45" in page
    assert "居民" in page


def test_demonstration_people_are_fictitious_and_their_places_real():
    """32: packs name no telephone and no e-mail of anybody, and say that they made people up."""
    for staff in Path(yiwang.packs.__file__).parent.glob("*/staff.toml"):
        text = staff.read_text("utf-8")
        tomllib.loads(text)

        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|@", text), staff
        assert "Fictitious" in text.splitlines()[0] or "signs_in" not in text, staff


def test_cases_of_a_rehearsal_are_marked_as_such():
    """32: nobody takes a fictitious case for a real one."""
    from yiwang.work.cases.actions.report_case import Report, report_case
    from yiwang.work.cases.reports import Place

    answer = report_case(
        Report("路灯不亮", place=Place(130.025, 46.05), is_rehearsal=True),
        actor=SYSTEM,
        now=timezone.now(),
    )

    assert Case.objects.get(pk=answer.case_id).is_rehearsal
