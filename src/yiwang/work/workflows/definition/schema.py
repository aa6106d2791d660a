"""The shape of a workflow definition (TOML). `docs/how-to/write-a-workflow.md` explains it."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.work.workflows.acts import ACTS, INPUTS, REQUEST_KINDS

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Amount = Annotated[Decimal, Field(gt=0, le=99_999)]  # of a limit; the clocks store no more


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _refuse_unknown(kind: str, strange: set[str], known: set[str]) -> None:
    if strange:
        expected = {"expected": ", ".join(sorted(known))}
        raise PydanticCustomError(kind, "{expected}", expected)  # words: faults.py


class TimeLimit(_Part):
    """A limit of a step. `of_kind`: the case type's own limit for this purpose goes first."""

    value: Amount
    clock: ClockKind
    remind: Amount | None = None  # so much before it is due, same units
    of_kind: bool = False


class SomeTime(_Part):
    """So much time on one of the four clocks."""

    value: Amount
    clock: ClockKind


class Reason(_Part):
    """A reason to choose from; the reporter reads those of what was granted."""

    key: Key
    name: str
    name_en: str


class RequestTerms(_Part):
    """On which terms one kind of request may be made, and who approves it: never who asks."""

    approver: str  # type of post, found from the area upward
    limit: TimeLimit  # to decide
    escalate: list[str] = []  # post types told one after another once the decision is late
    times: int | None = Field(default=None, gt=0)  # granted at most so often
    most: SomeTime | None = None  # so much at a time
    steps: list[Key] = []  # may be asked in these; none: in every step of staff
    reasons: list[Reason] = []  # to choose from; none: words are enough
    within: SomeTime | None = None  # of an appeal: so long after the end


class CaseLimit(TimeLimit):
    """The time for the whole run, from its start; it does not count while the reporter is waited
    for. `of_kind`: the case type's own limit for the purpose `case` goes first."""

    escalate: list[str] = []  # post types told one after another once it is late


class AskReporter(_Part):
    """How long the reporter has to answer a question, and what follows without an answer: the work
    goes on and may ask again (`go_on`), or nobody asks again and what is known is answered as it is
    (`answer_as_is`)."""

    limit: TimeLimit
    if_unanswered: Literal["go_on", "answer_as_is"] = "go_on"


class Quota(_Part):
    """How many of the cases of one type that were closed in a month are called back: a percentage
    of them, and at least so many. `kind` also stands for the types below it."""

    kind: str = ""
    percent: int = Field(default=0, ge=0, le=100)
    least: int = Field(default=0, ge=0)


class CallBacks(_Part):
    """Of what was closed as solved, reporters are called back by lot. `posts` are types of post:
    the first that is found from the area upward without a part in the case calls. After so many
    `attempts`, each at least `spacing` after the last, nobody was reached. `percent` and `least`
    hold for all types without a quota of their own."""

    posts: list[str] = Field(min_length=1)
    limit: TimeLimit  # to call
    attempts: int = Field(default=1, ge=1, le=9)
    spacing: SomeTime | None = None
    escalate: list[str] = []  # post types told one after another once it is late
    percent: int = Field(default=0, ge=0, le=100)
    least: int = Field(default=0, ge=0)
    quotas: list[Quota] = []


class Reopening(_Part):
    """For so long after an end with one of these outcomes the reporter may say why it is not solved
    all the same: the run goes on in the step `to`, which decides about it."""

    to: Key
    within: SomeTime
    outcomes: list[Literal["solved", "unanswered"]] = ["solved", "unanswered"]
    times: int = Field(gt=0)  # in one run


class Stage(_Part):
    """What the reporter sees the case going through."""

    key: Key
    name: Name
    name_en: Annotated[str, Field(max_length=120)]


class WhistleKind(_Part):
    """One kind of call: its limits go before those of the joint step that is called into."""

    key: Key
    name: str
    name_en: str
    by: list[str] = []  # types of post that may call so; none: whoever may dispatch
    acknowledge: TimeLimit | None = None
    arrive: TimeLimit | None = None  # to be on the spot
    resolve: TimeLimit | None = None
    score: TimeLimit | None = None  # how long both sides may score each other; none: they do not
    basis: str = ""


class Action(_Part):
    """A button: an act, its label, and where it leads."""

    act: str
    key: Key = ""  # the act's key unless given
    name: Name
    name_en: Annotated[str, Field(max_length=120)]
    says: str = ""  # what pressing it will do, for the person pressing
    says_en: str = ""
    asks: str = ""  # what its text is for, where the act does not say enough
    asks_en: str = ""
    to: Key | None = None  # a step; none for acts that stay in the step
    to_dissatisfied: Key | None = None  # of `rate`: where a grade below 3 leads
    to_rejected: Key | None = None  # of a vote: where numbers lead that are not enough
    needs: list[str] = []  # inputs beyond those of the act
    times: int | None = Field(default=None, gt=0)  # at most so often in one run
    suits: list[str] = []  # natures the triage register decides this action for
    only: list[str] = []  # natures that go this way; no other does
    gate: str | None = None  # register that must have an entry for the organizations named
    gate_help: str = ""  # told with its refusal: how to have the entry made
    gate_help_en: str = ""
    share: Decimal | None = Field(default=None, gt=0, lt=1)  # of limits by type, left when urgent
    checklist: str | None = None  # register whose items are ticked off with it
    ballot: str | None = None  # register that says what a vote needs, whose numbers it takes
    writes: str | None = None  # register that `enter` enters into, and `strike` withdraws from
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

    `single`: one task at the post of type `post`, found from the area upward, or at the post in
    which staff began it (`beginner`). If it is `outside`, somebody outside decides, and `resolve`
    is when the post asks how it stands.
    `joint`: a task for each organization dispatched to, at its post of type `post`; returned tasks
    go to `coordinator` (found from the area upward); `when_done` follows the last one. After so
    many `returns` a further one is a dispute: it goes to `arbiter`, who has `arbitrate` for it.
    `publication`: what was published stands open to objections for as long as `resolve` says, and
    the action `end_publication` then leads on; meanwhile the post answers, or takes it back.
    `reporter`: waits for the reporter; its limit ends in the action `expire`.
    `end`: nothing more; `outcome` says how it ended.
    """

    kind: Literal["single", "joint", "publication", "reporter", "end"] = "single"
    name: Name
    name_en: Annotated[str, Field(max_length=120)]
    stage: Key
    stage_signed: Key | None = None  # of a joint step, once every handler has signed
    post: str | None = None
    stays: bool = False  # with the post that acted before, if of this type: also one level up
    beginner: bool = False  # instead of a post: whoever began it
    on_duty: bool = False  # whoever is on duty at the post just then; all there, if nobody is
    after_hours: str | None = None  # out of working time: who is on duty at a post of this type
    also: list[str] = []  # of a joint step: who takes it on where an office has none of `post`
    coordinator: str | None = None
    returns: int | None = Field(default=None, gt=0)
    arbiter: str | None = None
    arbitrate: TimeLimit | None = None
    when_done: Key | None = None
    acknowledge: TimeLimit | None = None
    resolve: TimeLimit | None = None
    escalate: list[str] = []  # post types told one after another once it is late
    not_by: list[Key] = []  # who acted in these steps may not act here
    not_of_handlers: bool = False  # nor anybody of an office that handled it
    triage: str | None = None  # register that proposes the nature
    route: str | None = None  # register that proposes the organizations
    delegation: str | None = None  # register that says which level acts, before the route
    duties: str | None = None  # register of what a level does, assists with, or does no more
    capacity: str | None = None  # register that says how much a body takes at once, and who is next
    one_thing: str | None = None  # register of templates: one thing, several tasks at once
    outside: bool = False  # a court or an arbitrator decides: the time of the whole stands still
    outcome: Literal["solved", "declined", "unanswered", "dissatisfied", "other"] | None = None
    basis: str = ""
    actions: list[Action] = []

    @property
    def is_of_one_post(self) -> bool:
        """Whether one post, found from the area upward, has the task."""
        return self.kind in ("single", "publication")

    @property
    def handling_posts(self) -> tuple[str, ...]:
        """The types of post at which an office takes its task on, the first one it has."""
        return (*([self.post] if self.post else []), *self.also)


class Certificate(_Part):
    """A paper that whoever began it is handed over, and that holds while the run is in one of
    `steps`. It names nobody: what `by_hand` lists is written on it by hand and kept nowhere. `told`
    is what the text of the action `told_by` says (the post that was agreed on, say)."""

    name: Name
    name_en: Annotated[str, Field(max_length=120)]
    says: str = ""
    says_en: str = ""
    steps: list[Key] = Field(min_length=1)
    by_hand: list[str] = []
    by_hand_en: list[str] = []
    told_by: Key | None = None
    told: str = ""
    told_en: str = ""


class Definition(_Part):
    """A whole workflow."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]*$", max_length=60)]
    subject: str
    name: Name
    name_en: Annotated[str, Field(max_length=120)]
    calendar: str
    start: Key
    start_in_emergency: Key | None = None  # meanwhile; none: as in normal times
    instead_of: str = ""  # the workflow whose place it takes in the area named
    area: str = ""  # code of an area of the primary net; it is for this one and those below
    reporter: bool = True  # no: staff begin it of their own accord, and nobody waits for an answer
    begun_by: list[str] = []  # residents, staff, or types of post; none: whoever the type lets
    begun_at: list[str] = []  # of staff, those whose posts are at one of these levels alone
    begun_in: list[str] = []  # and in or below an area of the primary net with one of these codes
    basis: str = ""
    stages: list[Stage] = Field(min_length=1)
    ask_reporter: AskReporter | None = None  # none: nobody asks back
    return_reasons: list[Reason] = []  # why a department may give a task back
    limit: CaseLimit | None = None  # for the whole run
    call_backs: CallBacks | None = None  # none: nobody is called back
    reopening: Reopening | None = None  # none: what is closed stays closed
    whistles: list[WhistleKind] = []
    certificate: Certificate | None = None  # none: nothing is handed over
    requests: dict[
        str, RequestTerms
    ] = {}  # by kind: extension, pause, deferral, usual_limits, void
    steps: dict[Key, Step] = Field(min_length=2)

    @property
    def mediates(self) -> bool:
        """Whether disputes are settled by it."""
        return any(action.act == "agree" for step in self.steps.values() for action in step.actions)

    @property
    def publishes(self) -> bool:
        """Whether something is published by it, for everybody to read."""
        return any(step.kind == "publication" for step in self.steps.values())

    @field_validator("requests")
    @classmethod
    def _known_requests(cls, requests: dict[str, RequestTerms]) -> dict[str, RequestTerms]:
        _refuse_unknown("unknown_request", set(requests) - REQUEST_KINDS, REQUEST_KINDS)
        return requests

    def whistle_kind(self, key: str) -> WhistleKind | None:
        """The kind of whistle with this key, if there is one."""
        return next((kind for kind in self.whistles if kind.key == key), None)
