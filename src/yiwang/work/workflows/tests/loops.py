"""A small five-step loop as plain data, to be broken in one place by a test."""

import json
from copy import deepcopy

from hypothesis import strategies as st

from yiwang.work.workflows.definition.schema import Definition

GONE = object()


def _action(act, to=None, **more):
    return {"act": act, "name": act, "name_en": act} | ({"to": to} if to else {}) | more


def _step(stage, *actions, kind="single", **more):
    words = {"name": "环节", "name_en": "Step", "stage": stage, "kind": kind}
    return words | {"actions": list(actions)} | more


def _hours(value):
    return {"value": value, "clock": "work_hour"}


LOOP = {
    "key": "tests.loop",
    "subject": "tests.parcel",
    "name": "回路",
    "name_en": "Loop",
    "calendar": "cn",
    "start": "collect",
    "stages": [
        {"key": "in", "name": "收集", "name_en": "In"},
        {"key": "work", "name": "办理", "name_en": "Work"},
        {"key": "out", "name": "评价", "name_en": "Out"},
    ],
    "steps": {
        "collect": _step(
            "in",
            _action("whistle", "dispatch"),
            _action("settle", "verify"),
            _action("decline", "rate"),
            post="clerk",
            resolve=_hours(4),
            escalate=["supervisor"],
        ),
        "dispatch": _step(
            "work",
            _action("dispatch", "respond"),
            _action("send_back", "collect", times=2),
            post="dispatcher",
        ),
        "respond": _step(
            "work",
            _action("acknowledge"),
            _action("return", times=2),
            _action("finish"),
            _action("redirect"),
            kind="joint",
            post="department",
            coordinator="dispatcher",
            when_done="verify",
            acknowledge=_hours(2),
        ),
        "verify": _step(
            "out",
            _action("pass_check", "answer"),
            _action("rework", "respond", times=2),
            post="verifier",
            not_by=["dispatch"],
        ),
        "answer": _step("out", _action("answer", "rate"), post="clerk"),
        "rate": _step(
            "out",
            _action("rate", "closed", to_dissatisfied="unhappy"),
            _action("expire", "closed"),
            kind="reporter",
            resolve=_hours(40),
        ),
        "unhappy": _step(
            "out",
            _action("reopen", "dispatch", times=1),
            _action("expire", "lost"),
            kind="reporter",
            resolve=_hours(40),
        ),
        "closed": _step("out", kind="end", outcome="solved"),
        "lost": _step("out", kind="end", outcome="dissatisfied"),
    },
}


def loop(changes=()):
    """The loop with values changed at dotted places: ("steps.collect.post", "other"), or GONE."""
    return Definition.model_validate(changed(changes))


def source(changes=()):
    """The same as TOML."""
    return "".join(f"{key} = {_toml(value)}\n" for key, value in changed(changes).items())


def changed(changes):
    data = deepcopy(LOOP)
    for place, value in changes:
        *way, last = place.split(".")
        inner = data
        for name in way:
            inner = inner[int(name)] if isinstance(inner, list) else inner[name]
        last = int(last) if isinstance(inner, list) else last
        if value is GONE:
            del inner[last]
        elif isinstance(inner, list) and last == len(inner):
            inner.append(value)
        else:
            inner[last] = value
    return data


def _toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def action(act, to=None, **more):
    """An action to put into a step."""
    return _action(act, to, **more)


@st.composite
def any_definitions(draw):
    """Up to five steps of staff and two ends, with any moves between them."""
    going = [f"s{number}" for number in range(draw(st.integers(1, 5)))]
    ends = ["e0", "e1"][: draw(st.integers(1, 2))]
    moves = st.tuples(
        st.sampled_from(["accept", "answer", "decline", "reopen"]), st.sampled_from([*going, *ends])
    )
    steps = {end: _step("b", kind="end", outcome="other") for end in ends}
    for step in going:
        chosen = draw(st.lists(moves, max_size=3))
        actions = [_action(act, to, key=f"a{n}") for n, (act, to) in enumerate(chosen)]
        steps[step] = _step(draw(st.sampled_from("ab")), *actions, post="clerk")
    stages = [{"key": key, "name": key, "name_en": key} for key in "ab"]
    data = {**LOOP, "start": "s0", "stages": stages, "steps": steps}
    return Definition.model_validate(data)
