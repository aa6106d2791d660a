"""What is published is proved: concluded before the end, once at a time, by `publish` alone."""

import tomllib
from copy import deepcopy
from pathlib import Path

import pytest

import yiwang.packs
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof import prove_graph

FILE = Path(yiwang.packs.__file__).parent / "jiamusi" / "workflows" / "micro_power.toml"
WHOLE = tomllib.loads(FILE.read_text())


def found(change):
    made = deepcopy(WHOLE)
    change(made["steps"])
    return {each.rule for each in prove_graph(Definition.model_validate(made))}


def action(steps, step, act):
    return next(each for each in steps[step]["actions"] if each["act"] == act)


def ends_open(steps):
    action(steps, "carry_out", "retract")["act"] = "accept"


def concludes_unpublished(steps):
    action(steps, "announce", "publish")["act"] = "accept"


def publishes_again(steps):
    again = action(steps, "announce", "publish") | {"key": "again"}
    steps["carry_out"]["actions"].append(again | {"times": 1})


def without_end(steps):
    steps["published"]["actions"].remove(action(steps, "published", "end_publication"))


def without_limit(steps):
    del steps["published"]["resolve"]


def test_as_it_is_nothing_is_found():
    assert found(lambda steps: None) == set()


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (ends_open, {"publication_concluded"}),
        (concludes_unpublished, {"publication_entered", "publication_there"}),
        (publishes_again, {"publication_there"}),
        (without_end, {"act_missing"}),
        (without_limit, {"setting_missing"}),
    ],
)
def test_what_would_leave_a_notice_standing_or_missing_is_found(change, rules):
    assert found(change) == rules
