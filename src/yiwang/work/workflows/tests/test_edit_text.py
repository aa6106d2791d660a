"""Changing a definition's text from a form: only what is meant changes, and comments stay."""

import tomllib
from difflib import ndiff
from pathlib import Path

import pytest

import yiwang
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.definition.schema import Action, Definition, Step
from yiwang.work.workflows.editing.compare import changed_steps, differences
from yiwang.work.workflows.editing.fields import FieldKind, fields_of
from yiwang.work.workflows.editing.text import (
    new_key,
    with_action,
    with_stage,
    with_step,
    with_values,
    without_action,
    without_stage,
    without_step,
)

FILE = Path(yiwang.__file__).parent / "packs" / "jiamusi" / "workflows" / "five_step.toml"
TEXT = FILE.read_text("utf-8")
COLLECT = ("steps", "collect")


def lines(after: str) -> list[str]:
    """The lines that differ, with their sign."""
    found = ndiff(TEXT.splitlines(), after.splitlines())
    return [line.strip() for line in found if line[0] in "+-" and line[1:].strip()]


def read(text: str) -> Definition:
    return read_definition(text, "five_step.toml")


def test_a_setting_changes_in_its_line_and_nothing_else_does():
    after = with_values(TEXT, COLLECT, {"name": "受理", "post": "community_clerk"})

    assert lines(after) == ['- name = "受理研判"', '+ name = "受理"']
    assert after.startswith("# 五步闭环")


def test_the_same_values_again_change_no_character():
    step = tomllib.loads(TEXT)["steps"]["collect"]
    values = {name: value for name, value in step.items() if name != "actions"}

    assert with_values(TEXT, COLLECT, values) == TEXT


def test_a_limit_is_changed_struck_out_and_added():
    after = with_values(TEXT, COLLECT, {"resolve": {"value": 6, "remind": None}})
    after = with_values(after, COLLECT, {"acknowledge": {"value": 0.5, "clock": "work_hour"}})
    after = with_values(after, COLLECT, {"escalate": []})

    step = tomllib.loads(after)["steps"]["collect"]
    assert step["resolve"] == {"value": 6, "clock": "work_hour"}
    assert step["acknowledge"] == {"value": 0.5, "clock": "work_hour"}
    assert "escalate" not in step


def test_a_new_setting_of_a_step_stays_above_its_actions():
    after = with_values(TEXT, ("steps", "closed"), {"basis": "销号"})
    after = with_values(after, ("steps", "answer"), {"not_by": ["verify"]})

    steps = tomllib.loads(after)["steps"]
    assert steps["closed"]["basis"] == "销号"
    assert steps["answer"]["not_by"] == ["verify"]
    assert steps["answer"]["actions"] == tomllib.loads(TEXT)["steps"]["answer"]["actions"]


def test_what_the_form_does_not_know_is_kept():
    strange = TEXT.replace(
        '[steps.rate]\nkind = "reporter"', '[steps.rate]\nkind = "reporter"\nx=1'
    )

    after = with_values(strange, ("steps", "rate"), {"name": "评"})

    assert tomllib.loads(after)["steps"]["rate"]["x"] == 1


def test_steps_and_actions_come_and_go():
    with_new = with_step(TEXT, "visit", {"name": "回访", "name_en": "", "stage": "feedback"})
    with_new = with_action(with_new, "visit", {"act": "answer", "name": "答", "to": "rate"})
    with_new = with_action(with_new, "visit", {"act": "settle", "name": "结", "to": "verify"})
    with_new = without_action(with_new, "visit", 0)

    step = tomllib.loads(with_new)["steps"]["visit"]
    assert [action["act"] for action in step["actions"]] == ["settle"]
    assert "actions" not in tomllib.loads(without_action(with_new, "visit", 0))["steps"]["visit"]
    assert without_step(with_new, "visit").rstrip() == TEXT.rstrip()


def test_stages_come_and_go():
    after = with_stage(TEXT, {"key": "visit", "name": "回访", "name_en": "Visit"})

    assert [stage.key for stage in read(after).stages][-1] == "visit"
    assert read(without_stage(after, 5)) == read(TEXT)


@pytest.mark.parametrize(
    ("taken", "stem", "key"),
    [([], "step", "step"), (["step"], "step", "step_2"), (["step", "step_2"], "step", "step_3")],
)
def test_a_new_key_is_free(taken, stem, key):
    assert new_key(taken, stem) == key


def test_every_setting_of_the_schema_is_a_field_or_has_a_page_of_its_own():
    for model, own_pages in ((Step, {"actions"}), (Action, set())):
        named = {field.name for field in fields_of(model)}
        assert set(model.model_fields) - named <= own_pages
    kinds = {field.name: field.kind for field in fields_of(Step)}
    assert (kinds["resolve"], kinds["escalate"]) == (FieldKind.GROUP, FieldKind.LIST)
    assert (kinds["kind"], kinds["post"]) == (FieldKind.CHOICE, FieldKind.TEXT)


def test_differences_name_the_part_and_both_values():
    after = with_values(TEXT, ("steps", "rate"), {"name": "评"})
    after = with_values(after, ("steps", "collect", "actions", 4), {"to": "closed"})
    after = without_step(
        with_step(after, "visit", {"name": "访", "name_en": "", "stage": "feedback"}), "unrated"
    )

    found = differences(read(TEXT), read(after))

    assert [(each.what, each.place) for each in found] == [
        ("changed", "steps.collect.actions.decline.to"),
        ("changed", "steps.rate.name"),
        ("added", "steps.visit"),
        ("removed", "steps.unrated"),
    ]
    assert (found[0].before, found[0].after) == ("rate", "closed")
    assert changed_steps(found) == {
        "collect": "changed",
        "rate": "changed",
        "visit": "added",
        "unrated": "removed",
    }
    assert differences(read(TEXT), read(TEXT)) == []
