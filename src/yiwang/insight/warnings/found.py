"""What a look at the numbers finds: one thing that stands out, with what explains it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """`key` tells the same thing again; `size` is what is compared when it was closed before;
    `numbers` is JSON and explains it (see `sentences.py`)."""

    kind: str
    key: str
    size: float
    numbers: Mapping[str, Any] = field(default_factory=dict)
    area_id: int | None = None
    organization_id: int | None = None
    post_id: int | None = None
    type_id: int | None = None
