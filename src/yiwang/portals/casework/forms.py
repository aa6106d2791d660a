"""The form of each act that is possible on a task: which fields, what is in them, what is wrong."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework import wording
from yiwang.portals.casework.choices import (
    MOST_UNFOLDED,
    Body,
    BodyChoices,
    TriageChoices,
    offices_that_handled,
    offices_to_call,
    triage_choices,
)
from yiwang.portals.casework.given import Given
from yiwang.work.cases.models import Case
from yiwang.work.workflows.queries import Ahead, PossibleAction, TaskLine, ahead, possible_actions

# What a form offers beyond what its act must have.
OFFERED = {
    "whistle": {"text"},
    "settle": {"photos"},
    "pass_up": {"text"},
    "dispatch": {"text"},
    "redirect": {"text"},
    "return": {"photos"},
    "finish": {"photos"},
    "pass_check": {"text", "photos"},
    "rework": {"organizations", "photos"},
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that came back: which one, what was typed, and why it was not accepted."""

    task_id: int
    action: str
    given: Given
    faults: Mapping[str, Sentence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActForm:
    """One act as a page offers it. `is_main`: the one red button; `is_open`: shown unfolded."""

    action: PossibleAction
    task_id: int
    fields: frozenset[str]
    given: Given
    faults: Mapping[str, Sentence]
    is_main: bool
    is_open: bool
    is_tried: bool
    ahead: Ahead | None
    now: datetime
    triage: TriageChoices | None
    offices: BodyChoices | None

    @property
    def id(self) -> str:
        """For the ids of its fields."""
        return f"t{self.task_id}-{self.action.key}"

    @property
    def are_photos_needed(self) -> bool:
        return "photos" in self.action.needs

    @property
    def text_label(self) -> str:
        return wording.text_label(self.action.act)

    @property
    def reason_label(self) -> str:
        return wording.reason_label(self.action.act)

    @property
    def preview(self) -> str:
        """What pressing the button sets going, in a sentence."""
        if self.ahead is None:
            return ""
        if self.offices is not None:
            return wording.told_those_chosen(self.ahead, self.now)
        return wording.told_next(self.ahead, self.now)

    @property
    def previews(self) -> str:
        """The same for every number of offices chosen, as JSON for the script that counts along."""
        if self.ahead is None or self.offices is None:
            return ""
        numbers = range(len(self.offices.bodies) + 1)
        return json.dumps([wording.told_offices(self.ahead, n, self.now) for n in numbers])

    @property
    def kind(self) -> str:
        """The type preselected: as typed before, else as the case has it or its words suggest."""
        return self.given.kind or (self.triage.kind if self.triage else "")

    @property
    def nature(self) -> str:
        """The nature preselected: as typed before, else what the register proposes."""
        return self.given.nature or (self.triage.nature if self.triage else "")

    @property
    def chosen(self) -> list[int]:
        """The offices preselected: as chosen before, else those proposed."""
        if self.is_tried or self.offices is None:
            return self.given.organizations
        return self.offices.chosen

    @property
    def offices_in_sight(self) -> list[Body]:
        """Of a long list only those proposed or chosen; the others are folded away."""
        bodies = self.offices.bodies if self.offices else []
        if len(bodies) <= MOST_UNFOLDED:
            return bodies
        return [body for body in bodies if body.is_proposed or body.id in self.chosen]

    @property
    def offices_folded(self) -> list[Body]:
        bodies = self.offices.bodies if self.offices else []
        return [body for body in bodies if body not in self.offices_in_sight]

    @property
    def lead(self) -> int | None:
        """The office that leads unless said otherwise."""
        return self.given.lead or (self.chosen[0] if self.chosen else None)

    @property
    def errors(self) -> list[tuple[str, Sentence]]:
        """For the summary on top of the page."""
        return [(f"{self.id}-{name}", sentence) for name, sentence in self.faults.items()]


@dataclass(frozen=True, slots=True)
class TaskAtHand:
    """An open task that the reader may act on now."""

    task: TaskLine
    forms: list[ActForm]


def tasks_at_hand(
    case: Case,
    tasks: Sequence[TaskLine],
    account_id: int,
    *,
    held: set[int],
    now: datetime,
    tried: Tried | None = None,
) -> list[TaskAtHand]:
    """The open tasks at the posts held, each with its forms; those nobody has, where told of."""
    desk = _Desk(case, tasks, account_id, now, tried)
    mine = [t for t in tasks if t.is_open and (t.post_id in held or t.post_id is None)]
    found = (TaskAtHand(task, desk.forms_of(task)) for task in mine if task.role != "reporter")
    return [at_hand for at_hand in found if at_hand.forms]


class _Desk:
    """One reading of one case: what several forms ask for is looked up once."""

    def __init__(
        self,
        case: Case,
        tasks: Sequence[TaskLine],
        account_id: int,
        now: datetime,
        tried: Tried | None,
    ) -> None:
        self.case, self.tasks, self.account_id = case, tasks, account_id
        self.now, self.tried = now, tried
        self.on = timezone.localdate(now)
        self._triage: TriageChoices | None = None
        self.is_first = True  # the first task that can be acted on has the main button

    def forms_of(self, task: TaskLine) -> list[ActForm]:
        nature = self.triage.nature if task.role == "actor" and not self.case.nature else ""
        actions = possible_actions(task, self.account_id, now=self.now, nature=nature)
        if not actions:
            return []
        is_first, self.is_first = self.is_first, False
        leads = ahead(task, {action.key for action in actions}, now=self.now)
        main = next((a for a in actions if a.is_recommended), actions[0])
        return [
            self._form(task, action, leads.get(action.key), is_main=is_first and action is main)
            for action in sorted(actions, key=lambda action: action is not main)
        ]

    def _form(
        self, task: TaskLine, action: PossibleAction, lead: Ahead | None, *, is_main: bool
    ) -> ActForm:
        fields = action.needs | OFFERED.get(action.act, set())
        tried = self.tried if self._is_tried(task, action) else None
        return ActForm(
            action=action,
            task_id=task.id,
            fields=frozenset(fields),
            given=tried.given if tried else Given(),
            faults=tried.faults if tried else {},
            is_main=is_main,
            is_open=bool(tried) or (is_main and self.tried is None),
            is_tried=bool(tried),
            ahead=lead,
            now=self.now,
            triage=self.triage if fields & {"kind", "nature"} else None,
            offices=self._offices(action) if "organizations" in fields else None,
        )

    def _is_tried(self, task: TaskLine, action: PossibleAction) -> bool:
        tried = self.tried
        return bool(tried and (tried.task_id, tried.action) == (task.id, action.key))

    def _offices(self, action: PossibleAction) -> BodyChoices:
        if action.act == "rework":
            return offices_that_handled(self.tasks)
        return offices_to_call(self.case, self.tasks, self.on)

    @property
    def triage(self) -> TriageChoices:
        if self._triage is None:
            self._triage = triage_choices(self.case, self.on)
        return self._triage
