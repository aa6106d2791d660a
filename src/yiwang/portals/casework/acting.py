"""An act through a page: the form is kept whatever happens, and sending it twice is sent once."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.foundation.used_keys import KeyUsedOtherwise, key_of_form
from yiwang.portals.casework import kept_photos
from yiwang.portals.casework.forms import Tried
from yiwang.portals.casework.given import Given, given_by, inputs_of, take_photos
from yiwang.portals.casework.staff import account_of, actor_of
from yiwang.work.cases.queries import timeline
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.once import Once, is_used
from yiwang.work.workflows.subjects import Inputs


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of it. `done` says so in a sentence, `is_first` whether just now; else `tried`
    holds what was typed, `refusal` the sentence where no field is at fault."""

    done: Sentence = ""
    is_first: bool = True
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
    seen: int | None = None


def attempt(
    request: HttpRequest, case_id: int, task_id: int, action: str, *, seen: int | None = None
) -> Attempt:
    """Perform the act that the form asks for. Nothing typed is lost when it is refused. `seen`: of
    one decided without a signal, the newest record of the case that its author had (Once)."""
    account_id, given = account_of(request), given_by(request)
    faults = take_photos(request, given, account_id)
    wish = Wish(account_id, case_id, task_id, action, given, seen)
    if faults or "drop" in request.POST:
        return Attempt(tried=Tried(task_id, action, given, faults))
    try:
        return _performed(request, wish)
    except Invalid as refusal:
        return Attempt(tried=Tried(task_id, action, given, refusal.fields))
    except Refusal as refusal:
        return Attempt(tried=Tried(task_id, action, given), refusal=refusal)


def _performed(request: HttpRequest, wish: Wish) -> Attempt:
    inputs, now = inputs_of(wish.given, wish.account_id), timezone.now()
    key = key_of_form(wish.given.form, wish.account_id)
    once = Once(key, said_in(inputs), wish.seen)
    was_done = is_used(key, wish.account_id)
    try:
        perform(wish.task_id, wish.action, inputs, actor=actor_of(request), now=now, once=once)
    except KeyUsedOtherwise:
        return Attempt(done=OTHERWISE, is_first=False)
    kept_photos.forget(kept_photos.folder_of(wish.account_id, wish.given.form))
    if was_done:
        return Attempt(done=TWICE, is_first=False)
    return Attempt(done=timeline(wish.case_id, "staff")[-1].sentence)


def said_in(inputs: Inputs) -> str:
    """Everything that was sent, pictures by their digest: equal for the same form only."""

    def in_short(value: object) -> str:
        return sha256(value).hexdigest() if isinstance(value, bytes) else str(value)

    return json.dumps(asdict(inputs), default=in_short, sort_keys=True)


TWICE = _("It was noted the first time; nothing was done twice.")
OTHERWISE = _(
    "It was noted the first time, before you changed it here. See how it stands; what you changed "
    "is not in it."
)
