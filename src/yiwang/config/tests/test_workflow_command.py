"""`yiwang workflow`: what it prints, and with which exit code it leaves."""

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner

import yiwang.packs
from yiwang.config.cli.workflow import workflow

FIVE_STEP = Path(yiwang.packs.__file__).parent / "jiamusi" / "workflows" / "five_step.toml"


@pytest.fixture
def broken(tmp_path):
    """The five steps, with a refusal that tells the reporter nothing."""
    file = tmp_path / "broken.toml"
    file.write_text(FIVE_STEP.read_text().replace('act = "decline"', 'act = "accept"', 1))
    return file


def run(*arguments):
    return CliRunner().invoke(workflow, [str(argument) for argument in arguments])


def test_check_says_that_a_sound_definition_is_proved():
    result = run("check", "--no-territory", "--language", "en", FIVE_STEP)

    assert result.exit_code == 0
    assert f"{FIVE_STEP}: proved: " in result.stdout


def test_check_prints_line_and_path_of_what_breaks_a_definition_and_leaves_with_1(broken):
    result = run("check", "--no-territory", "--language", "en", FIVE_STEP, broken)

    lines = result.stdout.splitlines()
    end = broken.read_text().splitlines().index("[steps.closed]") + 1
    assert result.exit_code == 1
    assert f"{FIVE_STEP}: proved: " in lines[0]
    assert lines[1] == (
        f"{broken}:{end}: “closed” ends the case while the reporter still waits for an answer. "
        "[reporter_answered]"
    )
    assert lines[2] == "    “Take in and triage” —Decline→ “Waiting for the rating” —Rate→ “Closed”"


def test_check_lists_the_faults_of_a_text_that_is_no_definition(tmp_path):
    file = tmp_path / "faulty.toml"
    file.write_text("start = 3\n")

    result = run("check", "--no-territory", "--language", "en", file)

    assert result.exit_code == 1
    assert f"{file}:1: “start” must be text in quotation marks." in result.stdout


def test_draw_writes_a_picture_in_the_language_asked_for(tmp_path):
    out = tmp_path / "out.svg"

    result = run("draw", FIVE_STEP, "--language", "en", "-o", out)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Take in" in "".join(Xml.fromstring(out.read_text()).itertext())


def test_draw_shows_the_path_that_breaks_it_in_red(broken):
    result = run("draw", broken, "--vertical")

    assert 'width="390"' in result.stdout
    assert result.stdout.count("#b3261e") > 3


def test_draw_refuses_a_text_that_is_no_definition(tmp_path):
    file = tmp_path / "faulty.toml"
    file.write_text("x = \n")

    result = run("draw", file, "--language", "en")

    assert result.exit_code == 1
    assert f"{file}:1:" in result.stderr
