"""The map page: what is on it is in its lists too, and it is told which map to lay beneath."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from yiwang.config.base_map import base_map
from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory import browsing
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.datums import Datum, from_wgs84
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.tests.land import LEVELS, NOON, land_rows
from yiwang.structure.territory.tiles.atlas import OF_VERSION

PARTY = NetSpec("trial", "党建网", "party", LEVELS, name_en="Party net")


@pytest.fixture
def shown(client, django_user_model):
    client.force_login(django_user_model.objects.get(username="dispatcher.900101"))

    def get(query="", path="/desk/map"):
        return client.get(f"{path}?{query}", headers={"accept-language": "en"})

    return get


def told(page):
    return json.loads(page.context["map_json"])


def test_the_lists_lead_from_the_top_of_the_net_to_its_lowest_areas(db, shown):
    top, community = shown(), shown("net=base&in=90010101")

    assert [step.area.code for step in top.context["below"].steps] == ["90"]
    assert next(step.area.name_en for step in community.context["below"].steps) == "Grid 1"
    assert not any(step.has_below for step in community.context["below"].steps)
    assert [each.code for each in community.context["path"]] == ["90", "9001", "900101", "90010101"]


def test_the_card_of_an_area_says_where_it_is_and_who_answers(db, shown):
    text = shown("net=base&in=9001010101").content.decode()

    assert "Testland / East County / Hekou Town / Linjiang Community / Grid 1" in text
    assert 'href="/desk/areas/base/9001010101"' in text
    assert "Grid leader" in text


def test_the_card_alone_is_what_the_map_fetches(db, shown):
    area = Area.objects.get(code="9001010101", net__key="base")

    page = shown(path=f"/desk/map/areas/{area.pk}")

    assert "<html" not in page.content.decode()
    assert "Linjiang Community" in page.content.decode()
    assert shown(path="/desk/map/areas/999999999").status_code == 404


def test_two_nets_are_laid_over_each_other_or_side_by_side(db, shown):
    load_net(PARTY, land_rows(), actor=SYSTEM, now=NOON)

    over, beside = told(shown("with=trial")), told(shown("with=trial&way=beside"))

    assert [net["name"] for net in over["nets"]] == ["Base grids", "Party net"]
    assert (over["beside"], beside["beside"]) == (False, True)
    assert 'with=trial&amp;way=beside"' in shown("with=trial&way=beside").content.decode()


def test_the_map_begins_at_the_area_that_is_looked_at(db, shown):
    page = told(shown("net=base&in=9001010101"))

    assert page["bounds"] == pytest.approx([130.0, 46.0, 130.05, 46.1], abs=1e-4)
    assert page["chosen"] == Area.objects.get(code="9001010101", net__key="base").pk


def test_over_a_base_map_everything_is_in_its_datum(db, shown, settings):
    settings.BASE_MAP = base_map("https://tiles.example/{z}/{x}/{y}.png", "gcj02", "GS(2026)1号")

    page = shown("net=base&at=130.05,46.02")

    assert told(page)["pin"] == pytest.approx(from_wgs84(130.05, 46.02, Datum.GCJ02))
    assert "/map/tiles/base/gcj02/" in told(page)["nets"][0]["tiles"]
    assert "GS(2026)1号" in page.content.decode()


def test_an_approval_number_that_is_missing_is_said(db, shown, settings):
    settings.BASE_MAP = base_map("/tiles/{z}/{x}/{y}.png", "wgs84", "")

    assert "approval number of the base map has not been entered" in shown().content.decode()


def test_without_a_base_map_no_other_host_is_named(db, shown):
    page = shown()

    assert told(page)["base"] == ""
    assert "http" not in page["Content-Security-Policy"]


def test_a_long_list_goes_on_after_a_code(db, shown, monkeypatch):
    monkeypatch.setattr(browsing, "AT_ONCE", 1)
    first = shown("net=base&in=90").context["below"]

    second = shown(f"net=base&in=90&after={first.next}").context["below"]

    assert [first.steps[0].area.code, second.steps[0].area.code] == ["9001", "9002"]
    assert (first.next, second.next) == ("9001", "")


@pytest.fixture
def redrawn(db):
    """A net of two versions: on 14 September 2026 the south grid took the north one's ground, under
    another name."""
    load_net(PARTY, land_rows(), actor=SYSTEM, now=NOON)
    rows = {row.code: row for row in land_rows()}
    del rows["WN"]
    rows["WS"] = replace(rows["WS"], name="合", name_en="Joined", geometry=rows["W"].geometry)
    load_net(PARTY, list(rows.values()), actor=SYSTEM, now=NOON + timedelta(days=7))


def codes(page):
    return [step.area.code for step in page.context["below"].steps]


def test_a_net_is_shown_as_it_was_on_a_day(redrawn, shown):
    before, since = shown("net=trial&in=W&on=2026-09-13"), shown("net=trial&in=W&on=2026-09-14")

    assert (codes(before), codes(since)) == (["WN", "WS"], ["WS"])
    assert [step.area.label for step in before.context["below"].steps] == ["Name WN", "Name WS"]
    assert "The net as it was from 7 Sep on, version 1." in before.content.decode()
    assert since.context["past"] is None
    assert [each.code for each in before.context["path"]] == ["C", "W"]
    assert f"/map/tiles/trial/wgs84/{OF_VERSION}1/" in told(before)["nets"][0]["tiles"]
    assert "&amp;on=2026-09-13" in before.content.decode()


def test_an_area_that_ended_is_looked_at_on_its_day(redrawn, shown):
    page = shown("net=trial&in=WN&on=2026-09-08")

    assert told(page)["bounds"] == pytest.approx([130.0, 46.05, 130.1, 46.1], abs=1e-4)
    assert "Name C / Name W / Name WN" in page.content.decode()
    assert 'href="/desk/nets/trial/areas/WN/before"' in page.content.decode()
    gone = shown("net=trial&in=WN&on=2026-09-20")
    assert "There is no area WN on this day." in gone.content.decode()


def test_the_card_on_the_map_is_of_the_day(redrawn, shown):
    area = Area.objects.get(code="WS", net__key="trial")

    then, now = (shown(on, f"/desk/map/areas/{area.pk}") for on in ("on=2026-09-08", ""))

    assert "Name WS" in then.content.decode()
    assert "Joined" in now.content.decode()


@pytest.mark.parametrize(
    ("on", "said"),
    [("2026-09-06", "The net is known from 2026-09-07 on"), ("soon", "This is no day")],
)
def test_a_day_of_which_nothing_is_known_is_said(redrawn, shown, on, said):
    page = shown(f"net=trial&in=W&on={on}")

    assert said in page.content.decode()
    assert codes(page) == ["WS"]


def test_the_slider_has_a_place_for_each_day_of_change_and_one_for_now(redrawn, shown):
    page = shown("net=trial&on=2026-09-10")

    then = page.context["then"]
    assert [each["on"] for each in json.loads(then.slider)] == ["2026-09-07", "2026-09-14", ""]
    assert (then.place, shown("net=trial").context["then"].place) == (0, 2)


@pytest.mark.parametrize("query", ["net=none", "net=base&in=none", "with=none"])
def test_what_is_not_there_is_not_found(db, shown, query):
    assert shown(query).status_code == 404


@pytest.mark.parametrize("at", ["", "x", "1", "nan,1", "130.0,99", "1,2,3"])
def test_a_place_that_is_none_is_passed_over(db, shown, at):
    assert "pin" not in told(shown(f"net=base&at={at}"))


def test_it_takes_few_queries_however_many_areas_it_lists(db, shown, django_assert_max_num_queries):
    shown("net=base&in=90010101")

    with django_assert_max_num_queries(19):
        shown("net=base&in=90010101")
