"""Reading tables that were brought."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.foundation.sheets.models import Upload

GONE = _("This table is not here any more: bring it once more.")


def upload_to_see(upload_id: int, kind: str, account_id: int) -> Upload:
    """The table for who brought it. NotFound for others: it may hold what only they may know."""
    found = Upload.objects.filter(pk=upload_id, kind=kind, account=account_id).first()
    if found is None:
        raise NotFound(GONE)
    return found


def latest_uploads(kinds: Collection[str], most: int) -> list[Upload]:
    """The latest of these lists that were applied, without their contents."""
    applied = Upload.objects.filter(kind__in=kinds, applied_at__isnull=False).defer("content")
    return list(applied.select_related("account").order_by("-id")[:most])
