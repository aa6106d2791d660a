"""The kinds of messages: what people choose by, and the only words that a message has.

A sentence is the words of its kind, the number of the case and the moment it is due by. No kind has
a place for anything else, and a test walks all of them (privacy.md 10 to 12).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yiwang.foundation.refusals import Sentence

IN_APP, EMAIL, SMS = CHANNELS = ("in_app", "email", "sms")


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` stands where people choose; `says` is the message. `usual`: the channels by which it
    goes to whoever chose nothing. An emergency goes out at any hour."""

    key: str
    name: Sentence
    says: Sentence
    usual: frozenset[str] = frozenset({IN_APP})
    is_emergency: bool = False


def _kinds(*kinds: Kind) -> Mapping[str, Kind]:
    return {kind.key: kind for kind in kinds}


_ALSO_BY_MAIL = frozenset({IN_APP, EMAIL})

KINDS = _kinds(
    Kind(
        "emergency",
        _("I am called out for an emergency"),
        _("You are called out for an emergency: confirm at once"),
        frozenset({IN_APP, EMAIL, SMS}),
        is_emergency=True,
    ),
    Kind("task", _("A task came"), pgettext_lazy("message", "A task came")),
    Kind("whistle", _("A whistle calls us"), _("A whistle calls you"), _ALSO_BY_MAIL),
    Kind("returned", _("A task came back"), _("A task came back to you")),
    Kind("reopened", _("The reporter came back"), _("The reporter came back to a case")),
    Kind("near", _("A limit is near"), _("A time limit is near"), _ALSO_BY_MAIL),
    Kind("late", _("A limit is over"), _("A time limit is over"), _ALSO_BY_MAIL),
    Kind("order", _("Supervision orders and answers"), _("A supervision order"), _ALSO_BY_MAIL),
    Kind("nudge", _("Somebody asks to get on with it"), _("You are asked to get on with it")),
    Kind("request", _("A request waits for my decision"), _("A request waits for your decision")),
    Kind("decided", _("A request of ours was decided"), _("Your request was decided")),
    Kind("added", _("Something was added to a case"), _("Something was added to a case of yours")),
    Kind("rated", _("A case of ours was rated"), _("A case that you worked on was rated")),
    Kind("over", _("Something is not to be done any more"), _("This is not to be done any more")),
    Kind("warning", _("Something stands out"), _("Something stands out: a warning")),
    Kind(
        "review",
        _("A review is asked of me"),
        _("A review waits for you; where you have filled it in, nothing is left to do"),
    ),
    Kind("duty", _("Duty and swaps"), _("Your duty has changed, or a swap is asked")),
    Kind("term", _("A term ends soon"), _("A term ends soon"), _ALSO_BY_MAIL),
    Kind(
        "obligation",
        _("What comes round again is due"),
        _("Something that comes round again is due and not written down yet"),
        _ALSO_BY_MAIL,
    ),
    Kind(
        "claim",
        _("A claim on a card of ours"),
        _("A claim on a card waits for you: a yes or no, or a look at what was done"),
    ),
    Kind(
        "freed",
        _("What became of a claim on a card of ours"),
        _("A claim on a card of yours was given back, or answered at the counter"),
    ),
    Kind(
        "claimed",
        _("What we took on has moved"),
        _("Something that you took on or asked for has moved"),
    ),
    Kind(
        "card",
        _("A card waits to be read, or was read"),
        _("A card on the lists of needs and offers waits to be read, or was read"),
    ),
    Kind(
        "connector",
        _("What another system sent"),
        _("Another system sent something that waits for a look, or a run failed"),
        _ALSO_BY_MAIL,
    ),
    Kind("post", _("My posts"), _("Your posts have changed")),
)
TRIAL = Kind("trial", _("A trial"), _("A trial: messages arrive here"))


def kind_of(key: str) -> Kind:
    """The kind with this key; of what a later version wrote, the plainest one."""
    return TRIAL if key == TRIAL.key else KINDS.get(key, KINDS["task"])
