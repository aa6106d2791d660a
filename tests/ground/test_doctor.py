"""`yiwang doctor` says of each thing how it is, and of each that is wrong what to do."""

from pathlib import Path

import psycopg
import pytest

from tests.ground.installation import Installation


@pytest.fixture
def doctor(home: Path):
    """Its exit code and its lines, by what they are about; a remedy stands in the line after."""

    def ask(**env: str) -> tuple[int, dict[str, str]]:
        code, said = Installation(home).command("doctor", **env)
        about, remedies = {}, said.replace("\n      ", " → ").splitlines()
        for line in remedies:
            state, _, rest = line.partition(" ")
            name, _, found = rest.strip().partition(": ")
            about[name] = f"{state} {found}"
        return code, about

    return ask


def test_a_fresh_machine_is_well(doctor, home: Path):
    code, about = doctor()

    assert code == 0, about
    assert about["Folder"] == f"ok {home}"
    assert about["Files of the pages"] == "ok all there"
    assert about["PostgreSQL"].startswith("ok 18.")
    assert about["Schema"] == "ok none yet; the first `yiwang run` makes it"
    assert {line.split()[0] for line in about.values()} == {"ok"}


def test_keys_that_others_may_read_are_to_be_mended(doctor, home: Path):
    doctor()
    (home / "keys").chmod(0o755)

    code, about = doctor()

    assert code == 1
    assert about["Keys"] == f"MEND others may read them → Run `chmod -R go= {home / 'keys'}`."


def test_a_database_that_does_not_answer_is_to_be_mended(doctor):
    code, about = doctor(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")

    assert code == 1
    assert about["PostgreSQL"].startswith("MEND The database does not answer:")


def test_a_changed_record_is_to_be_mended(doctor, own_database: str):
    with psycopg.connect(own_database) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE records_record SET capacity = 'forged'")

    code, about = doctor(DATABASE_URL=own_database)

    assert code == 1
    assert about["Schema"] == "ok current"
    assert about["Records"].startswith("MEND ")
    assert about["Records"].endswith(
        "→ Copy the database before anything else, then run `yiwang records verify`."
    )


def test_a_schema_that_is_behind_is_not_migrated_by_looking(doctor, own_database: str):
    with psycopg.connect(own_database) as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    answers = [doctor(DATABASE_URL=own_database) for _ in range(2)]

    assert [code for code, _ in answers] == [1, 1]
    assert {about["Schema"] for _, about in answers} == {
        "MEND 1 migrations behind → Back up the database, then start `yiwang run`: it migrates."
    }


def test_a_taken_port_is_worth_a_note(doctor):
    code, about = doctor(YIWANG_HOST="203.0.113.1")

    assert code == 0
    assert about["Port"].startswith("note ")
    assert "YIWANG_PORT" in about["Port"]


def test_ways_of_messages_are_named_and_what_was_given_up_is_a_note(doctor, own_database: str):
    mail = {"YIWANG_MAIL": "smtp://mail.town.example", "YIWANG_MAIL_FROM": "yiwang@town.example"}
    _code, before = doctor(DATABASE_URL=own_database, **mail)
    with psycopg.connect(own_database) as connection:
        connection.execute(
            "WITH told AS (INSERT INTO messaging_message"
            " (rule, kind, about, number, happened_at, is_shown, account_id)"
            " SELECT 'task', 'task', '', '', now(), true, min(id) FROM accounts_account"
            " RETURNING id)"
            " INSERT INTO messaging_delivery"
            " (message_id, channel, state, next_at, tries, error, ended_at)"
            " SELECT id, 'email', 'failed', now(), 10, 'x', now() FROM told"
        )

    code, after = doctor(DATABASE_URL=own_database)

    assert before["Messages"] == (
        "ok on the page, e-mail by mail.town.example, no text messages, 0 groups"
    )
    assert before["Telling"].endswith("records not told of yet")
    assert before["Deliveries"] == "ok 0 waiting, 0 given up"
    assert after["Messages"] == "ok on the page, no e-mail, no text messages, 0 groups"
    assert after["Deliveries"].startswith("note 0 waiting, 1 given up →")
    assert code == 0
