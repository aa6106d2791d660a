"""An act through a page: the form is kept whatever happens, and sending it twice is sent once."""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal, Sentence
from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.forms import Tried
from yiwang.portals.casework.given import Given, given_by, inputs_of, take_photos
from yiwang.portals.casework.staff import account_of, actor_of
from yiwang.work.cases.queries import timeline
from yiwang.work.workflows.actions.perform import perform

REMEMBERED_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of it. `done` says so in a sentence; else `tried` holds what was typed, `refusal`
    the sentence where no field is at fault."""

    done: Sentence = ""
    tried: Tried | None = None
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        """For the page that shows the form again."""
        if self.refusal is not None:
            return int(self.refusal.status)
        return 422 if self.tried and self.tried.faults else 200


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to do what on which task."""

    account_id: int
    case_id: int
    task_id: int
    action: str
    given: Given = field(default_factory=Given)


def attempt(request: HttpRequest, case_id: int, task_id: int, action: str) -> Attempt:
    """Perform the act that the form asks for. Nothing typed is lost when it is refused."""
    account_id, given = account_of(request), given_by(request)
    faults = take_photos(request, given, account_id)
    wish = Wish(account_id, case_id, task_id, action, given)
    if faults or "drop" in request.POST:
        return Attempt(tried=Tried(task_id, action, given, faults))
    try:
        return _performed(request, wish)
    except Invalid as refusal:
        return Attempt(tried=Tried(task_id, action, given, refusal.fields))
    except Refusal as refusal:
        return Attempt(tried=Tried(task_id, action, given), refusal=refusal)


def _performed(request: HttpRequest, wish: Wish) -> Attempt:
    inputs = inputs_of(wish.given, wish.account_id)
    sent = f"form-sent:{wish.account_id}:{wish.given.form}"
    is_first = cache.add(sent, wish.action, REMEMBERED_SECONDS)
    try:
        perform(wish.task_id, wish.action, inputs, actor=actor_of(request), now=timezone.now())
    except AlreadyDone:
        if is_first:
            raise
        return Attempt(done=_("It was noted the first time; nothing was done twice."))
    except Refusal:
        cache.delete(sent)
        raise
    kept_photos.forget(kept_photos.folder_of(wish.account_id, wish.given.form))
    return Attempt(done=timeline(wish.case_id, "staff")[-1].sentence)
