"""`/api/v1/tasks`: the inbox of the token's account, and acting on a task of it."""

import base64
import io

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.files.photos import CheckedPhoto, check_photo
from yiwang.foundation.records.actor import staff
from yiwang.foundation.refusals import Invalid
from yiwang.interfaces.rest.schemas import ActDone, ActGiven, CallGiven, TaskShown, TickGiven
from yiwang.interfaces.rest.tokens import StaffToken
from yiwang.structure.organizations.queries import ids_of
from yiwang.work.cases.queries.named import numbers_of
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.queries import InboxItem, inbox, light
from yiwang.work.workflows.subjects import Ask, Inputs, Part, Tick
from yiwang.work.workflows.wording import in_words

MOST_PHOTOS = 6
router = Router(tags=["tasks"], auth=StaffToken())


@router.get("", response=list[TaskShown], summary="The inbox")
def list_tasks(request: HttpRequest) -> list[TaskShown]:
    """Open tasks at all posts the account holds today, the most urgent first."""
    items = inbox(_account(request), timezone.now())
    numbers = numbers_of({item.subject[1] for item in items})
    return [_shown(item, numbers.get(item.subject[1], "")) for item in items]


@router.post("/{task_id}/{action}", response=ActDone, summary="Act on a task")
def act_on_task(request: HttpRequest, task_id: int, action: str, given: ActGiven) -> ActDone:
    """Do what the step offers. A second attempt is told who was first (409)."""
    actor = staff(_account(request))
    run = perform(task_id, action, _inputs(given), actor=actor, now=timezone.now())
    number = numbers_of([run.subject_id])[run.subject_id]
    return ActDone(case=number, step=run.step, is_open=run.is_open)


def _account(request: HttpRequest) -> int:
    return int(request.auth)  # type: ignore[attr-defined]  # set by the token check


def _inputs(given: ActGiven) -> Inputs:
    return Inputs(
        text=given.text,
        reason=given.reason,
        kind=given.type,
        nature=given.nature,
        organizations=tuple(ids_of(given.organizations)),
        whistle=given.whistle,
        asks=_asks(given.calls),
        parts=tuple(Part(part.text, part.type, part.area) for part in given.parts),
        title=given.title,
        objection=given.objection,
        grade=given.grade,
        amount=given.amount,
        people=given.people,
        cost=given.cost,
        ticks=tuple(map(_tick, given.ticks)),
        photos=_photos(given.photos),
    )


def _asks(calls: list[CallGiven]) -> dict[int, Ask]:
    """By organization, in as many words as were given."""
    ids = ids_of([call.organization for call in calls])
    return {
        each: Ask(call.demand, Limit(call.value, call.clock) if call.value is not None else None)
        for each, call in zip(ids, calls, strict=True)
    }


def _tick(given: TickGiven) -> Tick:
    return Tick(given.item, given.state, given.words.strip(), _photos(given.photos))


def _photos(photos: list[str]) -> tuple[CheckedPhoto, ...]:
    return tuple(_photo(photo) for photo in _few(photos))


def _few(photos: list[str]) -> list[str]:
    if len(photos) > MOST_PHOTOS:
        raise Invalid({"photos": _("Send six photos at most.")})
    return photos


def _photo(content: str) -> CheckedPhoto:
    try:
        return check_photo(io.BytesIO(base64.b64decode(content, validate=True)))
    except ValueError:  # also of what is no ASCII
        raise Invalid({"photos": _("Send each photo in base64.")}) from None


def _shown(item: InboxItem, number: str) -> TaskShown:
    now = timezone.now()
    return TaskShown.model_validate(
        {
            "id": item.id,
            "case": number,
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
                    "needs": sorted({*ACTS[action.act].needs, *action.needs}),
                }
                for action in item.actions
            ],
        }
    )
