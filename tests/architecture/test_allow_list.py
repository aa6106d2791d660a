"""The list of exceptions only shrinks."""

import tomllib

from tests.architecture import sources


def test_every_exception_has_a_reason():
    written = tomllib.loads(sources.ALLOWED.read_text())
    reasons = [reason for rule in written.values() for reason in rule.values()]

    assert all(len(reason) >= 20 for reason in reasons)


def test_exception_that_excuses_nothing_is_found(monkeypatch, tmp_path):
    path = tmp_path / "allowed.toml"
    path.write_text('[sizes]\n"old.py" = "it was long before it was cut by subject"\n')
    monkeypatch.setattr(sources, "ALLOWED", path)

    found = sources.unexcused("sizes", [("new.py", "401 lines")])

    assert found.splitlines() == [
        "new.py: 401 lines",
        "allowed.toml [sizes] old.py is not needed any more: strike it out",
    ]
