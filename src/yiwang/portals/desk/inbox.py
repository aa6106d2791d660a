"""The inbox: one list over all posts, the most urgent first; a case opens beside it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.desk.board import Chosen, read_board
from yiwang.structure.posts.queries.emergencies import calls_to_confirm
from yiwang.structure.posts.queries.people import ending_in_reach
from yiwang.work.workflows.queries import unfilled_in_reach
from yiwang.work.workflows.queries.off_duty import with_colleagues


@staff_page
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for me, whatever post it came to."""
    now = timezone.now()
    board = read_board(account_of(request), Chosen.of(request.GET), now)
    if not request.GET and not board.lists["mine"] and board.lists["told"]:
        board = read_board(account_of(request), Chosen("told"), now)  # nothing else waits
    context = {
        "board": board,
        "chosen": board.chosen,
        "calls": calls_to_confirm(account_of(request), timezone.localdate(now)),
        "ending": ending_in_reach(account_of(request), timezone.localdate(now)),
        "with_colleagues": with_colleagues(account_of(request), now),
        "unfilled": unfilled_in_reach(account_of(request), now),
        "now": now,
    }
    return page(request, "desk/inbox.html", context)
