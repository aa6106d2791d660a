"""What packs bring for their rehearsals fits the pack."""

import tomllib

import pytest

from yiwang.packs.demonstration import FOLDER
from yiwang.packs.loader.read import read_pack
from yiwang.packs.rehearsal.mediating import MANNERS as MEDIATING
from yiwang.packs.rehearsal.play import MANNERS
from yiwang.packs.rehearsal.script import read_script

REHEARSED = sorted(path.parent.name for path in FOLDER.glob("*/rehearsal.toml"))


@pytest.mark.parametrize("key", REHEARSED)
def test_letters_steps_and_natures_of_a_script_are_those_of_its_pack(key):
    pack, script = read_pack(FOLDER / key), read_script(FOLDER / key, "demonstration")
    assert script

    types = {line.key for line in pack.case_types}
    steps = {step for each in pack.workflows for step in tomllib.loads(each.text)["steps"]}
    moves = script.moves

    assert set(script.kinds.values()) <= types
    assert script.letters
    assert {*moves.onward, *moves.steps} <= steps
    assert set(moves.steps.values()) <= MANNERS.keys() | set(MEDIATING)
