"""How long one step can last: its limits, one after another, for a type's own limits.

A return inherits the time spent, so it only adds what the coordinator takes, who has as long as
there is to sign; one dispute is counted, and adds what the arbiter may take. More time and pauses
add as much as may be granted, as often as it may be; where the definition leaves that open, nothing
limits the step. What is decided outside takes none of our time.
"""

from yiwang.foundation.clocks.limits import Limit
from yiwang.work.workflows.definition.schema import Definition, RequestTerms, Step
from yiwang.work.workflows.subjects import Situation
from yiwang.work.workflows.timing import terms

LENGTHENING = ("deferral", "extension", "pause")
Lasting = tuple[Limit, ...] | None  # none: it has no limit


def lasting_of(definition: Definition, step: Step, situation: Situation) -> Lasting:
    """The limits of a step, with all that can be added to them; None when nothing limits it."""
    if step.outside:
        return ()
    granted = _granted(definition, step)
    if step.resolve is None or granted is None:
        return None
    handling = terms("resolve", step.resolve, situation).limit
    signing = step.acknowledge and terms("acknowledge", step.acknowledge, situation).limit
    arbitrating = [terms("resolve", step.arbitrate, situation).limit] if step.arbitrate else []
    return (handling, *(signing or handling,) * _returns(step), *arbitrating, *granted)


def stated_of(step: Step, situation: Situation) -> Lasting:
    """The limit of a step alone, with nothing asked for and nothing given back."""
    if step.outside:
        return ()
    return (terms("resolve", step.resolve, situation).limit,) if step.resolve else None


def _granted(definition: Definition, step: Step) -> Lasting:
    """What may be added by requests that are granted (LENGTHENING)."""
    added: list[Limit] = []
    for kind in LENGTHENING:
        asked = definition.requests.get(kind)
        if asked is None or not _may_ask(definition, step, asked):
            continue
        if asked.most is None or asked.times is None:
            return None
        added += [Limit(asked.most.value, asked.most.clock)] * asked.times
    return tuple(added)


def _may_ask(definition: Definition, step: Step, asked: RequestTerms) -> bool:
    named = [definition.steps[key] for key in asked.steps] or list(definition.steps.values())
    return step in named and step.kind in ("single", "joint")


def _returns(step: Step) -> int:
    """How often tasks of the step can be given back before it is a dispute."""
    stated = [action.times or 0 for action in step.actions if action.act == "return"]
    return sum(stated) if step.returns is None else step.returns
