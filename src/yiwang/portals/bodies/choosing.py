"""A body that somebody names: by its code, or by its name where no other has it."""

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Sentence
from yiwang.structure.organizations.listing import named
from yiwang.structure.organizations.models import Organization

MOST = 8  # bodies offered when the words fit several


def chosen_body(typed: str, faults: dict[str, Sentence], name: str) -> Organization | None:
    """The body; None where nothing was typed, or with a fault that names what fits."""
    if not typed:
        return None
    found = named(typed, MOST + 1)
    exact = [each for each in found if typed in (each.code, each.name)]
    if len(exact) == 1:
        return exact[0]
    if len(found) == 1:
        return found[0]
    if not found:
        faults[name] = _("No body is called this. Look for it in the list of bodies.")
    else:
        listed = _(", ").join(f"{each.name} {each.code}" for each in found[:MOST])
        said = _("Several are called so; write the code of one: %(listed)s.")
        faults[name] = said % {"listed": listed}
    return None
