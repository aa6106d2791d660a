"""What opening a task looks at: the run, its definition, the subject's situation, the moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from yiwang.foundation.clocks.queries import calendar_id, working_time
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.foundation.writing import Pending
from yiwang.structure.posts.queries import nearest_post
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.subjects import Situation


@dataclass
class Setting:
    """One act, or one start, on one run. The calendar is read when the first clock is set."""

    run: Run
    definition: Definition
    situation: Situation
    now: datetime
    task_ids: Sequence[int] = ()  # reserved for the tasks that are opened next
    pending: Pending = field(default_factory=Pending)  # written with the act's record

    @property
    def on(self) -> date:
        """The local day of the moment: appointments and registers count by days."""
        return timezone.localdate(self.now)

    @property
    def calendar_key(self) -> str:
        """The subject's own calendar, else that of the workflow."""
        return self.situation.calendar or self.definition.calendar

    @cached_property
    def calendar_id(self) -> int:
        return calendar_id(self.calendar_key)

    @cached_property
    def days(self) -> WorkingTime:
        return working_time(self.calendar_key)

    def answering(self, post_type: str | None, area_id: int | None = None) -> int | None:
        """The post of this type that answers for the area (the run's own unless given), if any."""
        start = area_id or self.situation.area_id
        if post_type is None or start is None:
            return None
        return nearest_post(post_type, start, self.on)
