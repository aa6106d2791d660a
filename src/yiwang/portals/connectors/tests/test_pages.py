"""Connectors on pages: written, set up, filled, with what is wrong and what is not mapped."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from yiwang.interfaces.connectors.models import Connector, Run
from yiwang.interfaces.connectors.tests.staging import (
    ADMIN,
    BRANCH,
    COMMITTEE,
    DICTIONARY,
    applied,
    brought,
    sent,
)
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.structure.organizations.models import Organization

pytestmark = pytest.mark.django_db
PAGES = "/desk/admin/connectors"
ONE = f"{PAGES}/of/party_bodies"


def seen(path, who=ADMIN):
    return words_of(client_of(who).get(path).content.decode())


def test_an_empty_list_says_what_to_do_and_others_are_refused():
    assert "还没有接入任何系统" in seen(PAGES)
    assert client_of(CLERK).get(PAGES).status_code == 403


def test_a_connector_is_written_on_a_page_and_its_faults_stand_at_their_fields(bodies):
    form = {
        "into": "organizations",
        "key": "stations",
        "name": "警务室",
        "system": "police",
        "system_name": "综治平台",
        "door": "file",
        "vanished": "stay",
        "of-code": "编号",
        "before-code": "JW-",
        "of-name": "身份证号",
        "of-kind": "类别",
        "dictionary-kind": DICTIONARY,
    }
    refused = client_of(ADMIN).post(f"{PAGES}/new", form)
    assert refused.status_code == 422
    assert "“身份证号”不从任何系统接收" in words_of(refused.content.decode())

    written = client_of(ADMIN).post(f"{PAGES}/new", form | {"of-name": "名称"}, follow=True)

    assert "警务室" in words_of(written.content.decode())
    part = Connector.objects.get(key="stations").part
    assert [(each.to, each.of, each.before) for each in part.columns] == [
        ("code", "编号", "JW-"),
        ("name", "名称", ""),
        ("kind", "类别", ""),
    ]
    again = client_of(ADMIN).post(f"{PAGES}/new", form | {"of-name": "名称"})
    assert "已经有这个标识的接入" in words_of(again.content.decode())


def test_a_workbook_is_brought_looked_at_and_thrown_away(bodies):
    book = Workbook()
    book.active.append(["orgId", "orgName", "orgType", "place.street"])
    book.active.append(["7001", "临江第一党支部", "01", "90010101"])
    out = BytesIO()
    book.save(out)

    upload = SimpleUploadedFile("bodies.xlsx", out.getvalue())
    answer = client_of(ADMIN).post(f"{ONE}/bring", {"table": upload})

    page = seen(answer["Location"])
    assert "临江第一党支部" in page
    client_of(ADMIN).post(answer["Location"], {"discard": "1"})
    assert Run.objects.get().state == "discarded"
    assert not Organization.objects.filter(code="DJ-7001").exists()


def test_codes_that_no_dictionary_knows_stand_on_its_page_until_it_does(bodies):
    run = brought(bodies, sent(BRANCH | {"orgType": "09"}))
    page = client_of(ADMIN).get(f"{PAGES}/runs/{run.pk}")
    assert page.status_code == 422
    assert "《党组织类别》里没有代码“09”" in words_of(page.content.decode())

    mapped = seen(f"{PAGES}/dictionaries")

    assert "智慧党建云平台发来、这里还对不上的代码 09 1 行" in mapped
    assert "党小组" in mapped.split("智慧党建云平台没有对应代码的")[1]


def test_what_was_left_as_people_decided_is_named_on_the_page_of_the_run(bodies):
    applied(bodies, sent(BRANCH))
    address = "/desk/admin/organizations/row?key=DJ-7001"
    form = client_of(ADMIN).get(address).content.decode()
    assert "来自智慧党建云平台，那边的编号是 7001" in words_of(form)
    digest = form.split('name="seen" value="')[1].split('"')[0]
    values = {"code": "DJ-7001", "name": "本地叫法", "kind": "party_branch", "seen": digest}
    client_of(ADMIN).post(address, values | {"state": "active", "area": "90010101"})

    run = brought(bodies, sent(BRANCH, COMMITTEE))

    page = seen(f"{PAGES}/runs/{run.pk}")
    assert "有人改过，照改过的保留" in page
    assert "本地叫法" not in page.split("有人改过")[0]


def test_what_its_keeper_enters_is_checked_and_the_secret_is_never_shown(bodies, settings):
    settings.WEBHOOK_HOSTS = frozenset({"party.example"})
    wrong = {"reached_at": "ftp://x", "every_hours": "0", "is_on": "1"}
    refused = client_of(ADMIN).post(f"{ONE}/settings", wrong)
    assert refused.status_code == 422
    assert "这不是网址" in words_of(refused.content.decode())

    right = {"reached_at": "http://party.example/api", "every_hours": "6", "is_on": "1"}
    client_of(ADMIN).post(f"{ONE}/settings", right | {"secret": "open-sesame"})

    page = client_of(ADMIN).get(f"{ONE}/settings").content.decode()
    assert "open-sesame" not in page
    assert "已经有一个，不会显示" in words_of(page)
    assert "每 6 小时去取一次" in seen(ONE)


def test_the_list_asks_the_same_however_many_there_are(bodies, django_assert_num_queries):
    client = client_of(ADMIN)
    client.get(PAGES)
    with django_assert_num_queries(QUERIES):
        client.get(PAGES)
    for number in range(5):
        part = bodies.definition | {"key": f"more_{number}"}
        Connector.objects.create(
            key=part["key"], name="又一个", system="cloud", into="organizations", door="file",
            definition=part,
        )  # fmt: skip
    with django_assert_num_queries(QUERIES):
        client.get(PAGES)


QUERIES = 11
