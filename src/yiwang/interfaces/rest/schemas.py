"""The documents of the interface, as OpenAPI describes them."""

from datetime import datetime

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, field_validator


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


class CaseTaken(Schema):
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


class CaseShown(Schema):
    """How a case stands, as its reporter may see it."""

    number: str
    state: str = Field(description="open or closed")
    stage: str
    stages: list[StageShown]
    answering: list[AnsweringShown]
    decide_until: datetime | None = Field(description="when the reporter is waited for")
    steps: list[EventShown]
    replies: list[ReplyShown]
    reported_at: datetime
    closed_at: datetime | None


class ClockShown(Schema):
    """A running limit of a task."""

    purpose: str = Field(description="acknowledge or resolve")
    due_at: datetime
    light: str = Field(description="green, amber or red")


class ActionShown(Schema):
    """Something that may be done with a task now."""

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
    demand: str
    clocks: list[ClockShown]
    actions: list[ActionShown]


class ActGiven(_Given):
    """What an action needs: see `needs` of the task's actions."""

    text: str = ""
    reason: str = ""
    type: str = ""
    nature: str = ""
    organizations: list[str] = Field([], description="Codes, the lead first")
    photos: list[str] = Field([], description="Photos, base64")


class ActDone(Schema):
    """Where the case stands after the act."""

    case: str
    step: str
    is_open: bool
