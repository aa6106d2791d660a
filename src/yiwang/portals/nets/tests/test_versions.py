"""A draft on its page: what it changes and touches, its day, and what follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import CLERK, client_of, reported
from yiwang.portals.nets.tests.files import SPLIT, draft_of, drawn, sent, table
from yiwang.structure.territory.models import Area, Net, NetVersion
from yiwang.structure.territory.tasks import bring_all_due_into_force
from yiwang.work.cases.models import Placement

pytestmark = pytest.mark.django_db
ADMIN = "supervisor.90"
VERSIONS = "/desk/nets/base/versions"


@pytest.fixture
def admin():
    return client_of(ADMIN)


@pytest.fixture
def draft(admin, tmp_path):
    return draft_of(sent(admin, drawn(tmp_path / "grids.geojson", SPLIT)))


def shown(client, version):
    return client.get(f"{VERSIONS}/{version}", headers={"accept-language": "en"})


def given_a_day(client, draft, on, seen=None):
    sent = {"on": on.isoformat(), "seen": str(seen or revision()), "reason": "撤并"}
    return client.post(f"{VERSIONS}/{draft}", sent, headers={"accept-language": "en"})


def revision():
    return Net.objects.get(key="base").revision


def test_the_list_shows_what_waits_and_what_is_in_force(admin, draft):
    page = admin.get(VERSIONS, headers={"accept-language": "en"})

    assert [each.pk for each in page.context["pending"]] == [draft]
    assert page.context["in_force"][0].number == revision()
    assert "waits for its day" in page.content.decode()


def test_a_draft_shows_what_it_changes_and_whom_it_touches(admin, draft):
    case = reported()

    page = shown(admin, draft)

    touched = page.context["touched"]
    assert page.context["change"].plan.diff.counts == {"added": 2, "changed": 0, "ended": 1}
    assert [(kind, each.successor) for kind, each, *_ in page.context["change"].followed] == [
        ("split", "9001010103"),
        ("split", "9001010104"),
    ]
    assert (touched.cases, [each.number for each in touched.shown_cases]) == (1, [case.number])
    assert touched.posts == 1
    assert "Grid leader" in touched.shown_posts[0]
    assert case.number in page.content.decode()


def test_a_draft_leads_to_the_map_it_is_drawn_on(admin, draft):
    assert f"{VERSIONS}/{draft}/draw" in shown(admin, draft).content.decode()
    assert admin.get(f"{VERSIONS}/{draft}/draw").status_code == 200


def test_a_draft_changes_nothing_until_it_has_its_day(admin, draft):
    bring_all_due_into_force(timezone.now() + timedelta(days=400))

    assert Area.objects.get(code="9001010101").valid_to is None
    assert NetVersion.objects.get(pk=draft).state == "draft"


def test_today_it_takes_effect_at_once_under_the_name_of_who_said_so(admin, draft):
    page = given_a_day(admin, draft, timezone.localdate())

    version = NetVersion.objects.get(pk=draft)
    noted = Record.objects.get(name="territory.version.brought_into_force")
    assert page.status_code == 302
    assert (version.state, version.number, version.reason) == ("in_force", revision(), "撤并")
    assert Area.objects.get(code="9001010101").valid_to is not None
    assert (noted.actor_kind, noted.capacity) == ("staff", "试城 · 指挥中心 · 市督办员")
    assert "第三网格" in shown(admin, draft).content.decode()


def test_on_a_later_day_it_takes_effect_by_itself(admin, draft):
    monday = timezone.localdate() + timedelta(days=4)

    given_a_day(admin, draft, monday)
    assert NetVersion.objects.get(pk=draft).state == "scheduled"
    assert Area.objects.get(code="9001010101").valid_to is None
    assert Record.objects.get(name="territory.version.scheduled").actor_kind == "staff"

    bring_all_due_into_force(timezone.now() + timedelta(days=4))
    assert NetVersion.objects.get(pk=draft).state == "in_force"
    assert Area.objects.filter(code="9001010103", valid_to=None).exists()


def test_the_same_sent_twice_is_done_once(admin, draft):
    first = given_a_day(admin, draft, timezone.localdate(), seen=revision())
    again = given_a_day(admin, draft, timezone.localdate(), seen=revision() - 1)

    assert (first.status_code, again.status_code) == (302, 200)
    assert Record.objects.filter(name="territory.version.brought_into_force").count() == 1


def test_a_net_that_changed_meanwhile_is_looked_at_again(admin, draft, tmp_path):
    before = revision()
    rows = [["code", "name"], ["9001010201", "新名字"]]
    other = draft_of(sent(admin, table(tmp_path / "a.csv", rows), below="", replaces=""))
    given_a_day(admin, other, timezone.localdate())

    page = given_a_day(admin, draft, timezone.localdate(), seen=before)

    assert page.status_code == 422
    assert "The net was changed meanwhile" in page.content.decode()
    assert NetVersion.objects.get(pk=draft).state == "draft"


def test_a_day_that_is_over_is_refused_at_its_field(admin, draft):
    page = given_a_day(admin, draft, timezone.localdate() - timedelta(days=1))

    assert page.status_code == 422
    assert page.context["errors"] == [("f-on", "Choose today or a day to come.")]


def test_a_discarded_draft_is_gone_and_the_record_says_by_whom(admin, draft):
    page = admin.post(f"{VERSIONS}/{draft}", {"discard": "1"})

    assert page.status_code == 302
    assert NetVersion.objects.get(pk=draft).state == "discarded"
    assert Record.objects.get(name="territory.version.discarded").actor_kind == "staff"


def test_the_file_of_a_draft_comes_back_as_it_came(admin, draft, tmp_path):
    page = admin.get(f"{VERSIONS}/{draft}/file")

    assert page.content == (tmp_path / "grids.geojson").read_bytes()


def test_open_cases_are_placed_anew_on_request_only(admin, draft):
    case = reported()
    given_a_day(admin, draft, timezone.localdate())
    grid = Placement.objects.filter(case=case, net__key="base")
    assert grid.get().area.code == "9001010101"
    assert admin.get(VERSIONS).context["waiting"] == 1

    admin.post("/desk/nets/base/place-anew")

    assert grid.get().area.code in {"9001010103", "9001010104"}
    assert Record.objects.get(name="cases.case.placed_anew").actor_kind == "staff"


def test_a_draft_is_for_those_who_redraw_a_version_for_all_staff(admin, draft):
    clerk = client_of(CLERK)
    assert shown(clerk, draft).status_code == 403

    given_a_day(admin, draft, timezone.localdate())

    assert shown(clerk, draft).status_code == 200
    assert clerk.post("/desk/nets/base/place-anew").status_code == 403
    assert clerk.get(f"{VERSIONS}/{draft}/file").status_code == 403


def test_a_draft_takes_few_queries(admin, draft, django_assert_max_num_queries):
    shown(admin, draft)

    with django_assert_max_num_queries(30):
        shown(admin, draft)


def test_a_net_is_added_on_the_page(admin):
    levels = {"level_key": ["party_area"], "level_name": ["党建网格"], "level_name_en": [""]}
    levels |= {"level_code": ["DJ{number:02}"]}
    net = {"key": "party", "name": "党建网", "kind": "party", **levels}

    page = admin.post("/desk/nets/add", net)
    again = admin.post("/desk/nets/add", net, headers={"accept-language": "en"})

    added = Net.objects.get(key="party")
    assert page["Location"] == "/desk/nets/party/versions"
    assert added.levels == [
        {"key": "party_area", "name": "党建网格", "name_en": "", "code": "DJ{number:02}"}
    ]
    assert again.status_code == 422
    assert "There is a net of this key already" in again.content.decode()
    assert "党建网" in admin.get("/desk/nets").content.decode()


def test_a_net_that_cannot_be_is_refused_at_its_fields(admin):
    net = {"key": "党建 网", "name": "党建网", "kind": "sea", "level_key": ["", ""]}

    page = admin.post("/desk/nets/add", net, headers={"accept-language": "en"})

    assert page.status_code == 422
    assert [where for where, _said in page.context["errors"]] == ["f-kind", "f-levels", "f-key"]
    assert not Net.objects.filter(name="党建网").exists()


def test_an_area_that_ended_is_still_told(admin, draft):
    given_a_day(admin, draft, timezone.localdate())

    page = admin.get("/desk/nets/base/areas/9001010101/before", headers={"accept-language": "en"})

    lines = page.context["lines"]
    assert [line.split(" ", 3)[3] for line in lines[1:]] == [  # after a day in words
        "9001010101 第一网格 → 9001010103 第三网格",
        "9001010101 第一网格 → 9001010104 第四网格",
        "ends",
    ]
    assert "not valid any more" in page.content.decode()
    assert admin.get("/desk/nets/base/areas/none/before").status_code == 404
