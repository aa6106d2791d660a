"""A working calendar, and the days that differ from its week."""

from datetime import date, time

from pydantic import Field, field_validator

from yiwang.packs.loader.schema.parts import Key, Name, Part

Span = tuple[str, str]


class CalendarFile(Part):
    """`week` is seven lists of spans, Monday first; `days` is a CSV file, by path from this one."""

    key: Key
    name: Name
    name_en: str = ""
    timezone: str = "Asia/Shanghai"
    week: list[list[Span]] = Field(min_length=7, max_length=7)
    announced_from: date
    announced_through: date
    days: str
    source: str = ""  # of the days that do not name their own

    @field_validator("week")
    @classmethod
    def _spans_are_times(cls, week: list[list[Span]]) -> list[list[Span]]:
        for opens, closes in (span for day in week for span in day):
            if time.fromisoformat(opens) >= time.fromisoformat(closes):
                raise ValueError(f"{opens} is not before {closes}")
        return week


class DayLine(Part):
    """A holiday, or a make-up working day."""

    day: date
    is_working: bool
    name: str = ""
    source: str = ""
