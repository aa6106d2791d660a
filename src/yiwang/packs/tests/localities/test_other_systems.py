"""What other systems of Jiamusi send: four kinds of resources by their demonstration files, and a
party platform that is asked over HTTP and told in return."""

import hmac
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.interfaces.connectors.models import Connector, Origin
from yiwang.interfaces.connectors.tests.other_system import other_system
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.packs.tests.at_the_wall import done, put_up, shown, take
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.work.cases.models import Case

KEEPER = "jiamusi.supervisor"
FILES = Path(__file__).parents[2] / "jiamusi" / "connectors"
PAGES = "/desk/admin/connectors"
YONGAN = "230804007001"


def seen(path):
    return words_of(client_of(KEEPER).get(path, follow=True).content.decode())


def applied(at):
    """What the page of a run shows is applied as it was seen; answers the page afterwards."""
    page = client_of(KEEPER).get(at).content.decode()
    digest = re.search(r'name="seen" value="(\w+)"', page)
    assert digest, words_of(page)
    answer = client_of(KEEPER).post(at, {"seen": digest[1]}, follow=True)
    return words_of(answer.content.decode())


def brought(key, name):
    """A file brought on the page of its connector; answers the address of the run."""
    with (FILES / name).open("rb") as file:
        answer = client_of(KEEPER).post(f"{PAGES}/of/{key}/bring", {"table": file})
    return answer["Location"]


def token_of(key):
    page = client_of(KEEPER).post(f"{PAGES}/of/{key}/token").content.decode()
    return re.search(r"<code>([\w-]{40,})</code>", page)[1]


@pytest.mark.mechanism("JMS-71")
def test_four_kinds_of_resources_come_in_once_by_the_dictionaries_of_the_city(enter):
    enter("jiamusi")
    assert "智慧党建云平台" in seen(PAGES)

    party = applied(brought("party_bodies", "party.json"))
    assert "6 新增" in party or "新增 6" in party, party
    branch = Organization.objects.get(code="YDJ-P0003")
    assert (branch.kind, branch.area.code) == ("party_branch", YONGAN)

    applied(brought("governance_bodies", "governance.csv"))
    room = Organization.objects.get(code="ZL-0407001")
    assert (room.kind, room.hours) == ("service_station", "每日 8:30–20:00")

    applied(brought("service_points", "service_points.json"))
    point = Organization.objects.get(code="GF-BM0001")
    assert point.offers == ["政务代办"]
    assert 0.002 < 130.3702 - point.lng < 0.01  # taken from GCJ-02 to WGS-84

    content = (FILES / "city_matters.csv").read_bytes()
    sent = {"HTTP_AUTHORIZATION": f"Bearer {token_of('city_matters')}"}
    sent |= {"HTTP_IDEMPOTENCY_KEY": "2026-11-03", "content_type": "text/csv"}
    answers = [
        Client().post("/api/v1/connectors/city_matters/runs", content, **sent) for _ in range(2)
    ]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert answers[0].json()["state"] == "waiting"
    applied(f"{PAGES}/runs/{answers[0].json()['id']}")
    lamp = Case.objects.get(outside_number="SZCG-2026110300017")
    assert (lamp.type.key, lamp.channel) == ("facilities.lamp", "rest")
    assert Case.objects.filter(outside_number__startswith="SZCG-").count() == 4

    again = seen(brought("governance_bodies", "governance.csv"))
    assert "没有新内容" in again
    row = seen("/desk/admin/organizations/row?key=ZL-0407001")
    assert "来自社会治理综合信息平台，那边的编号是 0407001" in row
    assert Origin.objects.count() == 6 + 4 + 3 + 4


@pytest.mark.mechanism("JMS-71")
def test_the_dictionaries_are_public_go_both_ways_and_say_what_is_not_mapped(enter):
    enter("jiamusi")

    page = seen(f"{PAGES}/dictionaries")
    read = Client().get("/registers/dict_bodies.json").json()["entries"]
    shown = words_of(Client().get("/registers/dict_bodies").content.decode())

    assert "学校" in page
    committee = next(each for each in read if each["key"] == "party_committee")
    assert committee["outcome"] == {"party_cloud": "611|612"}
    assert "党委、党工委 智慧党建云平台：611、612" in shown


@pytest.mark.mechanism("JMS-33")
def test_a_party_platform_is_asked_and_told_what_came_of_its_units_in_numbers(enter, settings):
    enter("jiamusi")
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    document = json.loads((FILES / "party.json").read_text())
    with other_system() as platform:
        platform.put("/api/party", document)
        for key in ("party_bodies", "party_links"):
            entered = {
                "reached_at": f"{platform.address}/api/party",
                "every_hours": "24",
                "is_on": "1",
                "secret": "given-by-the-platform",
            }
            if key == "party_bodies":
                entered["answered_at"] = f"{platform.address}/api/units"
            client_of(KEEPER).post(f"{PAGES}/of/{key}/settings", entered)
            run = client_of(KEEPER).post(f"{PAGES}/of/{key}/fetch")["Location"]
            applied(run)
        assert platform.asked[0][1]["Authorization"] == "Bearer given-by-the-platform"
        links = OrganizationLink.objects.filter(source__code__startswith="YDJ-", valid_to=None)
        assert set(links.values_list("source__code", "kind", "target__code")) == {
            ("YDJ-P0002", "member_of", "YDJ-P0001"),
            ("YDJ-P0003", "member_of", "YDJ-P0002"),
            ("YDJ-U0001", "co_builds", "YDJ-P0002"),
            ("YDJ-U0002", "co_builds", "YDJ-P0001"),
        }

        client_of(KEEPER).post(f"{PAGES}/of/party_bodies/answer")

        [(path, headers, body)] = platform.told
    assert path == "/api/units"
    signed = hmac.digest(b"given-by-the-platform", body, "sha256").hex()
    assert headers["X-Yiwang-Signature"] == f"sha256={signed}"
    units = {each["number"]: each for each in json.loads(body)["units"]}
    assert units["U0001"]["name"] == "佳木斯市示范图书馆（成员单位，演示）"
    assert set(units["U0001"]) == {
        *("number", "code", "name", "claims", "confirmed", "hours"),
        *("volunteers", "volunteers_confirmed", "volunteers_hours"),
    }

    today = timezone.localdate()
    asked = f"/api/v1/connectors/party_bodies/units?since={today.year}-01-01&until={today}"
    assert Client().get(asked).status_code == 401
    token = token_of("party_bodies")
    answer = Client().get(asked, HTTP_AUTHORIZATION=f"Bearer {token}")
    assert answer.json()["units"] == list(units.values())
    elsewhere = Client().get(
        asked.replace("party_bodies", "party_links"), HTTP_AUTHORIZATION=f"Bearer {token}"
    )
    assert elsewhere.status_code == 404


@pytest.mark.mechanism("JMS-33")
def test_what_a_unit_took_on_is_counted_for_its_platform(enter):
    enter("jiamusi")
    team, clerk, secretary = "yongan.team", "yongan.clerk", "yongan.secretary"
    connector = Connector.objects.get(key="party_bodies")
    now = timezone.now()
    Origin.objects.create(
        connector=connector, number="T1", row=["FWD-230804007001"], first_at=now, seen_at=now
    )
    before = told(connector)
    wish = put_up(clerk, "wish", YONGAN, "想要一副棉手套", tags=["goods"])
    shown(wish, secretary)
    done(take(wish, team, body="FWD-230804007001"), clerk, team, "手套送到社区，已经转交")

    after = told(connector)

    assert after["claims"] - before["claims"] == after["confirmed"] - before["confirmed"] == 1
    assert after["volunteers"] is None or after["volunteers"] == 0 or after["volunteers"] >= 10


def told(connector):
    from yiwang.interfaces.connectors.handing_back import document_of

    today = timezone.localdate()
    [unit] = document_of(connector, today.replace(month=1, day=1), today)["units"]
    return unit
