"""What a pack's scorecards name has to be there."""

from yiwang.packs.tests.test_read_pack import faults_of

CARD = """
key = "running"
kind = "scorecard"
name = "运行情况"
effective_from = 2026-01-01
cadence = "month"
subjects = { levels = ["town"] }

[[lines]]
key = "own"
name = "自己报的数"
source = "external:never_typed_in"
weight = 1
"""


def test_a_figure_from_outside_that_nobody_types_in_is_refused_on_a_scorecard(testland):
    (testland.path / "card.toml").write_text(CARD)
    testland.replace("pack.toml", "workflows = ", 'reviews = ["card.toml"]\nworkflows = ')

    found = faults_of(testland)
    assert len(found) == 1, found
    [fault] = found

    assert "card.toml" in fault
    assert "There is no kind of figure never_typed_in; known are: accidents" in fault
