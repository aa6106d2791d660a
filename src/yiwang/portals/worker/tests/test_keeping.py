"""What a phone is told to keep, and the pages it keeps."""

import re

import pytest
from django.test import Client

from yiwang.portals.casework.tests.staging import (
    CLERK,
    act,
    client_of,
    dispatched,
    form_of,
    reported,
    task_of,
    whistled,
)
from yiwang.portals.help.handbook import kept_articles
from yiwang.portals.worker.shell import files, release
from yiwang.structure.posts.models import Appointment

pytestmark = pytest.mark.django_db
OFFICE, GRID = "zj.9001", "grid.9001010101"
KEEP = {"Yiwang-Keep": "1"}
SHELLS = {"/work/no-signal", "/work/outbox"}
HELP = {f"/work/help/{each.key}" for each in kept_articles()}


def named(client: Client) -> dict[str, str]:
    return client.get("/work/kept").json()["pages"]


def test_open_tasks_are_named_and_no_others():
    own, other = dispatched("ZJ-9001"), reported()
    client = client_of(OFFICE)

    pages = {"/work/", "/work/report", *SHELLS, *HELP}

    assert set(named(client)) == {*pages, f"/work/cases/{own.pk}/"}
    assert f"/work/cases/{other.pk}/" in named(client_of(CLERK))


def test_what_is_done_is_named_no_more():
    case = dispatched("ZJ-9001")
    client = client_of(OFFICE)
    act(case, OFFICE, "finish", text="修好了")

    assert f"/work/cases/{case.pk}/" not in named(client)


def test_version_changes_when_something_happened_to_the_case():
    case = dispatched("ZJ-9001")
    client, address = client_of(OFFICE), f"/work/cases/{case.pk}/"
    before = named(client)[address]

    act(case, OFFICE, "acknowledge")

    assert named(client)[address] != before


def test_confidential_case_is_not_kept():
    case = reported(kind="rights.wages", text="三个月没发薪水", contact="13912345678")
    client, address = client_of(CLERK), f"/work/cases/{case.pk}/"

    assert client.get(address).status_code == 200
    assert client.get(address, headers=KEEP).status_code == 404
    assert address not in named(client)
    assert "三个月没发薪水" not in client.get("/work/", headers=KEEP).content.decode()


def test_who_holds_no_post_keeps_nothing():
    dispatched("ZJ-9001")
    client = client_of(OFFICE)
    Appointment.objects.filter(account__username=OFFICE).update(ends_on="2026-01-06")

    assert set(named(client)) == SHELLS


def test_who_is_not_signed_in_is_told_nothing():
    assert Client().get("/work/kept").status_code == 302


def test_keeping_a_page_reads_no_message_away():
    case, client = whistled(), client_of("dispatcher.900101")
    door = f"/work/cases/{case.pk}/tasks/{task_of(case)}/dispatch"
    client.post(door, form_of(organizations=["ZJ-9001"]))

    kept = client.get("/work/", headers=KEEP).content.decode()
    shown = client.get("/work/").content.decode()

    assert "yw-messages" not in kept
    assert "yw-messages" in shown


def test_kept_form_takes_no_contact_and_loads_no_map():
    page = client_of(GRID).get("/work/report", headers=KEEP).content.decode()

    assert 'name="contact"' not in page
    assert "maplibre" not in page
    assert "手机里不存电话号码" in page


@pytest.mark.parametrize("address", sorted(SHELLS))
def test_pages_that_stay_when_the_sign_in_is_over_name_nobody(address):
    client = client_of(GRID)

    kept = client.get(address, headers=KEEP).content.decode()

    name = Appointment.objects.filter(account__username=GRID).first().account.name
    assert name in client.get(address).content.decode()
    assert name not in kept


def test_page_of_a_case_says_what_an_act_rests_on():
    case = dispatched("ZJ-9001")

    page = client_of(OFFICE).get(f"/work/cases/{case.pk}/").content.decode()

    assert re.search(r'name="seen" value="\d+"', page)


def test_service_worker_names_the_release_and_files_that_there_are():
    answer = Client().get("/offline.js")

    script = answer.content.decode()
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Service-Worker-Allowed"] == "/work/"
    assert release() in script
    assert script.startswith('import { begin } from "/static/yiwang/offline/worker')
    assert all(file in script for file in files())


def test_every_file_of_the_pages_that_are_kept_is_kept_too():
    case = dispatched("ZJ-9001")
    client = client_of(OFFICE)

    for address in ("/work/", f"/work/cases/{case.pk}/", "/work/report", *SHELLS):
        page = client.get(address, headers=KEEP).content.decode()
        loaded = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        assert set(loaded) <= set(files()), address


def test_signing_out_has_the_browser_forget():
    client = client_of(GRID)

    left = client.post("/accounts/logout/")
    others_wait = client_of(GRID).post("/accounts/logout/", {"keep": "unsent"})

    assert left["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in others_wait
    assert "Clear-Site-Data" not in client_of(GRID).get("/work/")
