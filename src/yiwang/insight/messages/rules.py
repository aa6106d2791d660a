"""The rules of telling: ours (`rules.toml`) and those that packs add or put in their place."""

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from yiwang.foundation.configuration.kept import kept
from yiwang.insight.messages.kinds import KINDS
from yiwang.insight.messages.models import RuleSet

OURS = Path(__file__).with_name("rules.toml")
Tell = Literal[
    "opened",
    "task",
    "above",
    "posts",
    "working",
    "worked",
    "ended",
    "asker",
    "post",
    "holder",
    "called",
    "swap",
    "warned",
    "asked",
    "reminded",
    "deciders",
    "keepers",
    "readers",
    "claimant",
    "writer",
    "nobody",
]


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"write one of {', '.join(KINDS)}")
    return kind


class Rule(BaseModel):
    """Who is told of records with such names; `rules.toml` says what each word means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    kind: Annotated[str, AfterValidator(_known)]
    when: tuple[str, ...]
    tell: Tell
    roles: tuple[str, ...] = ()
    of_whistle: bool = False
    days: tuple[Annotated[int, Field(ge=1, le=365)], ...] = ()
    states: tuple[str, ...] = ()

    def is_about(self, told: Mapping[str, Any]) -> bool:
        """Whether what a record says is meant: of an end told beforehand, how long beforehand; of a
        claim, the state that it says."""
        return (not self.days or told.get("days") in self.days) and (
            not self.states or told.get("state") in self.states
        )

    def fits(self, name: str) -> bool:
        """Whether it is about records of this name."""
        return any(fnmatchcase(name, pattern) for pattern in self.when)


class RulesFile(BaseModel):
    """A file of rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: tuple[Rule, ...] = ()


def our_rules() -> tuple[Rule, ...]:
    """Those that every installation begins with."""
    return RulesFile.model_validate(tomllib.loads(OURS.read_text("utf-8"))).rules


@kept
def rules_in_force() -> tuple[Rule, ...]:
    """All rules in order. One of a pack stands in the place of ours with the same key; its others
    come first, because they are the more particular ones."""
    sets = RuleSet.objects.order_by("pack").values_list("rules", flat=True)
    added = {rule["key"]: Rule.model_validate(rule) for each in sets for rule in each}
    ours = our_rules()
    own = {rule.key for rule in ours}
    others = [rule for key, rule in added.items() if key not in own]
    return (*others, *(added.get(rule.key, rule) for rule in ours))


def days_beforehand(name: str) -> set[int]:
    """How many days before its end what records of this name foretell is told of."""
    return {number for rule in rules_for(name) for number in rule.days}


@kept
def rules_for(name: str) -> tuple[Rule, ...]:
    """Those about records of this name, in order."""
    return tuple(rule for rule in rules_in_force() if rule.fits(name))
