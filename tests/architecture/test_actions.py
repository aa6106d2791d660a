"""Every action says who and when, is one transaction and is recorded."""

import pytest

from tests.architecture.checks_actions import faults_of_action, is_action
from tests.architecture.sources import Module, product_modules, unexcused

GOOD = """
@transaction.atomic
def accept_case(case_id, *, actor, now):
    record("cases.case.accepted", subject=("cases.case", case_id), actor=actor, at=now)
"""
PATH = "src/yiwang/work/cases/actions/accept_case.py"


def test_every_action_is_whole():
    actions = [module for module in product_modules() if is_action(module)]

    assert len(actions) > 10
    left = unexcused("actions", (each for one in actions for each in faults_of_action(one)))
    assert not left, left


@pytest.mark.parametrize(
    ("changed", "into", "said"),
    [
        ("*, actor, now", "actor, *, now", "accept_case lacks a keyword-only `actor`."),
        ("*, actor, now", "*, actor", "accept_case lacks a keyword-only `now`."),
        ("record(", "print(", "records nothing: call one of "),
        (
            "@transaction.atomic",
            "",
            "is not one transaction: ",
        ),
        ("def accept_case", "def _accept_case", "has no public function: "),
    ],
)
def test_action_that_lacks_something_is_found(changed, into, said):
    assert list(faults_of_action(Module(PATH, GOOD))) == []

    found = [what for _, what in faults_of_action(Module(PATH, GOOD.replace(changed, into)))]

    assert len(found) == 1
    assert found[0].startswith(said)


def test_only_files_of_an_actions_folder_are_actions():
    assert is_action(Module(PATH, ""))
    assert not is_action(Module("src/yiwang/work/cases/actions/__init__.py", ""))
    assert not is_action(Module("src/yiwang/work/cases/queries.py", ""))
