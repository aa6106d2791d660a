"""A net put together from another on the page: proposed, changed by hand, accepted by a person."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.structure.territory.actions.add_net import add_net
from yiwang.structure.territory.models import Area, AreaLink, Net
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.tasks import bring_all_due_into_force
from yiwang.structure.territory.tests.land import NOON

pytestmark = pytest.mark.django_db
GROUP = "/desk/nets/party/group"
WISH = {"of": "base", "propose": "1", "into": "3", "level": "grid", "code": "DJ{number:02}"}


@pytest.fixture
def admin():
    levels = [{"key": "party_area", "name": "党建网格", "name_en": ""}]
    add_net(NetSpec("party", "党建网", "party", levels), actor=SYSTEM, now=NOON)
    return client_of("supervisor.90")


def asked(admin, **fields):
    return admin.post(GROUP, {**WISH, **fields}, headers={"accept-language": "en"})


def again(admin, page, numbers=None, **button):
    """Send the page back as the form would."""
    groups = page.context["groups"]
    return admin.post(
        GROUP,
        {
            "of": "base",
            "areas": " ".join(row.code for row in groups.rows),
            "weights": " ".join(str(row.weight) for row in groups.rows),
            "group": numbers or [row.number for row in groups.rows],
            "gcode": list(groups.codes),
            "gname": list(groups.names),
            **button,
        },
        headers={"accept-language": "en"},
    )


def test_a_proposal_is_balanced_and_in_one_piece_each(admin):
    page = asked(admin)

    judged = page.context["judged"]
    assert [each.code for each in judged] == ["DJ01", "DJ02", "DJ03"]
    assert [(each.areas, each.pieces) for each in judged] == [(4, 1)] * 3
    assert len(page.context["picture"].patches) == 12
    assert not Area.objects.filter(net__key="party").exists()


def in_force(admin, draft, on=None):
    """Give the draft its day; answers the page that was sent."""
    seen = Net.objects.get(key="party").revision
    day = (on or timezone.localdate()).isoformat()
    return admin.post(draft, {"on": day, "seen": str(seen), "reason": "党建引领"})


def grouped():
    return Area.objects.filter(net__key="party", valid_to=None)


def test_what_is_accepted_is_a_draft_that_waits_for_its_day(admin):
    accepted = again(admin, asked(admin), accept="1")
    same = again(admin, asked(admin), accept="1")

    noted = Record.objects.get(name="territory.version.drafted", actor_kind="staff")
    page = admin.get(accepted.url, headers={"accept-language": "en"})
    assert accepted.status_code == 302
    assert same.url == accepted.url
    assert not grouped().exists()
    assert not AreaLink.objects.filter(source__net__key="party").exists()
    assert noted.capacity == "试城 · 指挥中心 · 市督办员"
    assert len(page.context["change"].plan.diff.added) == 3
    assert "See and draw it on the map" not in page.content.decode()


def test_on_its_day_it_is_there_with_its_links(admin):
    draft = again(admin, asked(admin), accept="1").url
    tomorrow = timezone.localdate() + timedelta(days=1)
    in_force(admin, draft, tomorrow)
    assert not grouped().exists()

    bring_all_due_into_force(timezone.now() + timedelta(days=1))

    links = AreaLink.objects.filter(source__net__key="party", kind="aggregates")
    assert grouped().count() == 3
    assert links.count() == 12
    assert set(links.values_list("valid_from", flat=True)) == {tomorrow}


def test_groups_that_the_net_has_already_are_no_draft(admin):
    in_force(admin, again(admin, asked(admin), accept="1").url)
    assert grouped().count() == 3

    page = again(admin, asked(admin), accept="1")

    assert page.status_code == 422
    assert "these are its groups" in page.content.decode()


def test_a_draft_of_groups_is_not_drawn_in(admin):
    draft = again(admin, asked(admin), accept="1").url

    page = admin.get(f"{draft}/draw", headers={"accept-language": "en"})

    assert "put together from another net" in page.content.decode()


def test_what_is_changed_by_hand_is_counted_and_said_to_lie_apart(admin):
    proposal = asked(admin)
    rows = proposal.context["groups"].rows
    west, east = rows[0], next(row for row in reversed(rows) if row.number == 3)
    numbers = [1 if row is east else row.number for row in rows]

    page = again(admin, proposal, numbers, count="1")

    first = page.context["judged"][0]
    assert (west.number, first.areas, first.pieces) == (1, 5, 2)
    assert "2 pieces apart" in page.content.decode()


def test_an_area_left_out_is_counted(admin):
    proposal = asked(admin)
    numbers = [0, *(row.number for row in proposal.context["groups"].rows[1:])]

    page = again(admin, proposal, numbers, count="1")

    assert len(page.context["made"].left_out) == 1
    assert "1 areas of the other net are in no group" in page.content.decode()


def test_the_table_goes_out_and_comes_back(admin):
    table = again(admin, asked(admin), table="1").content

    upload = SimpleUploadedFile("groups.csv", table)
    page = admin.post(GROUP, {"of": "base", "bring": "1", "parts": upload})

    assert len(list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))) == 12
    assert [each.areas for each in page.context["judged"]] == [4, 4, 4]
    assert again(admin, page, accept="1").status_code == 302


def test_a_faulty_table_names_its_rows_and_changes_nothing(admin):
    rows = "code,name,part\nA,甲,9001010101\nA,乙,9001010102\nB,丙,none\n,丁,9001010201\n"
    upload = SimpleUploadedFile("groups.csv", rows.encode())

    page = admin.post(
        GROUP, {"of": "base", "bring": "1", "parts": upload}, headers={"accept-language": "en"}
    )

    assert page.status_code == 422
    assert [str(fault) for fault in page.context["faults"]] == [
        "Row 5: Each row needs the code of a group and of the area that is part of it."
    ]
    assert not Area.objects.filter(net__key="party").exists()


def test_the_impossible_is_refused_with_a_sentence(admin):
    for fields in ({"into": "0"}, {"into": "13"}, {"code": "DJ"}, {"below": "none"}):
        page = asked(admin, **fields)

        assert page.status_code == 422
        assert page.context["faults"]


def test_a_form_in_halves_is_refused(admin):
    page = admin.post(GROUP, {"of": "base", "accept": "1", "areas": "a b", "group": "1"})

    assert page.status_code == 422
    assert not Area.objects.filter(net__key="party").exists()


def test_who_redraws_nothing_groups_nothing(admin):
    assert client_of(CLERK).post(GROUP, WISH).status_code == 403


def test_links_are_found_on_the_ground_and_noted_once(admin):
    page = admin.get("/desk/nets/road/links?to=base", headers={"accept-language": "en"})
    for _time in range(2):
        admin.post("/desk/nets/road/links", {"to": "base"})

    noted = AreaLink.objects.filter(source__net__key="road", target__net__key="base")
    assert page.context["count"] == noted.count() > 2
    assert Record.objects.filter(name="territory.area_links.loaded").count() == 1
