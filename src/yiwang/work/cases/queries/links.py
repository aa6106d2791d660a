"""What the link of an outside firm opens, as long as it opens anything."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import masked
from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.structure.territory.queries import paths_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.workflows.queries.outside import InvitationLine, invitation


@dataclass(frozen=True, slots=True)
class Work:
    """What a firm sees of the case: no number of people in it, and no contact."""

    number: str
    kind: CaseType | None
    said: str
    place: str
    place_text: str


class LinkOver(Refusal):
    """The link has expired, was taken back, or has done its work."""

    code = "link_over"


def link_in_use(task_id: int, now: datetime) -> InvitationLine:
    """The invitation behind a link that still opens something."""
    line = invitation(SUBJECT, task_id)
    if line is None:
        raise NotFound(_("There is no such link. Ask who gave it to you."))
    if not line.is_valid(now):
        raise LinkOver(_OVER.get(line.outcome, _EXPIRED))
    return line


def work_of(line: InvitationLine) -> Work:
    """The case that a firm is asked to help with."""
    case = Case.objects.select_related("type").get(pk=line.subject_id)
    return Work(
        number=case.number,
        kind=case.type,
        said=masked(case.text),
        place=paths_of([case.area_id])[case.area_id] if case.area_id else "",
        place_text=masked(case.place_text),
    )


_EXPIRED = _("This link has expired. If there is more to report, ask who gave it to you.")
_OVER = {
    "revoked": _("This link was taken back by who gave it. Ask them if it is still needed."),
    "report_result": _("You have reported the result. Thank you; this link is done with."),
}
