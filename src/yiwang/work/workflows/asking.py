"""What may be asked for about a run, and on which tasks. Somebody else decides (decision 0012).

An act that asks opens a task for the approver beside the steps. It is offered wherever the
definition has terms for its kind; what granting does is in `granting`, one file for each kind.
"""

from collections.abc import Collection
from typing import Protocol

from yiwang.work.workflows.definition.schema import Action, Definition, RequestTerms
from yiwang.work.workflows.models import Task

ASKING_ROLES = {"actor", "handler"}  # whose tasks are theirs to do
EXPIRED = "expire_question"  # the act that ends a question without an answer


class OfStep(Protocol):
    """A task, or a line about one."""

    @property
    def step(self) -> str: ...
    @property
    def role(self) -> str: ...


_ASKS = {
    "extension": Action(
        act="ask_extension",
        name="申请延期",
        name_en="Ask for more time",
        says="交上级审批；批准之前时限照常计算",
        says_en="Somebody else decides; until then the time runs on",
    ),
    "pause": Action(
        act="ask_pause",
        name="申请暂停计时",
        name_en="Ask for a pause",
        says="确实需要等待时用；批准后从申请时起停表，反映人看得到理由",
        says_en="For when waiting cannot be helped; once granted, the time stands still from the "
        "moment it was asked for, and the reporter sees why",
    ),
    "deferral": Action(
        act="ask_deferral",
        name="申请缓办（挂账）",
        name_en="Ask to set it aside",
        says="整件事挂账到约定的日子，到期自动恢复办理；单独统计，不计入按期率",
        says_en="The whole case is set aside until a day and comes back by itself; it is counted "
        "beside the on-time figures, not in them",
    ),
    "usual_limits": Action(
        act="ask_usual_limits",
        name="申请取消加急",
        name_en="Ask to take back the urgency",
        says="不再紧急的，经另一人同意后恢复类型规定的时限，从各自开始时重新算；理由告知反映人",
        says_en="For what is urgent no more: once somebody else agrees, the usual limits hold "
        "again, each from its start; the reporter is told why",
    ),
    "void": Action(
        act="ask_void",
        name="申请作废",
        name_en="Ask to void it",
        says="不属实或无法办理的，经另一人同意后作废，理由告知反映人；不算办结",
        says_en="For what is not real or cannot be done: it ends once somebody else agrees; the "
        "reporter is told why, and it does not count as solved",
    ),
}


_RESUME = Action(
    act="resume",
    name="恢复计时",
    name_en="Take it up again",
    says="提前结束暂停或挂账，时限从现在起接着算",
    says_en="Ends the pause before its day; the time runs on from now",
)
PAUSING = {"pause", "deferral"}  # kinds that can be taken back


_QUESTION = Action(
    act="ask_reporter",
    name="请反映人补充",
    name_en="Ask the reporter",
    says="问题会出现在反映人的查询页上；等答复期间本环节停表，到期没有答复就按已有情况继续",
    says_en="The reporter finds it on the page of the code; your time stands still meanwhile, and "
    "goes on if no answer comes in time",
)


def asks_of(definition: Definition, task: OfStep) -> list[Action]:
    """The requests that can be made on a task of this step and role."""
    if task.role not in ASKING_ROLES:
        return []
    asks = {
        kind: _offered(_ASKS[kind], terms)
        for kind, terms in definition.requests.items()
        if kind in _ASKS and (not terms.steps or task.step in terms.steps)
    }
    questions = [_QUESTION] if definition.ask_reporter else []
    return [*asks.values(), *([_RESUME] if asks.keys() & PAUSING else []), *questions]


def is_left_at_that(definition: Definition, tasks: Collection[Task]) -> bool:
    """A question went unanswered, and what is known is answered as it is: nobody asks again."""
    terms = definition.ask_reporter
    if terms is None or terms.if_unanswered != "answer_as_is":
        return False
    return any(task.role == "asked" and task.outcome == EXPIRED for task in tasks)


def _offered(action: Action, terms: RequestTerms) -> Action:
    """Where there are reasons to choose from, one has to be chosen."""
    return action.model_copy(update={"needs": ["reason_code"]}) if terms.reasons else action
