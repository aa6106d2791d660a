"""What was split is answered and closed only once every part is: the whole waits for them."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.subjects import subject_of


class PartsAreOpen(Refusal):
    """Parts of it are still under way."""

    code = "parts_are_open"


def check_parts(deed: Deed) -> None:
    """Refuses to answer or to close what has open parts, naming them."""
    if deed.act.role != "actor" or not (deed.act.answers or _ends(deed)):
        return
    waiting = subject_of(deed.run.subject).open_parts(deed.run.subject_id)
    if waiting:
        sentence = _("These parts are still under way: %(parts)s. Wait until they are closed.")
        raise PartsAreOpen(sentence % {"parts": ", ".join(waiting)})


def _ends(deed: Deed) -> bool:
    steps = deed.setting.definition.steps
    return deed.action.to is not None and steps[deed.action.to].kind == "end"
