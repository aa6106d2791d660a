"""What a channel publishes beside the whole tells nothing below ten, nor what others leave over."""

from random import Random

import pytest

from yiwang.insight.disclosure.guessing import told
from yiwang.insight.disclosure.joining import alone, last_of
from yiwang.insight.disclosure.passed_on import RECEIVED, Frames, joined
from yiwang.insight.disclosure.tables import LEAST, Table
from yiwang.insight.disclosure.tests.samples import counts_of, frame_of
from yiwang.insight.disclosure.withholding import withhold


def made(seed):
    """A table of the whole as published, and what one channel has of it: the whole is that and as
    much again by other ways, all of the channel still open."""
    random = Random(seed)
    frame = frame_of(random)
    frames = Frames.of(frame.areas, frame.kinds)
    counts = counts_of(random, frames.times)
    times = dict(zip(_keys(frames.times), counts, strict=True))
    others = zip(_keys(frame), counts_of(random, frame), strict=True)
    whole = [
        number + (times[area, kind, RECEIVED] if fate in (RECEIVED, "open") else 0)
        for (area, kind, fate), number in others
    ]
    return frame, frames, whole, [*counts, *_rated(frames, times, random)]


def _keys(frame):
    return [tuple(node.key for node in nodes) for nodes in frame.cells()]


def _rated(frames, times, random):
    """Every lowest area's number is split among what its reporters said; wholes add up."""
    frame = frames.ratings
    found = {keys: times.get(keys, 0) for keys in _keys(frame)}
    fates = [fate.key for fate in frame.fates[1:]]
    inner = {area.above for area in frame.areas}
    for area in reversed(frame.areas):
        whole = found[area.key, frame.kinds[0].key, RECEIVED]
        for at, fate in enumerate(fates):
            key = (area.key, frame.kinds[0].key, fate)
            if area.key in inner:
                found[key] = sum(
                    found[each.key, key[1], fate] for each in frame.areas if each.above == area.key
                )
            else:
                left = whole - sum(found[area.key, key[1], done] for done in fates[:at])
                found[key] = left if at == len(fates) - 1 else random.randint(0, left)
    return [found[keys] for keys in _keys(frame)]


def published(seed):
    frame, frames, whole, counts = made(seed)
    table = alone(frame, whole)
    withhold(table)
    quarter, withheld = last_of(table, len(whole))
    system = joined(frames, counts, frame, [(quarter, withheld)])
    return system, len(quarter), len(counts)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_below_ten_is_told_together_with_the_whole(seed):
    system, first, size = published(seed)
    before = set(system.hidden)

    withhold(system)

    assert told(system) == []
    shown = [system.values[at] for at in range(first, first + size) if at not in system.hidden]
    assert all(number >= LEAST for number in shown)
    assert {at for at in system.hidden if at < first} == {at for at in before if at < first}


def test_a_channel_by_itself_would_tell_what_the_others_leave_over():
    """Why it is decided on in one system: small cells withheld alone are subtracted away."""
    broken = 0
    for seed in range(12):
        system, first, size = published(seed)
        small = {at for at in range(first, first + size) if system.values[at] < LEAST}
        by_itself = Table(
            system.values,
            system.sums,
            hidden=system.hidden | small,
            kept_open=system.kept_open,
            spans=system.spans,
        )
        broken += bool(told(by_itself))
    assert broken > 6


def test_where_the_channel_has_more_than_the_whole_there_is_no_table():
    frame, frames, whole, counts = made(1)
    assert joined(frames, counts, frame, [([0] * len(whole), [])]) is None
