"""Reading a definition: every fault at once, with its line and a sentence for its writer."""

import pytest
from django.utils.translation import override

from yiwang.work.workflows.acts import INPUTS
from yiwang.work.workflows.definition.read import FaultyDefinition, read_definition

SOURCE = """\
key = "tests.short"
subject = "tests.parcel"
name = "短"
name_en = "Short"
calendar = "cn"
start = "answer"
stages = [
  { key = "only", name = "唯一", name_en = "Only" },
]

[steps.answer]
name = "答复"
name_en = "Answer"
stage = "only"
post = "clerk"
resolve = { value = 2, clock = "work_hour" }

[[steps.answer.actions]]
act = "answer"
name = "答复"
name_en = "Answer"
to = "done"

[steps.done]
kind = "end"
name = "完"
name_en = "Done"
stage = "only"
outcome = "solved"
"""
CLOCKS = "'urgent_hour', 'work_hour', 'work_day' or 'calendar_day'"
FAULTS = {  # (what stands there, what replaces it) -> line, sentence
    ('start = "answer"\n', ""): (1, "“start” is missing."),
    ("start =", "strat ="): (6, "“strat” is not known here; is it misspelt?"),
    ('name_en = "Only"', 'nam_en = "Only"'): (8, "“nam_en” is not known here; is it misspelt?"),
    ('post = "clerk"', "post = 3"): (15, "“post” must be text in quotation marks."),
    ("value = 2", 'value = "two"'): (16, "“value” must be a number."),
    ("value = 2", "value = 0"): (16, "“value” must be greater than 0."),
    ("work_hour", "hour"): (16, f"“hour” is not possible for “clock”; choose one of {CLOCKS}."),
    ('"clerk"', '"clerk"\nnot_by = "x"'): (16, "“not_by” must be a list in square brackets."),
    ('to = "done"', 'to = "Done"'): (
        22,
        "“Done” cannot be a key: use small Latin letters, digits and _, a letter first.",
    ),
    ('to = "done"', 'to = "done"\nneeds = ["text", "money"]'): (
        23,
        f"“text, money” is not an input; choose one of {', '.join(sorted(INPUTS))}.",
    ),
    ('to = "done"', 'to = "done"\ntimes = 1.5'): (23, "“times” must be a whole number."),
    ("[steps.done]", "[steps.Done]"): (
        24,
        "“Done” cannot be a key: use small Latin letters, digits and _, a letter first.",
    ),
    ('kind = "end"', 'kind = "ende"'): (
        25,
        "“ende” is not possible for “kind”; "
        "choose one of 'single', 'joint', 'publication', 'reporter' or 'end'.",
    ),
    ('name = "完"', 'name = "完'): (
        26,
        "This is not valid TOML: Illegal character '\\n' (at line 26, column 10).",
    ),
}


def faults_of(text):
    with pytest.raises(FaultyDefinition) as refusal:
        read_definition(text, "short.toml")
    with override("en"):
        return [(fault.path, fault.line, str(fault.message)) for fault in refusal.value.faults]


def test_a_sound_definition_is_read():
    definition = read_definition(SOURCE, "short.toml")

    assert list(definition.steps) == ["answer", "done"]
    assert definition.steps["answer"].actions[0].key == "answer"


@pytest.mark.parametrize(("change", "fault"), FAULTS.items(), ids=str)
def test_a_fault_is_named_with_its_line(change, fault):
    assert change[0] in SOURCE

    assert ("short.toml", *fault) in faults_of(SOURCE.replace(change[0], change[1], 1))


def test_an_unknown_act_is_named_with_those_there_are():
    ((path, line, message),) = faults_of(SOURCE.replace('act = "answer"', 'act = "shout"'))

    assert (path, line) == ("short.toml", 19)
    assert message.startswith("“shout” is not an act; choose one of accept, ")


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = (
        SOURCE.replace('"work_hour"', '"hour"')
        .replace('name = "短"\n', "")
        .replace("to =", "too =")
    )

    assert [line for _path, line, _message in faults_of(text)] == [1, 15, 21]


def test_sentences_follow_the_language_of_the_reader():
    with pytest.raises(FaultyDefinition) as refusal:
        read_definition(SOURCE.replace("start =", "strat ="), "short.toml")

    with override("zh-hans"):
        assert str(refusal.value.faults[0].message) == "缺少“start”。"


def test_the_refusal_lists_its_faults():
    with pytest.raises(FaultyDefinition) as refusal:
        read_definition("x = ", "short.toml")

    with override("en"):
        lines = str(refusal.value).splitlines()
    assert lines == [
        "This workflow definition has mistakes; correct them and try again.",
        "short.toml:1: This is not valid TOML: Invalid value (at end of document).",
    ]
