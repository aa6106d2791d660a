"""Procedures: a matter is begun from the entry that says how it goes, on the pages of the staff."""

import uuid

import pytest
from django.utils.translation import override

from yiwang.foundation.records.queries import history_of
from yiwang.packs.loader import FaultyPack, read_pack
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.cases.models import Case

PROCEDURE = """key = "procedures"
name = "规程"
effect = "procedure"
effective_from = 2026-01-01

[[entries]]
key = "form"
title = "填报表册"
kind = "demand.form"
outcome = { workflow = "jiamusi.demand" }
"""


def begin(username, area, **sent):
    form = {"form": uuid.uuid4().hex, "text": "采购扫雪铲二十把", "area": area}
    return client_of(username).post("/desk/begin", form | sent)


@pytest.fixture
def village(enter):
    """Whoever takes in at a village of Jiamusi, and the code of its area."""
    from yiwang.structure.posts.models import Appointment

    enter("jiamusi")
    held = Appointment.objects.filter(post__type__key="community_clerk").select_related(
        "account", "post__area"
    )
    one = held.order_by("id").first()
    return one.account.username, one.post.area.code


def test_the_register_offers_to_begin_and_what_is_begun_moves_by_the_workflow_named(village):
    username, area = village
    client = client_of(username)
    entries = client.get("/desk/rules/registers/micro_powers").context["entries"]
    begins = {line.entry.key: line.begins for line in entries}
    assert begins["purchase"] == "村级物资采购"
    assert begins["seal"] == ""  # no workflow, no type

    page = client.get("/desk/begin?register=micro_powers&entry=purchase")
    offered = [kind.key for top in page.context["types"] for kind in top.below]
    assert (offered, page.context["taken"].kind) == (["micro.purchase"], "micro.purchase")

    from_entry = {"register": "micro_powers", "entry": "purchase"}
    answer = begin(username, area, kind="micro.purchase", **from_entry)

    case = Case.objects.latest("pk")
    assert answer.status_code == 302
    record = history_of(("cases.case", case.pk))[0]
    assert record.data["workflow"] == "jiamusi.micro_power"
    assert record.data["procedure"]["entry"] == "purchase"
    shown = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "按“村级小微权力清单”的“村级物资采购”发起" in shown


def test_another_type_and_an_entry_that_is_not_there_are_refused(village):
    username, area = village
    before = Case.objects.count()

    other = begin(username, area, kind="demand.form", register="micro_powers", entry="purchase")
    gone = begin(username, area, kind="micro.purchase", register="micro_powers", entry="seal")

    assert str(other.context["faults"]["kind"]) == "“填报表册台账”不按这个规程办理。请选别的类型。"
    assert gone.status_code == 404
    assert Case.objects.count() == before


def faults_of(folder, old, new):
    (folder.path / "procedures.toml").write_text(PROCEDURE.replace(old, new))
    folder.replace("pack.toml", "registers = [", 'registers = [\n  "procedures.toml",')
    try:
        with override("en"):
            read_pack(folder.path)
    except FaultyPack as refusal:
        return [str(fault) for fault in refusal.faults]
    return []


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("", "", []),
        (
            "jiamusi.demand",
            "jiamusi.nowhere",
            [
                "procedures.toml:6: There is no workflow jiamusi.nowhere to carry it out; known: "
                "jiamusi.five_step, jiamusi.demand, jiamusi.admission_end."
            ],
        ),
        (
            "jiamusi.demand",
            "jiamusi.five_step",
            [
                "procedures.toml:6: Cases of the type demand.form move by jiamusi.demand, not by "
                "jiamusi.five_step: name that one, or have the type name this one."
            ],
        ),
    ],
    ids=["sound", "unknown", "another"],
)
def test_the_pack_names_the_line_of_an_entry_whose_workflow_cannot_carry_it_out(
    testland, old, new, faults
):
    assert faults_of(testland, old, new) == faults
