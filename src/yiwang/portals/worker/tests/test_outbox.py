"""The doors by which a phone sends what was done without a signal."""

import uuid
from io import BytesIO

import pytest
from django.test import Client

from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.queries import history_of, newest_record
from yiwang.portals.casework.tests.staging import (
    act,
    client_of,
    colleague_of,
    dispatched,
    jpeg,
    reported,
    task_of,
)
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db
GRID, OFFICE = "grid.9001010101", "zj.9001"


def photo_file() -> BytesIO:
    file = BytesIO(jpeg())
    file.name = "photo.jpg"
    return file


def sent_report(**changes: object) -> dict[str, object]:
    form = {"form": uuid.uuid4().hex, "text": "井盖松动", "area": "9001010101"}
    return form | {"photos": [photo_file()]} | changes


def door_of(case: Case, action: str, task: int | None = None) -> str:
    return f"/work/in/{case.pk}/{task or task_of(case)}/{action}"


def names_of(case: Case) -> list[str]:
    return [one.name.rpartition(".")[2] for one in history_of(("cases.case", case.pk))]


def test_report_comes_in_with_its_photo_and_only_once():
    client, form = client_of(GRID), sent_report()

    first = client.post("/work/in/report", form)
    form["photos"] = [photo_file()]
    again = client.post("/work/in/report", form)

    case = Case.objects.get()
    assert (first.json()["came"], again.json()["came"]) == ("applied", "already")
    assert case.number in first.json()["said"]
    assert first.json()["url"] == again.json()["url"] == f"/work/cases/{case.pk}/"
    assert (case.channel, case.area.code) == ("worker", "9001010101")
    assert len(photos_of(("cases.case", case.pk), "report")) == 1


def test_report_sent_by_the_page_whose_answer_was_lost_is_not_taken_in_again():
    client, form = client_of(GRID), sent_report(save="1")
    client.post("/work/report", form)
    form["photos"] = [photo_file()]

    again = client.post("/work/in/report", form)

    assert again.json()["came"] == "already"
    assert Case.objects.count() == 1


def test_report_changed_after_it_had_arrived_is_kept_for_its_author():
    client, form = client_of(GRID), sent_report(photos=[])
    client.post("/work/in/report", form)

    other = client.post("/work/in/report", form | {"text": "井盖松动，还缺一角"})
    faulty = client.post("/work/in/report", form | {"text": ""})

    assert [each.json()["came"] for each in (other, faulty)] == ["conflict", "conflict"]
    assert Case.objects.get().number in other.json()["said"]


def test_refused_report_names_each_field_and_leaves_nothing_behind():
    answer = client_of(GRID).post("/work/in/report", sent_report(text="", area="none"))

    assert answer.status_code == 422
    assert answer.json()["came"] == "refused"
    assert set(answer.json()["fields"]) == {"text", "area"}
    assert Case.objects.count() == 0


def test_unasked_contact_is_refused_here_too():
    answer = client_of(GRID).post("/work/in/report", sent_report(contact="13912345678"))

    assert set(answer.json()["fields"]) == {"contact"}


def test_act_is_done_once_and_then_known():
    case = dispatched("ZJ-9001")
    client, form = client_of(OFFICE), {"form": uuid.uuid4().hex, "seen": str(newest_record())}
    door = door_of(case, "acknowledge")

    answers = [client.post(door, form).json() for _ in range(2)]

    assert [answer["came"] for answer in answers] == ["applied", "already"]
    assert names_of(case).count("acknowledged") == 1


def test_act_sent_by_the_page_whose_answer_was_lost_is_known():
    case = dispatched("ZJ-9001")
    client, form = client_of(OFFICE), {"form": uuid.uuid4().hex}
    client.post(f"/work/cases/{case.pk}/tasks/{task_of(case)}/acknowledge", form)

    again = client.post(door_of(case, "acknowledge"), form | {"seen": "0"})

    assert again.json()["came"] == "already"
    assert names_of(case).count("acknowledged") == 1


def test_result_comes_with_its_photos():
    case = dispatched("ZJ-9001")
    form = {"form": uuid.uuid4().hex, "seen": str(newest_record()), "text": "补好了"}

    answer = client_of(OFFICE).post(door_of(case, "finish"), form | {"photos": [photo_file()]})

    assert answer.json()["came"] == "applied"
    assert len(photos_of(("cases.case", case.pk), "result")) == 1


def test_task_that_ended_meanwhile_is_a_conflict_and_says_who_did_what():
    case, seen = dispatched("ZJ-9001"), newest_record()
    task = task_of(case)
    act(case, OFFICE, "finish", text="已修好")
    before = Record.objects.count()

    form = {"form": uuid.uuid4().hex, "seen": str(seen), "text": "也修了"}
    answer = client_of(OFFICE).post(door_of(case, "finish", task), form)

    assert (answer.status_code, answer.json()["came"]) == (409, "conflict")
    assert "办理完毕" in answer.json()["said"]
    assert Record.objects.count() == before


def test_task_that_a_colleague_acted_on_meanwhile_is_a_conflict_until_it_was_looked_at():
    case, seen = dispatched("ZJ-9001"), newest_record()
    act(case, colleague_of(OFFICE), "acknowledge")
    form = {"form": uuid.uuid4().hex, "seen": str(seen), "text": "修好了"}
    client = client_of(OFFICE)

    first = client.post(door_of(case, "finish"), form).json()
    looked = client.post(door_of(case, "finish"), form | {"seen": str(first["seen"])}).json()

    assert (first["came"], looked["came"]) == ("conflict", "applied")
    assert "签收" in first["said"]
    assert names_of(case).count("handled") == 1


def test_what_one_did_oneself_meanwhile_is_no_conflict():
    case, seen = dispatched("ZJ-9001"), newest_record()
    client = client_of(OFFICE)
    first = {"form": uuid.uuid4().hex, "seen": str(seen)}
    second = {"form": uuid.uuid4().hex, "seen": str(seen), "text": "补好了"}

    signed = client.post(door_of(case, "acknowledge"), first)
    finished = client.post(door_of(case, "finish"), second)

    assert [each.json()["came"] for each in (signed, finished)] == ["applied", "applied"]


def test_refused_act_names_the_field_and_uses_no_key_up():
    case = dispatched("ZJ-9001")
    client, form = client_of(OFFICE), {"form": uuid.uuid4().hex, "seen": str(newest_record())}

    refused = client.post(door_of(case, "finish"), form)
    mended = client.post(door_of(case, "finish"), form | {"text": "补好了"})

    assert (refused.status_code, refused.json()["came"]) == (422, "refused")
    assert "text" in refused.json()["fields"]
    assert mended.json()["came"] == "applied"


def test_task_of_another_post_is_refused_in_a_sentence():
    case = reported()

    answer = client_of(OFFICE).post(door_of(case, "whistle"), {"form": uuid.uuid4().hex})

    assert (answer.status_code, answer.json()["came"]) == (404, "refused")
    assert answer.json()["said"]


def test_who_is_not_signed_in_is_sent_to_sign_in_and_nothing_is_done():
    answer = Client().post("/work/in/report", sent_report())

    assert (answer.status_code, Case.objects.count()) == (302, 0)
    assert answer["Location"].startswith("/accounts/login/")


def test_form_without_its_token_is_turned_away():
    client = Client(enforce_csrf_checks=True)
    client.force_login(client_of(GRID).get("/work/").wsgi_request.user)

    answer = client.post("/work/in/report", sent_report())

    assert (answer.status_code, Case.objects.count()) == (403, 0)
