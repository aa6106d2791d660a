"""The drawing: what stands in it, that texts fit, and that no arrow crosses a box."""

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

import yiwang.packs
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.drawing import draw
from yiwang.work.workflows.drawing.paint import BLUE, RED
from yiwang.work.workflows.drawing.picture import Picture
from yiwang.work.workflows.drawing.text import NAME_SIZE, SMALL_SIZE, width_of, wrapped
from yiwang.work.workflows.tests.loops import any_definitions, loop

FIVE_STEP = Path(yiwang.packs.__file__).parent / "jiamusi" / "workflows" / "five_step.toml"
PATH = ("collect", "settle", "verify", "pass_check", "answer")


def drawn(definition=None, **options):
    """The drawing as elements, without their namespace."""
    svg = Xml.fromstring(draw(definition or loop(), **options))
    for element in svg.iter():
        element.tag = element.tag.partition("}")[2] or element.tag
    return svg


def words_in(element):
    return "".join(element.itertext())


def steps_in(svg):
    return {group.get("data-step"): group for group in svg.iter("g")}


def test_every_step_stage_and_action_is_on_it():
    svg = drawn(language="en")

    assert set(steps_in(svg)) == set(loop().steps)
    assert len([p for p in svg.iter("path") if p.get("marker-end")]) == 13
    assert all(words in words_in(svg) for words in ("1 In", "2 Work", "3 Out", "whistle", "reopen"))


def test_it_can_be_heard():
    svg = drawn(language="en", current="verify")

    assert svg.get("role") == "img"
    names = {element.get("id"): words_in(element) for element in svg if element.get("id")}
    title, description = (names[name] for name in svg.get("aria-labelledby").split())
    assert title == "Loop"
    assert "In: Step — whistle → Step; settle → Step; decline → Step." in description
    assert description.count("(now here)") == 1


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "环节"), ("zh-hans", "环节"), ("en", "Step")]
)
def test_it_speaks_the_language_asked_for(language, name):
    with override("en"):
        assert name in words_in(steps_in(drawn(language=language))["answer"])


def test_the_current_step_is_marked_by_a_flag_as_well_as_by_colour():
    svg = drawn(current="verify", language="en")

    blue = [step for step, group in steps_in(svg).items() if group[0].get("stroke") == BLUE]
    assert blue == ["verify"]
    assert [text for text in svg.iter("text") if words_in(text) == "Now"] != []


def test_a_path_is_drawn_in_red_and_numbered():
    svg = drawn(path=PATH)

    red = {step for step, group in steps_in(svg).items() if group[0].get("stroke") == RED}
    assert red == {"collect", "verify", "answer"}
    lines = [p for p in svg.iter("path") if p.get("marker-end") and p.get("stroke") == RED]
    assert len(lines) == 2
    assert {"1", "2", "3"} <= {words_in(text) for text in svg.iter("text")}


def test_ways_back_are_dashed():
    arrows = Picture(loop(), None, (), vertical=False).arrows

    assert {(a.edge.source, a.edge.target) for a in arrows if a.is_back} == {
        ("dispatch", "collect"),
        ("verify", "respond"),
        ("unhappy", "dispatch"),
    }


def test_it_holds_no_styles_and_no_scripts():
    svg = drawn()

    assert {element.tag for element in svg.iter()} & {"style", "script"} == set()
    assert not any("style" in element.attrib for element in svg.iter())


def test_it_escapes_what_is_written_in_a_definition():
    svg = drawn(loop([("steps.answer.name", "<b>&</b>")]))

    assert "<b>&</b>" in words_in(steps_in(svg)["answer"])


def test_it_draws_a_definition_that_is_not_proved():
    broken = loop([("steps.answer.actions.0.to", "x"), ("steps.rate.stage", "x"), ("start", "y")])

    assert set(steps_in(drawn(broken, current="z", path=("q", "r", "s")))) == set(broken.steps)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_five_steps_fit_a_phone(language):
    definition = read_definition(FIVE_STEP.read_text(), "five_step.toml")

    assert int(drawn(definition, language=language, vertical=True).get("width")) <= 390


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("vertical", [False, True])
def test_names_stay_inside_their_boxes(language, vertical):
    definition = read_definition(FIVE_STEP.read_text(), "five_step.toml")

    with override(language):
        boxes = Picture(definition, None, (), vertical=vertical).boxes

    for box in boxes:
        widths = [width_of(line, NAME_SIZE) for line in box.words.name]
        widths += [width_of(line, SMALL_SIZE) for line in box.words.note]
        assert max(widths) <= box.width - 16
        assert box.words.height <= box.height


@given(st.text("汉字，。 ab-Wi/", max_size=60), st.integers(30, 200))
def test_no_line_is_wider_than_its_room_and_no_character_is_lost(text, room):
    lines = wrapped(text, 15, room)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, 15) <= room for line in lines)


@given(any_definitions(), st.booleans())
def test_no_arrow_crosses_a_box(definition, vertical):
    picture = Picture(definition, None, (), vertical=vertical)

    crossings = [
        (arrow.edge.source, arrow.edge.target, box.key)
        for arrow in picture.arrows
        for piece in pairwise(arrow.points)
        for box in picture.boxes
        if crosses(piece, box)
    ]
    assert crossings == []


def crosses(piece, box):
    """Whether a level or upright line runs through the inside of a box."""
    (x1, x2), (y1, y2) = (sorted(axis) for axis in zip(*piece, strict=True))
    inside_x = x1 < box.x + box.width - 1 and x2 > box.x + 1
    inside_y = y1 < box.y + box.height - 1 and y2 > box.y + 1
    return inside_x and inside_y


@given(any_definitions(), st.booleans())
def test_every_arrow_is_of_level_and_upright_lines_between_its_boxes(definition, vertical):
    picture = Picture(definition, None, (), vertical=vertical)

    boxes = {box.key: box for box in picture.boxes}
    for arrow in picture.arrows:
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(arrow.points))
        assert on_edge(arrow.points[0], boxes[arrow.edge.source])
        assert on_edge(arrow.points[-1], boxes[arrow.edge.target])


def on_edge(point, box):
    x, y = point
    across = x in (box.x, box.x + box.width) and box.y <= y <= box.y + box.height
    upright = y in (box.y, box.y + box.height) and box.x <= x <= box.x + box.width
    return across or upright


def test_two_actions_to_the_same_step_share_an_arrow():
    twice = loop([("steps.unhappy.actions.2", dict(loop_action, act="accept_outcome"))])

    (edge,) = [e for e in Picture(twice, None, (), vertical=False).edges if e.target == "lost"]

    assert (edge.actions, edge.label) == (("expire", "accept_outcome"), "expire / 就到这里")


loop_action = {"name": "就到这里", "name_en": "Leave it", "to": "lost"}


def test_changed_steps_carry_a_flag_with_its_word():
    svg = draw(loop(), flagged={"verify": "改过"}, name="after-")

    assert svg.count("改过") == 1
    assert 'id="after-tests-loop-title"' in svg
