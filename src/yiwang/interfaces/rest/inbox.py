"""`/api/v1/tasks`: the inbox of the token's account, and acting on a task of it."""

from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Router

from yiwang.foundation.records.actor import staff
from yiwang.foundation.refusals import NotFound
from yiwang.foundation.used_keys import plain_key
from yiwang.interfaces.rest.given import inputs_of
from yiwang.interfaces.rest.problems import NAMES
from yiwang.interfaces.rest.schemas import (
    ActDone,
    ActGiven,
    ActionOffered,
    ItemShown,
    TaskOffered,
    TaskShown,
)
from yiwang.interfaces.rest.tokens import StaffToken
from yiwang.work.cases.queries.named import OnList, numbers_of, on_list_of_tasks
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.once import Once
from yiwang.work.workflows.queries import InboxItem, PossibleAction, inbox, light, possible_actions
from yiwang.work.workflows.wording import in_words

router = Router(tags=["tasks"], auth=StaffToken())


@router.get("", response=list[TaskShown], summary="The inbox")
def list_tasks(request: HttpRequest) -> list[TaskShown]:
    """Open tasks at all posts the account holds today, the most urgent first."""
    items = inbox(_account(request), timezone.now())
    cases = on_list_of_tasks({item.subject[1] for item in items})
    return [_shown(item, cases[item.subject[1]]) for item in items]


@router.get("/{task_id}", response=TaskOffered, summary="What a task offers")
def show_task(request: HttpRequest, task_id: int) -> TaskOffered:
    """Each action that there is now, with what it needs, and its checklist, item by item."""
    account, now = _account(request), timezone.now()
    item = next((each for each in inbox(account, now) if each.id == task_id), None)
    if item is None:
        raise NotFound(_("There is no such task among yours."))
    offered = possible_actions(item, account, now=now)
    return TaskOffered(
        id=item.id,
        case=numbers_of([item.subject[1]])[item.subject[1]],
        step=item.step_label,
        actions=[_offered(action) for action in offered],
    )


@router.post("/{task_id}/{action}", response=ActDone, summary="Act on a task")
def act_on_task(
    request: HttpRequest,
    task_id: int,
    action: str,
    given: ActGiven,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key")] = "",
) -> ActDone:
    """Do what the step offers. A second attempt is told who was first (409); a request repeated
    under the same key does nothing more, and is told how the case stands then."""
    actor = staff(_account(request))
    once = None
    if key := plain_key(idempotency_key):
        once = Once(key, given.model_dump_json(exclude_unset=True))
    run = perform(task_id, action, inputs_of(given), actor=actor, now=timezone.now(), once=once)
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
                    "needs": _named(item.needs(action, case.evidence)),
                }
                for action in item.actions
            ],
        }
    )


def _offered(action: PossibleAction) -> ActionOffered:
    listed = action.checklist.items if action.checklist else ()
    return ActionOffered(
        key=action.key,
        name=action.label,
        says=action.says,
        needs=_named(action.needs),
        recommended=action.is_recommended,
        refusal=action.refusal,
        basis=action.basis,
        checklist=[
            ItemShown(item=item.key, title=item.title, asks=item.asks, basis=item.basis)
            for item in listed
        ],
    )


def _named(needs: Iterable[str]) -> list[str]:
    """Inputs by the words of this interface."""
    return sorted(NAMES.get(name, name) for name in needs)
