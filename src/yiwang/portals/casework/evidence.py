"""What a type asks a result to be shown by, in words for the form and the checklist."""

from django.utils.translation import gettext as _

from yiwang.work.workflows.evidence import Demand


def asked_in_words(demand: Demand) -> str:
    """ "做完以后的照片", "至少 30 个字说明怎么办的"."""
    if demand.kind.key == "text":
        return _("What was done, in at least %(least)d characters") % {"least": demand.number}
    if demand.kind.key == "place":
        sentence = _("Where it was done; with a reason if more than %(most)d metres away")
        return sentence % {"most": demand.number}
    return str(demand.kind.name)
