"""A person as people say it: by the whole name, by user name, or as they were offered."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.accounts.queries import all_accounts, all_called
from yiwang.portals.casework.areas_found import LONGEST, MOST, key_in, offered
from yiwang.portals.casework.staff import actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.policies import keeping
from yiwang.structure.posts.powers import APPOINT


@staff_page
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """Who may be meant by what is being typed, for whoever appoints, for the field to offer."""
    keeping(actor_of(request), localdate(), APPOINT)
    sought = text_of(request.GET, "q", LONGEST)
    there = all_accounts().filter(is_active=True)
    people = named_like(there, sought, code="username")[:MOST] if sought else ()
    named = [{"value": offered(each.name or each.username, each.username)} for each in people]
    return JsonResponse({"offered": named})


def people_meant(words: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The user name of whoever each of these words means; and what is wrong with the others."""
    asked = {word: key_in(word) for word in words}
    called = all_called(set(asked.values()))
    meant, faults = {}, {}
    for word, said in asked.items():
        people = called[said]
        if len(people) == 1:
            meant[word] = people[0].username
        elif people:
            own = _(", ").join(each.username for each in people)
            several = _("Several are called “%(name)s”. Write one of: %(own)s.")
            faults[word] = several % {"name": word, "own": own}
        else:
            nobody = _("Nobody is called “%(name)s”. Write the whole name, or user name.")
            faults[word] = nobody % {"name": word}
    return meant, faults
