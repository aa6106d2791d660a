"""What an installation chooses by its environment is documented, and means what it says."""

import re
from pathlib import Path

from yiwang.config.database import database

ROOT = Path(__file__).parents[2]
SECRET = re.compile(r'secret\(HOME, "(\w+)"')
FOR_DEVELOPERS = {"YIWANG_DEBUG", "YIWANG_NO_POOL", "YIWANG_UNCOLLECTED_STATIC"}


def names_in(text: str) -> set[str]:
    return set(re.findall(r"\b(?:YIWANG_[A-Z_]+|DATABASE_URL)\b", text))


def test_every_variable_is_in_the_runbook_and_no_other():
    code = "".join(path.read_text() for path in (ROOT / "src/yiwang").rglob("*.py"))
    runbook = (ROOT / "docs/runbooks/run-in-production.md").read_text()

    secrets = {f"YIWANG_SECRET_{name.upper()}" for name in SECRET.findall(code)}
    used = {name for name in names_in(code) if name != "YIWANG_SECRET_"} | secrets

    assert used - FOR_DEVELOPERS == names_in(runbook)


def test_what_an_address_asks_for_is_kept():
    settings = database(
        "postgresql://me:secret@db.example/yiwang?sslmode=require&options=-c%20a%3Db"
    )

    assert (settings["HOST"], settings["NAME"], settings["USER"]) == ("db.example", "yiwang", "me")
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["options"].split(" -c ")[1:] == [
        "statement_timeout=30000",
        "lock_timeout=10000",
        "parallel_setup_cost=50000",
        "a=b",
    ]


def test_a_socket_folder_is_a_host():
    settings = database("postgresql://postgres@/yiwang?host=/var/run/%E7%BD%91")

    assert settings["HOST"] == "/var/run/网"
    assert "host" not in settings["OPTIONS"]
