"""A screen on a wall has nobody to sign in every morning: whoever may only look at figures stays
signed in as long as the board is open. Leaving the post ends it at once, as for everybody."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from yiwang.portals.casework.staff import account_of
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import powers_of

KEPT = timedelta(days=14)
RENEWED = timedelta(days=7)  # before the end


def keep_signed_in(request: HttpRequest) -> None:
    """Costs nothing but where the session is about to end within a week."""
    session = request.session
    if session.get_expiry_age() > RENEWED.total_seconds() or "not_kept" in session:
        return
    if powers_of(account_of(request), timezone.localdate()) == {VIEW_FIGURES}:
        session.set_expiry(int(KEPT.total_seconds()))
    else:
        session["not_kept"] = True  # asked once
