"""What a scheme says: who reviews whom by which form, or what a scorecard adds up, as TOML.

A review is made of one or more parts: `reviewers` (people or bodies with a form), `residents` (a
public questionnaire without an account) and `duty` (a list reported by the subject, confirmed by a
post above). Each part gives points of 100; `weight` says how much each counts.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from yiwang.foundation.refusals import Refusal, Sentence
from yiwang.foundation.toml_lines import Path, line_of, line_of_error, lines_of
from yiwang.work.workflows.definition.faults import sentence_of

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[str, Field(min_length=1, max_length=300)]
Weight = Annotated[Decimal, Field(gt=0, le=1000)]
Cadence = Literal["month", "quarter", "half_year", "year"]
Tie = Literal["above", "below", "linked", "anywhere"]

LEAST_ANONYMOUS = 5  # lower levels review upper ones in groups of at least five (privacy.md 28)
LEAST_OF_RESIDENTS = 10  # aggregated satisfaction of at least ten answers (privacy.md 9)
POINTS = (0, 25, 50, 75, 100)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(Part):
    """`text` answers are words beside the points; they weigh nothing."""

    key: Key
    text: Words
    text_en: str = Field(default="", max_length=300)
    kind: Literal["grade", "yes_no", "text"] = "grade"
    weight: Weight = Decimal(1)


class Subjects(Part):
    """Whom it is about: bodies of kinds, areas of levels, or appointments to types of posts."""

    kinds: list[str] = []
    functions: list[str] = []  # of those bodies; none: all
    levels: list[str] = []  # of those bodies' areas; without kinds: the areas themselves
    posts: list[str] = []

    @model_validator(mode="after")
    def _one(self) -> "Subjects":
        if bool(self.posts) == bool(self.kinds or self.levels):
            raise PydanticCustomError("subjects", "bodies, areas, or appointments")
        return self

    @property
    def of(self) -> str:
        """`appointment`, `organization` or `area`."""
        if self.posts:
            return "appointment"
        return "organization" if self.kinds else "area"


class Reviewers(Part):
    """Holders of posts of these types, each for themselves, or bodies of these kinds, each with one
    voice. `tie` says which subject is theirs: above them, below them, linked to their body, or any.
    """

    posts: list[str] = []
    kinds: list[str] = []
    tie: Tie
    link: str = ""  # the kind of the link, either way
    is_anonymous: bool = True
    least: int = LEAST_ANONYMOUS
    weight: Weight = Decimal(1)

    @model_validator(mode="after")
    def _whole(self) -> "Reviewers":
        if bool(self.posts) == bool(self.kinds):
            raise PydanticCustomError("reviewers", "posts or kinds")
        if self.is_anonymous and self.least < LEAST_ANONYMOUS:
            raise PydanticCustomError("least_anonymous", "five at least")
        if (self.tie == "linked") != bool(self.link):
            raise PydanticCustomError("link", "linked by which kind of link")
        return self


class Residents(Part):
    """The public questionnaire; `by_slip`: only with a printed slip, each of which counts once."""

    least: int = LEAST_OF_RESIDENTS
    by_slip: bool = False
    is_public: bool = False  # the result stands on the public page of the area
    weight: Weight = Decimal(1)
    questions: list[Question] = []  # none: those of the form

    @model_validator(mode="after")
    def _enough(self) -> "Residents":
        if self.least < LEAST_OF_RESIDENTS:
            raise PydanticCustomError("least_residents", "ten at least")
        return self


class Duty(Part):
    """A register of duties or targets, reported entry by entry and confirmed by a post above."""

    register_key: Key
    confirmed_by: Key  # a type of post
    weight: Weight = Decimal(1)


class Common(Part):
    """What reviews and scorecards both say."""

    key: Key
    name: Name
    name_en: str = Field(default="", max_length=120)
    code: str = Field(default="", max_length=60)  # of a scheme outside that this one follows
    about: str = Field(default="", max_length=600)
    about_en: str = Field(default="", max_length=600)
    basis: str = Field(default="", max_length=300)
    effective_from: date
    cadence: Cadence
    subjects: Subjects


class ReviewScheme(Common):
    kind: Literal["review"] = "review"
    days: int = Field(default=20, gt=0, le=120)  # that a round stays open
    opens_itself: bool = True  # when its period has ended
    has_report: bool = False  # the subject reports in words, and is asked about it
    points: tuple[int, int, int, int, int] = POINTS  # for grades from 1 to 5
    reviewers: Reviewers | None = None
    residents: Residents | None = None
    duty: Duty | None = None
    questions: list[Question] = []

    @model_validator(mode="after")
    def _whole(self) -> "ReviewScheme":
        if not (self.reviewers or self.residents or self.duty):
            raise PydanticCustomError("no_part", "reviewers, residents or duty")
        if self.reviewers and not _weighs(self.questions):
            raise PydanticCustomError("no_question", "a question with grades")
        if self.residents and not _weighs(self.questions_of("public")):
            raise PydanticCustomError("no_question", "a question with grades")
        for asked in (self.questions, self.questions_of("public")):
            if len({each.key for each in asked}) < len(asked):
                raise PydanticCustomError("twice", "named twice")
        if self.subjects.of == "appointment" and self.reviewers:
            raise PydanticCustomError("no_colleagues", "by duty list and residents only")
        if self.subjects.of == "appointment" and not self.duty:
            raise PydanticCustomError("no_duty", "who confirms sees the result")
        return self

    def questions_of(self, side: str) -> list[Question]:
        """The form of the `reviewers` or of the `public`."""
        own = self.residents.questions if side == "public" and self.residents else []
        return own or self.questions


class CardLine(Part):
    """An addend. `source` is indicator:<key>, review:<scheme>, duty:<scheme>, standard:<register>,
    whistles or external:<key>; `zero` and `full` are the values that give 0 and 100 points."""

    key: Key
    name: Words
    name_en: str = Field(default="", max_length=300)
    source: Annotated[
        str,
        Field(pattern=r"^(whistles|(indicator|review|standard|external):[a-z][a-z0-9_]*)$"),
    ]
    unit: str = Field(default="", max_length=20)
    weight: Weight
    zero: Decimal = Decimal(0)
    full: Decimal = Decimal(100)
    since: Literal["period", "year"] = "period"  # `year`: cumulative from the first of January

    @model_validator(mode="after")
    def _way(self) -> "CardLine":
        if self.zero == self.full:
            raise PydanticCustomError("no_way", "0 and 100 points at the same value")
        return self


class Scorecard(Common):
    kind: Literal["scorecard"]
    lock_days: int = Field(default=10, ge=0, le=120)  # after the period's end
    lines: Annotated[list[CardLine], Field(min_length=1)]

    @model_validator(mode="after")
    def _nobody(self) -> "Scorecard":
        if self.subjects.of == "appointment":
            raise PydanticCustomError("no_person", "no scorecard of a person")
        if len({line.key for line in self.lines}) < len(self.lines):
            raise PydanticCustomError("twice", "named twice")
        return self


Definition = ReviewScheme | Scorecard


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the line it stands on."""

    line: int
    message: Sentence

    def __str__(self) -> str:
        return str(_("Line %(line)s: %(fault)s") % {"line": self.line, "fault": self.message})


class FaultyScheme(Refusal):
    """The text is no scheme; `faults` says why, in the order of the file."""

    code = "faulty_scheme"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(_("This scheme has mistakes; correct them and try again."))
        self.faults = sorted(faults, key=lambda fault: fault.line)

    def __str__(self) -> str:
        return "\n".join([str(self.sentence), *map(str, self.faults)])


_SENTENCES: dict[str, Sentence] = {
    "subjects": _("Say whom it is about: bodies by kinds, areas by levels, or posts; not both."),
    "reviewers": _("Say who reviews: holders of posts, or kinds of bodies; one of the two."),
    "least_anonymous": _("Anonymous reviews need at least 5 answers before anything is shown."),
    "least_residents": _("Residents’ answers are shown from 10 on: `least` must be 10 or more."),
    "link": _("A tie by links needs the kind of link, and only such a tie has one."),
    "no_part": _("A review needs reviewers, residents, or a duty list."),
    "no_question": _("A form needs at least one question with grades or with yes and no."),
    "twice": _("Two things here have the same key; rename one."),
    "no_colleagues": _("An appointment is reviewed by its duty list and by residents only."),
    "no_duty": _("An appointment needs a duty list: who confirms it is who sees the result."),
    "no_way": _("`zero` and `full` must differ: one gives 0 points, the other 100."),
    "no_person": _("Scorecards are of bodies and areas, never of a person."),
}


def read_scheme(text: str) -> Definition:
    """The scheme in `text`. Refuses with every fault at once (FaultyScheme)."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = format_lazy(_("This is not valid TOML: {problem}."), problem=str(error))
        raise FaultyScheme([Fault(line_of_error(error, text), message)]) from None
    shape = Scorecard if document.get("kind") == "scorecard" else ReviewScheme
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        raise FaultyScheme(_faults(error, text)) from None


def _faults(error: ValidationError, text: str) -> list[Fault]:
    lines = lines_of(text)
    found = []
    for detail in error.errors():
        place: Path = detail["loc"]
        said = _SENTENCES.get(detail["type"]) or sentence_of(detail)
        found.append(Fault(line_of(lines, place), said))
    return found


def _weighs(questions: Sequence[Question]) -> bool:
    return any(each.kind != "text" for each in questions)
