"""Where the work of a case began: with somebody outside who needed something, with a member of
staff who came across it, or with a task that only staff begin (a plan, a check, an order)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import Sentence
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.models.case_type import OWN_CHANNEL, STAFF

OWN = OWN_CHANNEL  # by which staff raise something of their own
NEEDED, FOUND, TASKED = ORIGINS = ("needed", "found", "tasked")
ORIGIN_WORDS: dict[str, Sentence] = {
    NEEDED: _("needs that residents raised"),
    FOUND: _("found by staff"),
    TASKED: _("tasks, checks and plans begun by staff"),
}


@kept
def types_of_tasks() -> tuple[int, ...]:
    """The ids of the types that only staff begin, by their own word or by that above them."""
    of_staff = Q(begun_by=STAFF) | Q(parent__begun_by=STAFF)
    return tuple(CaseType.objects.filter(of_staff).order_by("pk").values_list("pk", flat=True))


def began_as(origin: str) -> Q:
    """The cases of one origin; every case has one."""
    if origin == NEEDED:
        return ~Q(channel=OWN)
    is_task = Q(type__in=types_of_tasks())
    own = Q(channel=OWN)
    return own & is_task if origin == TASKED else own & (Q(type=None) | ~is_task)
