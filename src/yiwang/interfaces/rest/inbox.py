"""`/api/v1/tasks`: the inbox of the token's account, and acting on a task of it."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from yiwang.foundation.records.actor import staff
from yiwang.interfaces.rest.given import inputs_of
from yiwang.interfaces.rest.problems import NAMES
from yiwang.interfaces.rest.schemas import ActDone, ActGiven, TaskShown
from yiwang.interfaces.rest.tokens import StaffToken
from yiwang.work.cases.queries.named import OnList, numbers_of, on_list_of_tasks
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries import InboxItem, inbox, light
from yiwang.work.workflows.wording import in_words

router = Router(tags=["tasks"], auth=StaffToken())


@router.get("", response=list[TaskShown], summary="The inbox")
def list_tasks(request: HttpRequest) -> list[TaskShown]:
    """Open tasks at all posts the account holds today, the most urgent first."""
    items = inbox(_account(request), timezone.now())
    cases = on_list_of_tasks({item.subject[1] for item in items})
    return [_shown(item, cases[item.subject[1]]) for item in items]


@router.post("/{task_id}/{action}", response=ActDone, summary="Act on a task")
def act_on_task(request: HttpRequest, task_id: int, action: str, given: ActGiven) -> ActDone:
    """Do what the step offers. A second attempt is told who was first (409)."""
    actor = staff(_account(request))
    run = perform(task_id, action, inputs_of(given), actor=actor, now=timezone.now())
    number = numbers_of([run.subject_id])[run.subject_id]
    return ActDone(case=number, step=run.step, is_open=run.is_open)


def _account(request: HttpRequest) -> int:
    return int(request.auth)  # type: ignore[attr-defined]  # set by the token check


def _shown(item: InboxItem, case: OnList) -> TaskShown:
    now = timezone.now()
    return TaskShown.model_validate(
        {
            "id": item.id,
            "case": case.number,
            "step": item.step_label,
            "state": item.state,
            "urgent": item.is_urgent,
            "demand": item.demand,
            "clocks": [
                {
                    "purpose": clock.purpose,
                    "due_at": clock.due_at,
                    "light": str(light(clock, now)),
                }
                for clock in item.clocks
            ],
            "actions": [
                {
                    "key": action.key,
                    "name": in_words(action.name, action.name_en),
                    "says": in_words(action.says, action.says_en),
                    "needs": sorted(
                        NAMES.get(name, name) for name in item.needs(action, case.evidence)
                    ),
                }
                for action in item.actions
            ],
        }
    )
