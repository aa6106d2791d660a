"""What opening a task looks at: the run, its definition, the subject's situation, the moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from yiwang.foundation.clocks.queries import calendar_id, working_time
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.foundation.writing import Pending
from yiwang.structure.posts.queries import (
    nearest_post,
    nearest_post_outside,
    post_of_appointment,
)
from yiwang.structure.posts.queries.duty import somebody_on_duty
from yiwang.work.workflows.definition.schema import Definition, Step
from yiwang.work.workflows.independence import handling_organizations
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.subjects import Situation


@dataclass(frozen=True, slots=True)
class Turn:
    """The post whose turn it is, if anybody is there, and whether those on duty there answer."""

    post_id: int | None
    by_shift: bool


@dataclass
class Setting:
    """One act, or one start, on one run. The calendar is read when the first clock is set."""

    run: Run
    definition: Definition
    situation: Situation
    now: datetime
    task_ids: Sequence[int] = ()  # reserved for the tasks that are opened next
    tasks: Sequence[Task] = ()  # of the run, as far as they were read
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

    def whose_turn(self, step: Step, before: Task | None = None) -> Turn:
        """Where a single step goes after a task: out of working time to who is on duty, if the
        step says so and somebody is."""
        if step.after_hours and not self.days.is_counted(self.now):
            watching = self.answering(step.after_hours)
            if watching and somebody_on_duty(watching, self.now):
                return Turn(watching, by_shift=True)
        return Turn(self._post_of(step, before), by_shift=step.on_duty)

    def _post_of(self, step: Step, before: Task | None) -> int | None:
        if step.stays and before and before.post and before.post.type.key == step.post:
            return before.post_id
        if step.beginner:
            return post_of_appointment(self.situation.begun_in)
        choose = self.answering_from_outside if step.not_of_handlers else self.answering
        return choose(step.post)

    def answering(self, post_type: str | None, area_id: int | None = None) -> int | None:
        """The post of this type that answers for the area (the run's own unless given), if any."""
        start = area_id or self.situation.area_id
        if post_type is None or start is None:
            return None
        return nearest_post(post_type, start, self.on)

    def answering_from_outside(self, post_type: str | None) -> int | None:
        """The same, of no office that handled it."""
        start, inside = self.situation.area_id, handling_organizations(self.tasks)
        if post_type is None or start is None or not inside:
            return self.answering(post_type)
        return nearest_post_outside(post_type, start, self.on, inside)
