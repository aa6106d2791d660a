"""Take a report out of the house: by whoever has the figures over its area; recorded."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden
from yiwang.insight.boards.models import Board
from yiwang.insight.boards.reports import Issue, Report, report_of
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.territory.models import Area

NOT_YOURS = _("The figures of this area are not yours to take along. Ask its supervisor.")


@transaction.atomic
def export_report(
    board: Board, area: Area, issue: Issue, form: str, *, actor: Actor, now: datetime
) -> Report:
    """The report, and a record of who took it as which kind of file (`docx`, `xlsx`)."""
    if actor.account_id is None:
        raise Forbidden(_("Only staff take lists out of the house. Sign in first."))
    on = timezone.localdate(now)
    actor = acting_with(VIEW_FIGURES, over=area.pk, actor=actor, on=on, refusal=NOT_YOURS)
    report = report_of(board, area, issue, now)
    record(
        "boards.report.exported",
        subject=("territory.area", area.pk),
        actor=actor,
        at=now,
        kind=issue.kind,
        first=issue.days.first.isoformat(),
        last=issue.days.last.isoformat(),
        board=board.key,
        form=form,
    )
    return report
