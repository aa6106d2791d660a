"""A park under dual management: the community it lies in and the line that runs it, on pages."""

import pytest
import shapely
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import CLERK, client_of, reported
from yiwang.portals.nets.tests.files import draft_of, drawn, sent
from yiwang.structure.territory.models import Area
from yiwang.work.cases.queries import route_proposal
from yiwang.work.cases.reports import Place

pytestmark = pytest.mark.django_db
ADMIN = "supervisor.90"
PARK = "/desk/nets/dedicated/areas/P1/managers"
BOTH = {"ground": "临江社区网格化服务站", "sector": "CG-9001"}


@pytest.fixture
def admin(tmp_path):
    """The park and a market lie in a dedicated net, brought in on pages."""
    client = client_of(ADMIN)
    levels = {"level_key": ["site"], "level_name": ["专属网格"], "level_name_en": [""]}
    net = {"key": "dedicated", "name": "专属网", "kind": "dedicated", "overlapping": "1"}
    client.post("/desk/nets/add", {**net, **levels, "level_code": [""]})
    sites = [
        ("P1", "临江产业园", shapely.box(130.01, 46.02, 130.04, 46.08)),
        ("M1", "松林市场", shapely.box(130.11, 46.02, 130.12, 46.03)),
    ]
    path = drawn(tmp_path / "sites.geojson", sites)
    fields = {"to": "/desk/nets/dedicated/bring", "level": "site", "below": "", "replaces": ""}
    draft = draft_of(sent(client, path, **fields))
    today = timezone.localdate().isoformat()
    client.post(f"/desk/nets/dedicated/versions/{draft}", {"on": today, "seen": "1"})
    assert Area.objects.filter(net__key="dedicated", valid_to=None).count() == 2
    return client


def said(admin, **fields):
    return admin.post(PARK, {**BOTH, **fields}, headers={"accept-language": "en"})


def test_the_page_of_a_park_shows_both_managers_and_their_posts(admin):
    assert said(admin).status_code == 302

    page = client_of(CLERK).get("/desk/areas/dedicated/P1", headers={"accept-language": "zh-hans"})

    text = page.content.decode()
    assert [(line, body.code) for line, body in page.context["managed"].managers] == [
        ("ground", "ZD-90010101"),
        ("sector", "CG-9001"),
    ]
    posts = {line.post.type.key for line, _force in page.context["roster"]}
    assert {"community_clerk", "department_clerk"} <= posts
    assert "双重管理" in text
    assert Record.objects.get(name="managing.managers.set").capacity == "试城 · 指挥中心 · 市督办员"


def test_the_page_of_the_community_shows_the_park_it_manages(admin):
    said(admin)

    page = client_of(CLERK).get("/desk/areas/base/90010101")

    assert [each.area.name for each in page.context["managed"].areas] == ["临江产业园"]


def test_a_case_in_the_park_is_proposed_to_the_line_that_runs_it_too(admin):
    case, on = reported(), timezone.localdate()
    before = [body.code for body in route_proposal(case, on).organizations]

    said(admin)
    proposal = route_proposal(case, on)

    assert [body.code for body in proposal.organizations] == [*before, "CG-9001"]
    assert [line for line, _body in proposal.managers] == ["ground", "sector"]


def test_a_case_elsewhere_is_not(admin):
    said(admin)
    case = reported(place=Place(130.045, 46.05))

    proposal = route_proposal(case, timezone.localdate())

    assert proposal.managers == ()
    assert "CG-9001" not in [body.code for body in proposal.organizations]


def test_the_same_again_changes_nothing_and_is_not_recorded(admin):
    for _time in range(2):
        assert said(admin).status_code == 302

    assert Record.objects.filter(name="managing.managers.set").count() == 1


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"sector": "none"}, ["f-sector"]),
        ({"ground": "none", "sector": "nobody"}, ["f-ground", "f-sector"]),
        ({"ground": "CG-9001"}, ["f-sector"]),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(admin, fields, at):
    page = said(admin, **fields)

    assert page.status_code == 422
    assert [where for where, _said in page.context["errors"]] == at
    assert not Record.objects.filter(name="managing.managers.set").exists()


def test_a_grid_is_no_dedicated_area(admin):
    page = admin.post("/desk/nets/base/areas/9001010101/managers", BOTH)

    assert page.status_code == 422
    assert [where for where, _said in page.context["errors"]] == ["f-area"]


def test_the_borders_of_the_net_list_areas_without_a_manager(admin):
    said(admin)

    page = admin.get("/desk/nets/dedicated/check", headers={"accept-language": "en"})

    assert [(line, [area.code for area in areas]) for line, areas in page.context["lacking"]] == [
        ("ground", ["M1"]),
        ("sector", ["M1"]),
    ]
    assert "No manager of the line" in page.content.decode()


def test_who_redraws_nothing_names_no_manager(admin):
    assert client_of(CLERK).post(PARK, BOTH).status_code == 403
