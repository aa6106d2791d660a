"""An installation for practice has everything of its own, and neither is taken for the other."""

import click
import psycopg
import pytest

from yiwang.config.practice import (
    check_purpose,
    environment_of_practice,
    is_practice,
    pack_of,
    throw_away,
)

GIVEN = {
    "PATH": "/usr/bin",
    "DATABASE_URL": "postgresql://real",
    "YIWANG_HOME": "/srv/yiwang",
    "YIWANG_PORT": "8000",
    "YIWANG_SECRET_CONTACTS": "a" * 64,
    "YIWANG_MAIL": "smtp://mail.example",
    "YIWANG_SMS_URL": "https://sms.example",
    "YIWANG_WEBHOOK_HOSTS": "robot.example",
    "YIWANG_ADDRESS": "https://yiwang.example",
}


def test_nothing_of_the_real_one_is_passed_on(tmp_path):
    env = environment_of_practice(GIVEN, tmp_path)

    assert env == {
        "PATH": "/usr/bin",
        "YIWANG_HOME": str(tmp_path / "practice"),
        "YIWANG_PORT": "8001",
    }
    assert (is_practice(tmp_path / "practice"), is_practice(tmp_path)) == (True, False)


def test_it_may_have_a_database_a_port_and_an_address_of_its_own(tmp_path):
    own = {
        "YIWANG_PRACTICE_DATABASE_URL": "postgresql://practice",
        "YIWANG_PRACTICE_PORT": "9001",
        "YIWANG_PRACTICE_ADDRESS": "https://practice.example/",
    }

    env = environment_of_practice(GIVEN | own, tmp_path)

    assert env["DATABASE_URL"] == "postgresql://practice"
    assert (env["YIWANG_PORT"], env["YIWANG_ORIGINS"]) == ("9001", "https://practice.example")
    assert env["YIWANG_HOSTS"].split(",")[0] == "practice.example"


@pytest.fixture
def fresh(own_database):
    """A database without anything, and its address."""
    with psycopg.connect(own_database, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return own_database


def test_a_real_database_is_never_practised_on_nor_thrown_away(own_database, tmp_path):
    (tmp_path / "this-is-practice").touch()

    with pytest.raises(click.ClickException):
        check_purpose(own_database, is_for_practice=True)
    with pytest.raises(click.ClickException):
        throw_away(own_database, tmp_path)

    check_purpose(own_database, is_for_practice=False)
    assert pack_of(own_database) == "testland"


def test_one_for_practice_is_thrown_away_with_its_files_and_marked_again(fresh, tmp_path):
    home = tmp_path / "practice"
    environment_of_practice({}, tmp_path)
    check_purpose(fresh, is_for_practice=True)
    (home / "files").mkdir()
    (home / "keys").mkdir()
    with psycopg.connect(fresh, autocommit=True) as connection:
        connection.execute("CREATE TABLE tried (id int)")

    throw_away(fresh, home)

    with psycopg.connect(fresh) as connection:
        (left,) = connection.execute("SELECT to_regclass('tried')").fetchone()
    assert left is None
    assert sorted(path.name for path in home.iterdir()) == ["keys", "this-is-practice"]
    check_purpose(fresh, is_for_practice=True)
    with pytest.raises(click.ClickException):
        check_purpose(fresh, is_for_practice=False)


def test_the_folder_of_the_real_one_is_never_emptied(fresh, tmp_path):
    check_purpose(fresh, is_for_practice=True)
    (tmp_path / "files").mkdir()

    with pytest.raises(click.ClickException):
        throw_away(fresh, tmp_path)

    assert (tmp_path / "files").exists()


def test_no_database_has_no_pack():
    assert pack_of("") == ""
    assert pack_of("postgresql://nobody@127.0.0.1:1/none") == ""
