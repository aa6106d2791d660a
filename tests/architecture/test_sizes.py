"""Sizes hold."""

from tests.architecture.checks_sizes import too_long
from tests.architecture.sources import Module, modules, unexcused


def test_files_and_functions_are_short():
    faults = [fault for module in modules() for fault in too_long(module)]

    left = unexcused("sizes", faults)
    assert not left, left


def test_long_files_and_functions_are_found():
    longest = Module("src/yiwang/a.py", "\n" * 400)
    too_far = Module("src/yiwang/a.py", "\n" * 401)
    function = Module("src/yiwang/a.py", "def f():\n" + "    x = 1\n" * 50)
    migration = Module("src/yiwang/migrations/a.py", "\n" * 401)

    assert list(too_long(longest)) == []
    assert [where for where, _ in too_long(too_far)] == ["src/yiwang/a.py"]
    assert [where for where, _ in too_long(function)] == ["src/yiwang/a.py::f"]
    assert list(too_long(migration)) == []
