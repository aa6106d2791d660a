"""The documents of the interface, as OpenAPI describes them."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, field_validator

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.work.workflows.evidence import FURTHEST_M


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _storable(cls, given: object) -> object:
        """Without what PostgreSQL cannot store: NUL, and halves of characters (surrogates)."""
        if isinstance(given, list):
            return [cls._storable(one) for one in given]
        if not isinstance(given, str):
            return given
        return given.encode("utf-8", "ignore").decode().replace("\x00", "")


class PlaceGiven(_Given):
    """A point in degrees. GCJ-02 and BD-09 are what Chinese map services show."""

    lng: float
    lat: float
    datum: str = Field("wgs84", description="wgs84, cgcs2000, gcj02 or bd09")


class CaseGiven(_Given):
    """What somebody raises. Name where it is by `place`, by the code of an `area`, or by both."""

    text: str = Field(description="What happened, at most 5 000 characters")
    place: PlaceGiven | None = None
    area: str = Field("", description="Code of an area of the primary net")
    place_text: str = Field("", description="The place in words, at most 200 characters")
    type: str = Field("", description="Key of a case type; leave it out if you are not sure")
    contact: str = Field("", description="A telephone number or e-mail address, sealed per case")


class WishGiven(_Given):
    """What is said with an action by a reporter's code: see `needs` of the case's actions."""

    grade: int | None = Field(None, description="Of `rate`: 1 to 5")
    reason: str = Field("", description="At most 500 characters")
    text: str = Field("", description="Of `answer_question`: at most 5 000 characters")
    contact: str = Field("", description="Of `correct_contact`")


class CaseTaken(BaseModel):
    """What the reporter takes away. Only the code opens the case again."""

    number: str
    tracking_code: str
    url: str


class StageShown(Schema):
    """A stage of the way, in the reader's language."""

    key: str
    name: str
    state: str = Field(description="done, current or to_come")


class AnsweringShown(Schema):
    """A post that answers for the case now."""

    who: str
    is_lead: bool
    has_signed: bool
    due_at: datetime | None
    late_seconds: int


class EventShown(Schema):
    """One thing that happened, in a sentence."""

    at: datetime
    what: str
    by: str


class ReplyShown(Schema):
    """An answer in plain words, and the grade its reporter gave (1 to 5)."""

    text: str
    by: str
    at: datetime
    grade: int | None


class HoldShown(Schema):
    """Why its time stands still or was made longer: a pause, a deferral, an extension, an urgency
    that was taken back; or a void."""

    kind: str = Field(description="pause, deferral, extension, usual_limits or void")
    reason: str
    until: datetime | None
    by: str
    at: datetime | None


class OutsideShown(Schema):
    """A court or an arbitrator decides: the time of the case does not count meanwhile."""

    step: str
    since: datetime


class CheckedShown(Schema):
    """Who saw the result last and found it good: the post, never a person."""

    by: str
    at: datetime


class CallBackShown(Schema):
    """Its reporter was drawn by lot, and called or is still to be."""

    result: str = Field(
        description="solved, unsolved, refused, missed or misdirected; empty while it is to be made"
    )
    at: datetime | None
    grade: int | None
    tries: int = Field(description="How often nobody answered")


class EndingShown(Schema):
    """How a case came to its end, and until when its reporter may come back to it."""

    outcome: str = Field(
        description="solved, declined, unanswered, dissatisfied, withdrawn, void or other"
    )
    at: datetime
    checked: CheckedShown | None
    shown_by: list[str] = Field(description="The kinds of evidence that are there, in words")
    grade: int | None = Field(description="1 to 5; none where nobody rated it")
    rated_by: str = Field(description="web, slip or phone; empty where nobody rated it")
    call_back: CallBackShown | None
    come_back_until: datetime | None = Field(
        description="Until then `reopen_closed` says that it is not solved; none: no more"
    )


class WishShown(Schema):
    """Something that the holder of the code may do now."""

    key: str
    name: str
    needs: list[str]


class QuestionShown(Schema):
    """What the office wants to know of the reporter; meanwhile its time stands still."""

    text: str
    by: str
    until: datetime


class RequestShown(Schema):
    """What the reporter asked for after an answer, or after a refusal, and what was decided."""

    is_appeal: bool
    reason: str
    at: datetime
    decision: str = Field(description="granted or refused; empty while it is open")
    decided_at: datetime | None
    decided_by: str


class CaseShown(Schema):
    """How a case stands, as its reporter may see it."""

    number: str
    state: str = Field(description="open or closed")
    urgent: bool = Field(description="Marked so by staff: it goes first, with shorter limits")
    stage: str
    stages: list[StageShown]
    answering: list[AnsweringShown]
    holds: list[HoldShown]
    outside: OutsideShown | None
    decide_until: datetime | None = Field(description="when the reporter is waited for")
    actions: list[WishShown] = Field(description="What may be done by this code now")
    question: QuestionShown | None
    steps: list[EventShown]
    replies: list[ReplyShown]
    requests: list[RequestShown]
    ending: EndingShown | None = Field(description="Once it is closed, for its reporter alone")
    reported_at: datetime
    closed_at: datetime | None


class ClockShown(Schema):
    """A running limit of a task."""

    purpose: str = Field(description="acknowledge or resolve")
    due_at: datetime
    light: str = Field(description="green, amber or red")


class ActionShown(Schema):
    """What the step of a task offers; done as often as the rules allow, it is refused."""

    key: str
    name: str
    says: str
    needs: list[str]


class TaskShown(Schema):
    """An open task at one of the posts that the token's account holds today."""

    id: int
    case: str
    step: str
    state: str
    urgent: bool = Field(description="The matter is marked so: such tasks stand first")
    demand: str
    clocks: list[ClockShown]
    actions: list[ActionShown]


class ItemShown(Schema):
    """An item of a checklist, to be ticked off with `ticks`."""

    item: str
    title: str
    asks: str = Field(description="What shows that it is done: photo, text, or nothing")
    basis: str


class ActionOffered(ActionShown):
    """What may be done now, and why not."""

    recommended: bool = Field(description="The nature of the case suits it")
    refusal: str = Field(description="Why this account may not do it, if so")
    basis: str = Field(description="The rule that it rests on, if the workflow names one")
    checklist: list[ItemShown]


class TaskOffered(Schema):
    """A task and all that it offers the token's account at this moment."""

    id: int
    case: str
    step: str
    actions: list[ActionOffered]


class CallGiven(_Given):
    """What is asked of one organization alone, with a limit of its own."""

    organization: str = Field(description="Code of one of `organizations`")
    demand: str = Field("", description="At most 500 characters")
    value: Decimal | None = Field(None, description="So much time to finish, never longer than")
    clock: ClockKind = Field(ClockKind.WORK_DAY, description="the rules of the case allow")


class PartGiven(_Given):
    """A part that a case is split into; what is left out is that of the whole."""

    text: str
    type: str = ""
    area: str = Field("", description="Code of an area of the primary net")


class TickGiven(_Given):
    """What was found of one item of a checklist."""

    item: str
    state: str = Field(description="done, not_done or not_applicable")
    words: str = Field("", description="Why not, or what was seen")
    photos: list[str] = Field([], description="Photos, base64")


class VotesGiven(_Given):
    """The numbers of a vote; those of areas, in square metres, where the rule asks for them."""

    entitled: Decimal | None = None
    took_part: Decimal | None = None
    agreed: Decimal | None = None
    area_entitled: Decimal | None = None
    area_took_part: Decimal | None = None
    area_agreed: Decimal | None = None


class ActGiven(_Given):
    """What an action needs: see `needs` of the task's actions. Photos are JPEG, PNG or WebP in
    base64, six of each kind at most."""

    text: str = Field("", description="What the others need to know: at most 5 000 characters")
    reason: str = Field("", description="At most 500 characters")
    reason_code: str = Field("", description="Key of a reason, where the workflow lists some")
    entry: str = Field("", description="Key of the register entry relied on; “-”: none covers it")
    value: Decimal | None = Field(
        None, description="Of `ask_extension`: so much more, in the units of the clock to finish"
    )
    until: date | None = Field(
        None, description="The day on which it goes on, or until which an entry holds"
    )
    type: str = Field("", description="Key of a case type")
    nature: str = ""
    organizations: list[str] = Field(
        [], description="Codes, the lead first; a joint team stands for its members"
    )
    whistle: str = Field("", description="Kind of whistle by which is dispatched")
    calls: list[CallGiven] = Field([], description="What is asked of single organizations")
    parts: list[PartGiven] = Field([], description="Of `split`: 2 to 9 parts")
    amount: Decimal | None = Field(None, description="Of `agree`: yuan that it is about")
    people: int | None = Field(None, description="Of `agree`: how many people it concerns")
    cost: Decimal | None = Field(None, description="Of `agree`: yuan that it cost the parties")
    words: str = Field("", description="Of `enter`: words of the application itself, at most 40")
    title: str = Field("", description="Of `publish`: what the notice is called, if need be")
    objection: int | None = Field(None, description="Of `answer_objection`: which one")
    grade: int | None = Field(None, description="Of `score`: 1 to 5")
    ticks: list[TickGiven] = Field([], description="Of the checklist that the action names")
    votes: VotesGiven | None = Field(None, description="Of the vote that the action counts")
    one_thing: str = Field("", description="Of `dispatch`: key of the template that it follows")
    metres_off: int | None = Field(
        None,
        ge=0,
        le=FURTHEST_M,
        description="How far from the place of the case it was done; 0: at the place itself",
    )
    photos: list[str] = Field([], description="Of the result, or of what is seen")
    photos_before: list[str] = Field([], description="From before the work")
    documents: list[str] = Field([], description="Of paper: minutes, an agreement, a receipt")


class ActDone(Schema):
    """Where the case stands after the act."""

    case: str
    step: str
    is_open: bool
