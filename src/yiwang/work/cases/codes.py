"""What a code opens: a case as its reporter, or as somebody who follows it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.compiled import compiled
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.foundation.tracking import digest_of
from yiwang.work.cases.models import Case


@dataclass(frozen=True, slots=True)
class Opened:
    """A case, and whether the code is its reporter's own."""

    case: Case
    is_reporter: bool


def opened_by(code: str) -> Opened:
    """The case a code opens, with what its page shows. NotFound for any other code."""
    digest = digest_of(code)
    if digest is None:
        raise NotFound(NO_SUCH_CODE)
    own = _reported(digest)
    found = own or _followed(digest)
    if not found:
        raise NotFound(NO_SUCH_CODE)
    return Opened(found[0], is_reporter=bool(own))


@compiled
def _reported(digest: str) -> QuerySet[Case]:
    return _SHOWN.filter(tracking_digest=digest)


@compiled
def _followed(digest: str) -> QuerySet[Case]:
    return _SHOWN.filter(followers__tracking_digest=digest)


def case_by_code(code: str) -> Case:
    """The case a code opens, the reporter's or a follower's."""
    return opened_by(code).case


def case_of_reporter(code: str) -> Case:
    """The case whose reporter holds this code: for whatever only the reporter may do."""
    opened = opened_by(code)
    if not opened.is_reporter:
        raise Forbidden(
            _("You follow this case. Only the one who reported it can do this, with their code.")
        )
    return opened.case


_SHOWN = Case.objects.select_related("type__parent", "area", "run").defer("area__geometry")
NO_SUCH_CODE = _("There is no case with this code. Check it: nine characters, such as 7K2-M9P-4XD.")
