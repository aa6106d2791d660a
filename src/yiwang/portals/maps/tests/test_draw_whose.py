"""Who may draw what: of everything that a stroke changes, on whatever level."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import CLERK, account_id, client_of
from yiwang.portals.maps.tests.test_draw import (
    ADMIN,
    ALONG,
    EAST,
    ENGLISH,
    LINE,
    NORTH,
    WEST,
    outside_on_map,
    sent,
)
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.models import PostType
from yiwang.structure.posts.queries import appointments_of
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.redrawing.sheet import sheet_of_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"
    settings.TILES_ROOT = tmp_path / "tiles"


@pytest.fixture
def admin():
    return client_of(ADMIN)


@pytest.fixture
def clerk():
    """The clerk of the community with both areas, who redraws what lies below it."""
    type_ = PostType.objects.get(key="community_clerk")
    type_.powers = [*type_.powers, "territory.redraw"]
    type_.save()
    return client_of(CLERK)


def test_whoever_redraws_one_community_moves_no_border_of_another(admin, clerk):
    assert outside_on_map(clerk) == set()
    refused = sent(clerk, ALONG)
    assert (refused.status_code, f"({NORTH}) too" in refused.content.decode()) == (422, True)
    assert not NetVersion.objects.filter(state="draft").exists()
    sent(admin, ALONG)
    draft = NetVersion.objects.get(state="draft")
    on_page = f"/desk/nets/base/versions/{draft.pk}"
    assert clerk.post(on_page, {"discard": "1"}).status_code == 403


def test_areas_above_are_not_carried_along_by_whoever_redraws_both_sides_of_a_border(clerk):
    """Of two communities, and not of the town that both lie in."""
    on, now = timezone.localdate(), timezone.now()
    [held] = appointments_of(account_id("clerk.90010102"), on)
    new = NewAppointment(held.post_id, account_id(CLERK), on, "concurrent")
    appoint(new, actor=SYSTEM, now=now)
    before = Record.objects.count()

    refused = sent(clerk, {**ALONG, "carries": "1"})

    assert refused.status_code == 422
    [(_field, said)] = refused.context["errors"]
    both = "Linjiang Community (90010101), Wangshan Community (90010102)"
    assert said.startswith(f"This would change {both} too, and you do not redraw the nets there.")
    assert "those who redraw Hekou Town" in said
    assert Record.objects.count() == before
    assert sent(clerk, ALONG).status_code == 302  # where they stay, both sides are the clerk's


OUTSIDE = {  # south of the community and of the whole territory, at its edge
    "do": "add", "name": "新港", "code": "9001010109", "carries": "1",
    "shape": "130.01 45.99\n130.02 45.99\n130.02 46\n130.01 46",
}  # fmt: skip


def test_a_new_area_at_the_outer_edge_is_added_by_whoever_redraws_what_grows_with_it(admin, clerk):
    refused = sent(clerk, OUTSIDE)
    address = sent(admin, OUTSIDE)["Location"].split("?")[0]

    draft = NetVersion.objects.get(state="draft")
    assert refused.status_code == 422
    assert all(f"({code})" in refused.content.decode() for code in ("90", "900101", "90010101"))
    assert set(sheet_of_draft(draft).carried) == {"90", "9001", "900101", "90010101"}
    for fields in ({"do": "undo"}, {"do": "merge", "area": WEST, "other": EAST}):
        assert sent(clerk, fields, address).status_code == 403
    today = {"on": timezone.localdate().isoformat(), "seen": str(draft.net.revision)}
    assert clerk.post(f"/desk/nets/base/versions/{draft.pk}", today).status_code == 403


def test_what_was_taken_back_is_done_again_only_by_whoever_redraws_all_of_it(admin, clerk):
    sent(admin, {**LINE, "code": "9001010103"})
    draft = NetVersion.objects.get(state="draft")
    address = f"/desk/nets/base/versions/{draft.pk}/draw"
    sent(admin, OUTSIDE, address)
    sent(admin, {"do": "undo"}, address)

    refused = sent(clerk, {"do": "redo"}, address)
    done = sent(admin, {"do": "redo"}, address)

    assert (refused.status_code, "(900101)" in refused.content.decode()) == (422, True)
    assert done.status_code == 302


def test_whoever_redraws_a_town_carries_the_grids_of_its_communities_along(admin, clerk):
    """Those below are theirs as well; of one community it is refused at the door."""
    below_town = "/desk/nets/base/draw?below=900101"
    stroke = {"do": "merge", "area": "90010101", "other": "90010102"}

    refused = sent(clerk, stroke, below_town)
    done = sent(admin, stroke, below_town)

    draft = NetVersion.objects.get(state="draft")
    page = admin.get(done["Location"], headers=ENGLISH)
    assert (refused.status_code, done.status_code) == (403, 302)
    assert set(sheet_of_draft(draft).carried) == {"9001010201", NORTH}
    assert "they lie below another area now" in page.content.decode()
    assert page.context["remarks"] == []
