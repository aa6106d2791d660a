"""Name and code changed at once: the draft proposes who follows whom, a person accepts."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import client_of
from yiwang.portals.nets.tests.files import draft_of, sent, table
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.queries import successors_of

pytestmark = pytest.mark.django_db
ROWS = [
    ["code", "parent", "name"],
    ["9001010100", "90010101", "东风里"],
    ["9001010102", "90010101", "第二网格"],
]
PAIR = "9001010101|9001010100"


@pytest.fixture
def admin():
    return client_of("supervisor.90")


@pytest.fixture
def draft(admin, tmp_path):
    number = draft_of(sent(admin, table(tmp_path / "a.csv", ROWS)))
    return f"/desk/nets/base/versions/{number}"


def seen():
    return str(Net.objects.get(key="base").revision)


def test_what_is_alike_is_proposed_and_the_rest_is_counted(admin, draft):
    page = admin.get(draft, headers={"accept-language": "en"})

    [(guess, was, becomes)] = page.context["change"].guessed
    assert (was, becomes, guess.siblings) == ("第一网格", "东风里", 2)
    assert page.context["change"].followed == []
    assert "1 areas end without an heir, 1 begin without a predecessor" in page.content.decode()


def test_what_is_accepted_is_in_force_with_the_draft(admin, draft):
    admin.post(draft, {"accept": "1", "pair": [PAIR], "seen": seen()})
    page = admin.get(draft)
    admin.post(draft, {"on": timezone.localdate().isoformat(), "seen": seen()})

    old = Area.objects.get(code="9001010101")
    noted = Record.objects.get(name="territory.version.successions_accepted")
    assert [each.found_by for _kind, each, *_ in page.context["change"].followed] == ["given"]
    assert page.context["change"].unlinked.ended == ()
    assert [heir.name for heir in successors_of(old.pk)] == ["东风里"]
    assert (noted.actor_kind, noted.data["pairs"]) == ("staff", [["9001010101", "9001010100"]])


@pytest.mark.parametrize("pairs", [[], ["9001010102|9001010100"], ["x"], [PAIR, "a|b"]])
def test_nothing_marked_or_what_is_linked_is_refused(admin, draft, pairs):
    page = admin.post(draft, {"accept": "1", "pair": pairs, "seen": seen()})

    assert page.status_code == 422
    assert not Record.objects.filter(name="territory.version.successions_accepted").exists()


def test_what_was_accepted_stays_when_the_draft_is_drawn_in(admin, draft):
    admin.post(draft, {"accept": "1", "pair": [PAIR], "seen": seen()})
    drawing = f"{draft}/draw"
    split = {"do": "split", "area": "9001010102", "line": "130.07 45.9\n130.07 46.2"}
    sent_from = admin.get(drawing).context["seen"]
    stroke = {**split, "name": "新", "code": "9001010103", "seen": sent_from}
    assert admin.post(drawing, stroke).status_code == 302
    for way in ("undo", "redo"):
        admin.post(drawing, {"do": way, "seen": admin.get(drawing).context["seen"]})
        page = admin.get(draft)

        followed = [each for _kind, each, *_names in page.context["change"].followed]
        assert "9001010101|9001010100" in [f"{one.predecessor}|{one.successor}" for one in followed]
