"""The form of each act that is possible on a task: which fields, what is in them, what is wrong."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework import wording
from yiwang.portals.casework.asked import AskedShown, unit_label
from yiwang.portals.casework.calling import CLOCKS, Asked
from yiwang.portals.casework.choices import (
    MOST_UNFOLDED,
    Body,
    BodyChoices,
    TriageChoices,
    offices_at_work,
    offices_that_handled,
    offices_to_call,
    triage_choices,
)
from yiwang.portals.casework.evidence import asked_in_words
from yiwang.portals.casework.given import Given
from yiwang.portals.casework.grounds import (
    GroundChoices,
    entries_to_strike,
    ground_choices,
    reasons_to_ask,
)
from yiwang.portals.casework.ticking import ItemShown, items_shown
from yiwang.portals.casework.voting import NumberAsked, named_faults, numbers_asked
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import children_of
from yiwang.work.cases.grades import GRADES
from yiwang.work.cases.models import Case, Objection
from yiwang.work.cases.queries.publications import objections_of
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.evidence import Demand, demands
from yiwang.work.workflows.first_act import comes_first
from yiwang.work.workflows.queries import Ahead, PossibleAction, TaskLine, ahead, possible_actions
from yiwang.work.workflows.queries.attempts import Attempts, attempts_in_vain
from yiwang.work.workflows.queries.whistle_kinds import KindOffered, whistle_kinds
from yiwang.work.workflows.sides import CALLED_BACK, is_even
from yiwang.work.workflows.subjects import Part

PART_ROWS = 4
ANSWERS_OBJECTION = "answer_objection"
# What a form offers beyond what its act must have.
OFFERED = {
    "whistle": {"text"},
    "settle": {"photos"},
    "agree": {"people", "amount", "cost"},
    "do": {"text"},
    "publish": {"photos", "title"},
    "enter": {"reason"},
    "pass_up": {"text"},
    "dispatch": {"text"},
    "redirect": {"text"},
    "call_also": {"text"},
    "score": {"reason"},
    "assign_finally": {"text"},
    "return": {"photos"},
    "finish": {"photos"},
    "pass_check": {"text", "photos"},
    "rework": {"organizations", "photos"},
    "grant": {"reason"},
    "call_solved": {"reason"},
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
    whistles: Sequence[KindOffered] = ()
    areas: Sequence[Area] = ()  # where a part may lie instead
    ground: GroundChoices | None = None
    clock: str = ""  # the kind of clock that more time is asked for on
    evidence: Sequence[Demand] = ()
    objections: Sequence[Objection] = ()  # without an answer

    @property
    def id(self) -> str:
        """For the ids of its fields."""
        return f"t{self.task_id}-{self.action.key}"

    @property
    def parts(self) -> list[Part]:
        """The rows to fill in: what was typed, and some empty ones."""
        typed = self.given.parts
        return [*typed, *[Part("")] * max(1, PART_ROWS - len(typed))]

    @property
    def clocks(self) -> tuple[str, ...]:
        return CLOCKS

    @property
    def grades(self) -> list[int]:
        return list(GRADES)

    @property
    def is_calling(self) -> bool:
        """Whether something of its own can be asked of each office."""
        return self.action.act in {"dispatch", "call_also", "redirect"}

    @property
    def are_photos_needed(self) -> bool:
        return "photos" in self.action.needs

    @property
    def asked(self) -> list[Sentence]:
        """What the type of the case asks the result to be shown by, for the checklist."""
        return [asked_in_words(demand) for demand in self.evidence]

    @property
    def items(self) -> list[ItemShown]:
        """What is to be ticked off with it."""
        return items_shown(self.action.checklist, self.given.ticked, self.faults)

    @property
    def votes(self) -> list[NumberAsked]:
        """The numbers of the vote that it counts."""
        return numbers_asked(self.action.ballot, self.given.votes, self.faults)

    @property
    def text_label(self) -> str:
        return self.action.asks or wording.text_label(self.action.act)

    @property
    def reason_label(self) -> Sentence:
        if self.action.act == "dispatch":
            return wording.INSISTS
        return wording.reason_label(self.action.act)

    @property
    def value_label(self) -> str:
        """For how much more time, in the units of the clock."""
        return unit_label(self.clock)

    @property
    def preview(self) -> str:
        """What pressing the button sets going, in a sentence."""
        if self.ahead is None or self.action.ballot:  # the count decides where it goes
            return ""
        if self.offices is not None:
            called = self.ahead.by_whistle.get(self.given.whistle, self.ahead)
            return wording.told_those_chosen(called, self.now)
        return wording.told_next(self.ahead, self.now)

    @property
    def previews(self) -> str:
        """The same by kind of whistle and number of offices called, members of teams counted, as
        JSON for the script that counts along."""
        if self.ahead is None or self.offices is None:
            return ""
        most = sum(body.number for body in self.offices.bodies)
        offered = {kind.key for kind in self.whistles}
        ways = {"": self.ahead} | {
            key: each for key, each in self.ahead.by_whistle.items() if key in offered
        }
        told = {
            key: [wording.told_offices(each, n, self.now) for n in range(most + 1)]
            for key, each in ways.items()
        }
        return json.dumps(told)

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

    def asked_of(self, organization_id: int) -> Asked:
        """What is asked of one office: as typed before, else as the template of the matter says."""
        proposed = self.offices.asks if self.offices and not self.is_tried else {}
        return self.given.asked.get(organization_id) or proposed.get(organization_id) or Asked()

    @property
    def lead(self) -> int | None:
        """The office that leads unless said otherwise."""
        return self.given.lead or (self.chosen[0] if self.chosen else None)

    @property
    def errors(self) -> list[tuple[str, Sentence]]:
        """For the summary on top of the page; a number of a vote is named there."""
        named = named_faults(self.votes, self.faults)
        return [(f"{self.id}-{name}", sentence) for name, sentence in named]


@dataclass(frozen=True, slots=True)
class TaskAtHand:
    """An open task that the reader may act on now. `before`: what the same office finished, when
    it gets the case again."""

    task: TaskLine
    forms: list[ActForm]
    before: TaskLine | None = None
    asked: AskedShown | None = None  # what is to be decided here
    attempts: Attempts | None = None  # of a call-back


def tasks_at_hand(
    case: Case,
    tasks: Sequence[TaskLine],
    account_id: int,
    *,
    held: set[int],
    now: datetime,
    tried: Tried | None = None,
    asked: Sequence[AskedShown] = (),
) -> list[TaskAtHand]:
    """The open tasks at the posts held, each with its forms; those nobody has, where told of. To
    coordinate waits for nobody, so it comes after what does, and to score comes last."""
    desk = _Desk(case, tasks, account_id, now, tried)
    mine = [t for t in tasks if t.is_open and (t.post_id in held or t.post_id is None)]
    done = {task.id: task for task in tasks if task.role == "handler" and task.state == "done"}
    pending = {each.line.approval_id: each for each in asked}
    found = (
        TaskAtHand(
            task,
            desk.forms_of(task),
            done.get(task.follows_id or 0) if task.role == "handler" else None,
            pending.get(task.id),
            attempts_in_vain(task.id, now) if task.role == CALLED_BACK else None,
        )
        for task in sorted(mine, key=_rank)
        if task.role != "reporter"
    )
    return [at_hand for at_hand in found if at_hand.forms]


def _rank(task: TaskLine) -> int:
    return {"coordinating": 1, "scorer": 2}.get(task.role, 0)


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
        self._ground: GroundChoices | None = None
        self.is_first = True  # the first task that can be acted on has the main button

    def forms_of(self, task: TaskLine) -> list[ActForm]:
        nature = self.triage.nature if task.role == "actor" and not self.case.nature else ""
        actions = possible_actions(task, self.account_id, now=self.now, nature=nature)
        actions = [each for each in actions if each.act != ANSWERS_OBJECTION or self.objections]
        if not actions:
            return []
        is_first = self.is_first and not is_even(task.role)
        self.is_first = self.is_first and not is_first
        leads = ahead(task, {action.key for action in actions}, now=self.now)
        main = next((a for a in actions if a.is_recommended), comes_first(actions, task.state))
        return [
            self._form(task, action, leads.get(action.key), is_main=is_first and action is main)
            for action in sorted(actions, key=lambda action: action is not main)
        ]

    def _form(
        self, task: TaskLine, action: PossibleAction, lead: Ahead | None, *, is_main: bool
    ) -> ActForm:
        fields = action.needs | OFFERED.get(action.act, set())
        fields |= {"reason"} if "metres_off" in action.needs else set()
        tried = self.tried if self._is_tried(task, action) else None
        offices = self._offices(action) if "organizations" in fields else None
        if action.act == "dispatch" and offices and offices.are_limited:
            fields |= {"reason"}
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
            triage=self.triage if fields & {"kind", "nature", "parts"} else None,
            offices=offices,
            evidence=demands(self.evidence) if action.asks_for_evidence else (),
            areas=self._areas() if "parts" in fields else (),
            whistles=self._whistles(task) if action.act == "dispatch" else (),
            ground=self._grounds(action) if fields & {"reason_code", "entry"} else None,
            objections=self.objections if "objection" in fields else (),
            clock=next((each.kind for each in task.clocks if each.purpose == "resolve"), ""),
        )

    @cached_property
    def objections(self) -> list[Objection]:
        """Those that wait for an answer."""
        return [each for each in objections_of(self.case) if not each.answer]

    @property
    def evidence(self) -> frozenset[str]:
        return self.case.type.all_evidence if self.case.type else frozenset()

    def _is_tried(self, task: TaskLine, action: PossibleAction) -> bool:
        tried = self.tried
        return bool(tried and (tried.task_id, tried.action) == (task.id, action.key))

    def _areas(self) -> Sequence[Area]:
        """The area of the case and its neighbours under the same one above."""
        area = self.case.area
        return children_of(area.parent_id) if area else ()

    def _whistles(self, task: TaskLine) -> Sequence[KindOffered]:
        assert self.case.run is not None  # it has a task
        return whistle_kinds(definition_of_version(self.case.run.version_id), task.step)

    def _offices(self, action: PossibleAction) -> BodyChoices:
        if action.act == "rework":
            return offices_that_handled(self.tasks)
        if action.act in {"let_go", "change_lead"}:
            return offices_at_work(self.tasks)
        return offices_to_call(self.case, self.tasks, self.on)

    def _grounds(self, action: PossibleAction) -> GroundChoices:
        if action.writes:
            return entries_to_strike(action.writes, self.on)
        kind = ACTS[action.act].asks
        return reasons_to_ask(self.case, kind) if kind else self.ground

    @property
    def ground(self) -> GroundChoices:
        if self._ground is None:
            self._ground = ground_choices(self.case, self.on)
        return self._ground

    @property
    def triage(self) -> TriageChoices:
        if self._triage is None:
            self._triage = triage_choices(self.case, self.on)
        return self._triage
