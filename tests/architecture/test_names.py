"""Names say what things do, and modules say which rule they own."""

import pytest

from tests.architecture.checks_names import (
    lacks_docstring,
    lacks_paragraph,
    lacks_reason,
    says_nothing,
)
from tests.architecture.sources import Module, modules, product_modules, unexcused


def apps() -> list[Module]:
    """The `__init__` of every app."""
    folders = {module.path.rsplit("/", 1)[0] for module in modules() if _is_app(module)}
    return [
        module
        for module in product_modules()
        if module.path.removesuffix("/__init__.py") in folders
    ]


def _is_app(module: Module) -> bool:
    return module.path.startswith("src/") and module.path.endswith("/apps.py")


def test_no_module_is_called_after_nothing():
    faults = [fault for module in modules() for fault in says_nothing(module)]

    left = unexcused("names", faults)
    assert not left, left


def test_every_module_opens_with_the_rule_it_owns():
    faults = [fault for module in product_modules() for fault in lacks_docstring(module)]

    left = unexcused("paragraphs", faults)
    assert not left, left


def test_every_app_says_what_it_owns():
    faults = [fault for module in apps() for fault in lacks_paragraph(module)]

    assert len(apps()) > 10
    assert faults == []


def test_every_silenced_checker_has_its_reason():
    faults = [fault for module in modules() for fault in lacks_reason(module)]

    left = unexcused("reasons", faults)
    assert not left, left


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "base", "manager"])
def test_empty_names_are_found(name):
    assert list(says_nothing(Module(f"src/yiwang/{name}.py", "")))
    assert list(says_nothing(Module(f"src/yiwang/{name}/accept.py", "")))
    assert list(says_nothing(Module("src/yiwang/accept.py", ""))) == []


def test_missing_sentences_are_found():
    assert list(lacks_docstring(Module("src/yiwang/a.py", "x = 1\n")))
    assert list(lacks_docstring(Module("src/yiwang/a.py", ""))) == []
    assert list(lacks_docstring(Module("src/yiwang/a.py", '"""Owns x."""\nx = 1\n'))) == []
    assert list(lacks_paragraph(Module("src/yiwang/a/__init__.py", '"""Things."""\n')))


def test_silence_without_a_reason_is_found():
    silent, reasoned = "x = y  # no" + "qa: S101\n", "x = y  # no" + "qa: S101  # why\n"

    assert list(lacks_reason(Module("a.py", silent)))
    assert list(lacks_reason(Module("a.py", reasoned))) == []
    assert list(lacks_reason(Module("a.py", "x = y  # type: " + "ignore[misc]\n")))
