"""A resident objects to what is published, without an account: only the words are kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Objection, Publication
from yiwang.work.cases.publishing import NO_SUCH_NOTICE
from yiwang.work.workflows.queries.open_publications import open_until

LONGEST, MOST = 1000, 200


class TimeIsOver(Refusal):
    """Nobody can object any more."""

    code = "time_is_over"


@transaction.atomic
def object_to(
    publication_id: int, text: str, form: UUID, *, actor: Actor = REPORTER, now: datetime
) -> None:
    """Keep the objection for those at work on it. Sent twice, it is kept once.

    Refuses words that cannot be used (Invalid), and what is not open to objections (TimeIsOver).
    """
    found = Publication.objects.select_for_update(of=("self",)).select_related("case")
    publication = found.filter(pk=publication_id).first()
    if publication is None:
        raise NotFound(NO_SUCH_NOTICE)
    if Objection.objects.filter(form=form).exists():
        return
    if fault := _fault(text):
        raise Invalid({"text": fault})
    _refuse_late(publication, now)
    objection = Objection.objects.create(
        publication=publication, form=form, text=text.strip(), at=now
    )
    record(
        "cases.case.objected",
        subject=(SUBJECT, publication.case_id),
        actor=actor,
        at=now,
        publication=publication.pk,
        objection=objection.pk,
    )


def _fault(text: str) -> Sentence:
    if not text.strip():
        return _("Please write what you object to, and why.")
    if len(text) > LONGEST:
        return _("Please use at most %(most)d characters.") % {"most": LONGEST}
    if "\x00" in text:
        return _("This text has characters that cannot be stored. Please write it anew.")
    if personal_numbers(text):
        return _(
            "Nobody needs to know who you are: please take telephone and identity numbers out."
        )
    return ""


def _refuse_late(publication: Publication, now: datetime) -> None:
    run_id = publication.case.run_id
    until = open_until([run_id]).get(run_id) if run_id else None
    if publication.over_at or until is None or now > until:
        raise TimeIsOver(_("The time for objections is over. Ask at the station of your village."))
    if publication.objections.count() >= MOST:
        raise TimeIsOver(
            _("So many have objected that no more are taken here. Ask at the station.")
        )
