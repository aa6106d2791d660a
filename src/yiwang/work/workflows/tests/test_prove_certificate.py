"""A certificate holds in steps before the end, and tells what somebody says."""

import pytest

from yiwang.work.workflows.proof import prove_graph
from yiwang.work.workflows.tests.loops import loop

PLAIN = {"name": "报到证", "name_en": "Certificate", "steps": ["respond"]}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, []),
        ({"steps": ["nowhere"]}, ["certificate_holds"]),
        ({"steps": ["respond", "closed"]}, ["certificate_holds"]),
        ({"told_by": "dispatch"}, []),
        ({"told_by": "nobody_says_so"}, ["certificate_holds"]),
    ],
)
def test_a_certificate_holds_before_the_end_and_tells_what_is_said(said, found):
    proved = prove_graph(loop([("certificate", PLAIN | said)]))
    assert [each.rule for each in proved] == found
