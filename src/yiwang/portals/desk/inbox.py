"""The inbox: one list over all posts, the most urgent first; a case opens beside it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.desk.board import Chosen, read_board


@staff_page
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for me, whatever post it came to."""
    now = timezone.now()
    board = read_board(account_of(request), Chosen.of(request.GET), now)
    if not request.GET and not board.lists["mine"] and board.lists["told"]:
        board = read_board(account_of(request), Chosen("told"), now)  # nothing else waits
    return page(request, "desk/inbox.html", {"board": board, "chosen": board.chosen, "now": now})
