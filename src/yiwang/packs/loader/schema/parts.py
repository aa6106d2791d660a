"""What the shapes are made of: keys, lists in one cell, limits written in words."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from yiwang.foundation.clocks.limits import ClockKind, Limit

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class Part(BaseModel):
    """Unknown keys are refused everywhere."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _listed(value: Any) -> Any:  # Any: whatever the file holds
    return [part.strip() for part in value.split("|") if part.strip()] if _is_cell(value) else value


def _several(value: Any) -> Any:  # Any: whatever the file holds
    return [value] if _is_cell(value) else value


def _limit(value: Any) -> Any:  # Any: whatever the file holds
    if not _is_cell(value):
        return value
    number, _space, kind = value.partition(" ")
    try:
        return Limit(Decimal(number), ClockKind(kind))
    except (InvalidOperation, ValueError):
        kinds = ", ".join(ClockKind)
        raise ValueError(f"write a number and one of {kinds}, as in 3 work_day") from None


def _is_cell(value: object) -> bool:
    return isinstance(value, str)


Listed = Annotated[list[str], BeforeValidator(_listed)]
LimitText = Annotated[Limit, BeforeValidator(_limit)]
OneOrMore = Annotated[list[str], BeforeValidator(_several)]
