"""What was decided without a signal holds only as long as nobody else acted on the task meanwhile.

That a task is over is found by its own gatekeeper (policies); this is for tasks still open.
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.records.queries import acts_of_others
from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.checks import actions_of
from yiwang.work.workflows.deed import Standing
from yiwang.work.workflows.wording import in_words


class MovedOn(Refusal):
    """Somebody else acted on the task after its author had last looked."""

    code = "moved_on"


def check_nothing_since(standing: Standing, seen: int) -> None:
    """Refuses (MovedOn) what rests on a state that is over: who did what, when."""
    run, task, me = standing.run, standing.task, standing.actor.account_id
    latest = acts_of_others((run.subject, run.subject_id), task.pk, me, seen).first()
    if latest is None:
        return
    offered = actions_of(standing.definition, task)
    named = {action.key: in_words(action.name, action.name_en) for action in offered}
    key, who = latest.data["action"], latest.account_id or 0
    sentence = _(
        "Meanwhile %(who)s has done something on this task: “%(what)s”, %(when)s. See how it "
        "stands now; if yours still holds, send it again."
    )
    told = {
        "who": names_of_accounts([who])[who],
        "what": named.get(key, key),
        "when": date_format(timezone.localtime(latest.at), "DATETIME_FORMAT"),
    }
    raise MovedOn(sentence % told)
