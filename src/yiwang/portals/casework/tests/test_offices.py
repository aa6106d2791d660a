"""A long list of offices keeps those that matter in sight."""

from yiwang.portals.casework.choices import Body, BodyChoices
from yiwang.portals.casework.forms import ActForm
from yiwang.portals.casework.given import Given
from yiwang.work.workflows.queries import PossibleAction

DISPATCH = PossibleAction("dispatch", "dispatch", "派单", "", frozenset(), None, False, "")


def form_with(number: int, *, chosen: list[int], tried: bool = False) -> ActForm:
    bodies = [Body(each, f"单位{each}", is_proposed=each == 1) for each in range(1, number + 1)]
    return ActForm(
        action=DISPATCH,
        task_id=1,
        fields=frozenset({"organizations"}),
        given=Given(organizations=chosen),
        faults={},
        is_main=True,
        is_open=True,
        is_tried=tried,
        ahead=None,
        now=None,
        triage=None,
        offices=BodyChoices(bodies, [1]),
    )


def test_short_list_is_shown_whole():
    form = form_with(6, chosen=[])

    assert (len(form.offices_in_sight), form.offices_folded) == (6, [])


def test_long_list_shows_what_is_proposed_and_what_was_chosen_before():
    form = form_with(20, chosen=[7], tried=True)

    assert [body.id for body in form.offices_in_sight] == [1, 7]
    assert len(form.offices_folded) == 18
