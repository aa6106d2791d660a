"""Putting the place of a case right."""

import pytest

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.actions.move_pin import Move, move_pin
from yiwang.work.cases.models import Placement
from yiwang.work.cases.reports import Place
from yiwang.work.workflows.queries import tasks_of

NEXT_COMMUNITY = Place(130.025, 46.15)  # grid 9001010201
WRONG_SIDE = "反映人说在山上"


def test_those_who_answer_for_the_new_place_take_over(report, actor_of, records_of, now):
    _answer, case = report()

    move_pin(
        case.pk, Move(NEXT_COMMUNITY, reason=WRONG_SIDE), actor=actor_of("clerk.90010101"), now=now
    )

    case.refresh_from_db()
    [task] = [task for task in tasks_of(case.run_id) if task.is_open]
    assert (case.area.code, case.lng, case.lat) == ("9001010201", 130.025, 46.15)
    assert task.post_label == "望山社区 · 网格化服务站 · 受理员"
    assert records_of(case) == ["cases.case.reported", "cases.case.moved"]
    assert list(Placement.objects.filter(case=case).values_list("area__code", "method")) == [
        ("9001010201", "moved")
    ]


def test_the_record_keeps_where_it_lay(report, actor_of, now):
    _answer, case = report()
    before = {"base": case.area_id, "road": area_by_code("R1", net="road").pk}

    move_pin(
        case.pk, Move(NEXT_COMMUNITY, reason=WRONG_SIDE), actor=actor_of("clerk.90010101"), now=now
    )

    data = Record.objects.get(name="cases.case.moved").data
    assert data["before"] == before
    assert data["areas"] == {"base": area_by_code("9001010201").pk}
    assert data["reason"] == WRONG_SIDE


def test_to_an_area_alone_leaves_no_point(report, actor_of, now):
    _answer, case = report()

    move_pin(
        case.pk,
        Move(area_code="90010102", reason=WRONG_SIDE),
        actor=actor_of("dispatcher.900101"),
        now=now,
    )

    case.refresh_from_db()
    assert (case.area.code, case.lng, case.given_datum) == ("90010102", None, "")


@pytest.mark.parametrize(
    ("name", "refusal"), [("supervisor.9001", Forbidden), ("clerk.90020101", NotFound)]
)
def test_others_move_nothing(report, actor_of, record_count, now, name, refusal):
    _answer, case = report()
    before = record_count()

    with pytest.raises(refusal):
        move_pin(case.pk, Move(NEXT_COMMUNITY, reason=WRONG_SIDE), actor=actor_of(name), now=now)

    case.refresh_from_db()
    assert (case.area.code, record_count()) == ("9001010101", before)


@pytest.mark.parametrize(
    ("move", "fields"),
    [
        (Move(NEXT_COMMUNITY), {"reason"}),
        (Move(reason=WRONG_SIDE), {"place"}),
        (Move(Place(500.0, 46.0), reason=WRONG_SIDE), {"place"}),
    ],
)
def test_says_what_is_missing(report, actor_of, record_count, now, move, fields):
    _answer, case = report()
    before = record_count()

    with pytest.raises(Invalid) as refused:
        move_pin(case.pk, move, actor=actor_of("clerk.90010101"), now=now)

    assert set(refused.value.fields) == fields
    assert record_count() == before


def test_closed_cases_stay_where_they_are(answered, act, actor_of, record_count, now):
    _answer, case = answered()
    act(case, "rate", grade=5)
    before = record_count()

    with pytest.raises(AlreadyDone):
        move_pin(
            case.pk,
            Move(NEXT_COMMUNITY, reason=WRONG_SIDE),
            actor=actor_of("dispatcher.900101"),
            now=now,
        )

    assert record_count() == before
