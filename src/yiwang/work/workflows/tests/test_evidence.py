"""What a type asks a result to be shown by: a refusal says what to add, and changes nothing."""

import pytest

from yiwang.foundation.refusals import Invalid
from yiwang.work.workflows.evidence import EVIDENCE, NoEvidence, demand_of, demands, lacking
from yiwang.work.workflows.subjects import Inputs

PHOTO = object()


@pytest.mark.parametrize(
    "written", ["", "photos", "photo:3", "text:", "text:0", "text:x", "place:-1", "place:20001"]
)
def test_what_is_not_in_the_vocabulary_is_no_evidence(written):
    with pytest.raises(NoEvidence):
        demand_of(written)


def test_demands_are_told_in_one_order_with_their_numbers():
    asked = demands({"text:30", "photo_before", "place"})

    assert [(each.kind.key, each.number) for each in asked] == [
        ("photo_before", 0),
        ("place", 100),
        ("text", 30),
    ]


@pytest.mark.parametrize(
    ("evidence", "given", "missing"),
    [
        ("photo", {}, ["photos"]),
        ("photo", {"photos": (PHOTO,)}, []),
        ("photo_before", {"photos": (PHOTO,)}, ["photos_before"]),
        ("photo_before", {"photos_before": (PHOTO,)}, []),
        ("photo_after", {"photos_before": (PHOTO,)}, ["photos"]),
        ("photo_after", {"photos": (PHOTO,)}, []),
        ("document", {}, ["documents"]),
        ("document", {"documents": (PHOTO,)}, []),
        ("text:5", {"text": "做了四字 "}, ["text"]),
        ("text:5", {"text": "做了五个字"}, []),
        ("place:100", {}, ["metres_off"]),
        ("place:100", {"metres_off": -1}, ["metres_off"]),
        ("place:100", {"metres_off": 0}, []),
        ("place:100", {"metres_off": 100}, []),
        ("place:100", {"metres_off": 101}, ["reason"]),
        ("place:100", {"metres_off": 101, "reason": "在仓库修好后装回"}, []),
    ],
)
def test_each_kind_says_what_is_missing(evidence, given, missing):
    assert [field for field, _sentence in lacking({evidence}, Inputs(**given))] == missing


def test_every_kind_has_been_tried():
    asked = {case[0].partition(":")[0] for case in _tried()}

    assert asked == set(EVIDENCE)


def _tried():
    [mark] = test_each_kind_says_what_is_missing.pytestmark
    return mark.args[1]


def test_handler_cannot_finish_without_what_the_type_asks_for(land):
    land.start(kind="muck", evidence=frozenset({"photo_before", "photo_after", "text:5"}))
    land.act("clerk", "whistle", kind="muck", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])
    before = (land.states(), land.records())

    with pytest.raises(Invalid) as refusal:
        land.act("streets", "finish", text="清了")

    assert set(refusal.value.fields) == {"photos", "photos_before", "text"}
    assert (land.states(), land.records()) == before

    land.act("streets", "finish", text="渣土已清运", photos=(PHOTO,), photos_before=(PHOTO,))

    assert land.states()[-2][2] == "done"
