"""The shape of a workflow definition (TOML). `docs/how-to/write-a-workflow.md` explains it."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.work.workflows.acts import ACTS, INPUTS

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _refuse_unknown(kind: str, strange: set[str], known: set[str]) -> None:
    if strange:
        expected = {"expected": ", ".join(sorted(known))}
        raise PydanticCustomError(kind, "{expected}", expected)  # words: faults.py


class TimeLimit(_Part):
    """A limit of a step. `of_kind`: the case type's own limit for this purpose goes first."""

    value: Decimal = Field(gt=0)
    clock: ClockKind
    remind: Decimal | None = Field(default=None, gt=0)  # so much before it is due, same units
    of_kind: bool = False


class Stage(_Part):
    """What the reporter sees the case going through."""

    key: Key
    name: str
    name_en: str


class Action(_Part):
    """A button: an act, its label, and where it leads."""

    act: str
    key: Key = ""  # the act's key unless given
    name: str
    name_en: str
    says: str = ""  # what pressing it will do, for the person pressing
    says_en: str = ""
    to: Key | None = None  # a step; none for acts that stay in the step
    to_dissatisfied: Key | None = None  # of `rate`: where a grade below 3 leads
    needs: list[str] = []  # inputs beyond those of the act
    times: int | None = Field(default=None, gt=0)  # at most so often in one run
    suits: list[str] = []  # natures the triage register decides this action for
    gate: str | None = None  # register that must have an entry for the organizations named
    basis: str = ""  # the rule this rests on

    @model_validator(mode="before")
    @classmethod
    def _key_is_act(cls, data: object) -> object:
        if isinstance(data, dict) and "key" not in data:
            return {**data, "key": data.get("act", "")}
        return data

    @field_validator("act")
    @classmethod
    def _known_act(cls, act: str) -> str:
        _refuse_unknown("unknown_act", {act} - set(ACTS), set(ACTS))
        return act

    @field_validator("needs")
    @classmethod
    def _known_inputs(cls, needs: list[str]) -> list[str]:
        _refuse_unknown("unknown_input", set(needs) - INPUTS, INPUTS)
        return needs


class Step(_Part):
    """A step.

    `single`: one task at the post of type `post`, found from the area upward.
    `joint`: a task for each organization dispatched to, at its post of type `post`; returned tasks
    go to `coordinator` (found from the area upward); `when_done` follows the last one.
    `reporter`: waits for the reporter; its limit ends in the action `expire`.
    `end`: nothing more; `outcome` says how it ended.
    """

    kind: Literal["single", "joint", "reporter", "end"] = "single"
    name: str
    name_en: str
    stage: Key
    stage_signed: Key | None = None  # of a joint step, once every handler has signed
    post: str | None = None
    coordinator: str | None = None
    when_done: Key | None = None
    acknowledge: TimeLimit | None = None
    resolve: TimeLimit | None = None
    escalate: list[str] = []  # post types told one after another once it is late
    not_by: list[Key] = []  # who acted in these steps may not act here
    triage: str | None = None  # register that proposes the nature
    route: str | None = None  # register that proposes the organizations
    outcome: Literal["solved", "declined", "unanswered", "dissatisfied", "other"] | None = None
    basis: str = ""
    actions: list[Action] = []


class Definition(_Part):
    """A whole workflow."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]*$", max_length=60)]
    subject: str
    name: str
    name_en: str
    calendar: str
    start: Key
    basis: str = ""
    stages: list[Stage] = Field(min_length=1)
    steps: dict[Key, Step] = Field(min_length=2)
