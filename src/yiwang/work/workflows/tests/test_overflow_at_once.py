"""Two who dispatch at the same moment: nobody gets more than the last place."""

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.tests.land import MONDAY, SINCE
from yiwang.work.workflows.tests.test_two_at_once import (
    at_once,
    committed_land,  # noqa: F401  a fixture
)

LAST_PLACE = 3


def limited(land):
    """Streets takes three at once, then housing, which takes any number."""
    offices = {name: office.code for name, office in land.offices.items()}
    outcome = {"organization": offices["streets"], "most": LAST_PLACE, "next": [offices["housing"]]}
    rows = [EntryRow("streets", "街道办", outcome=outcome)]
    spec = RegisterSpec("room", "承接能力", "capacity", SINCE, rows)
    load_register(spec, actor=SYSTEM, now=MONDAY)
    land.publish(
        capacity=('route = "responsibility"', 'route = "responsibility"\ncapacity = "room"')
    )


def test_of_many_who_dispatch_at_once_only_as_many_as_there_is_room_stay(committed_land):  # noqa: F811  the fixture
    land = committed_land
    limited(land)
    tasks = []
    for _number in range(LAST_PLACE + 3):
        land.start()
        land.act("clerk", "whistle", kind="litter", nature="joint")
        tasks.append(land.task("dispatcher").pk)
    streets = land.offices["streets"].pk

    def job(task):
        inputs = Inputs(organizations=(streets,))
        return lambda: perform(
            task, "dispatch", inputs, actor=land.actor("dispatcher"), now=land.now
        )

    outcomes = at_once(*map(job, tasks))

    assert {type(each).__name__ for each in outcomes} == {"Run"}
    given = Task.objects.filter(role="handler", state="open")
    assert given.filter(organization=streets).count() == LAST_PLACE
    assert given.filter(organization=land.offices["housing"]).count() == 3
    sent_on = [
        one.data["full"]
        for one in Record.objects.filter(name="tests.parcel.dispatched")
        if one.data.get("full")
    ]
    assert len(sent_on) == 3
    assert {(full[0]["open"], full[0]["most"]) for full in sent_on} == {(LAST_PLACE, LAST_PLACE)}
