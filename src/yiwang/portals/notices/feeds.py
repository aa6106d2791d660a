"""Notices as RSS 2.0 and JSON, of an area with those above it or of the whole territory."""

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import linebreaks
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.insight.notices.models import Notice
from yiwang.insight.notices.queries import Filter, found_by, matters_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code

NEWEST = 50
SHORT = 400
ASK_AGAIN = 60  # minutes
NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@conditional_page
@require_safe
def rss(request: HttpRequest, net: str = "", code: str = "") -> HttpResponse:
    """The newest notices for readers of feeds; what has not changed since is not sent again."""
    area = _area(net, code)
    feed = Rss201rev2Feed(
        title=_title(area),
        link=request.build_absolute_uri(_board(area)),
        description=_("What is made known here, the latest first."),
        language="en" if (get_language() or "").startswith("en") else "zh-cn",
        feed_url=request.build_absolute_uri(request.path),
        ttl=str(ASK_AGAIN),  # type: ignore[arg-type]  # Django writes it as it is, and wants text
    )
    for each in _newest(area):
        address = request.build_absolute_uri(reverse("notice_page", args=[each.pk]))
        feed.add_item(
            title=_plain(each.title),
            link=address,
            description=linebreaks(_plain(Truncator(each.text).chars(SHORT)), autoescape=True),
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=each.published_at,
            categories=[each.kind.name],
        )
    return HttpResponse(feed.writeString("utf-8"), "application/rss+xml; charset=utf-8")


@require_safe
def as_json(request: HttpRequest, net: str = "", code: str = "") -> HttpResponse:
    """The same for programs, each notice whole."""
    area = _area(net, code)
    document = {
        "title": _title(area),
        "area": area.code if area else "",
        "notices": [_notice(request, each) for each in _newest(area)],
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def _newest(area: Area | None) -> list[Notice]:
    return list(found_by(Filter(area=area), timezone.localdate())[:NEWEST])


def _notice(request: HttpRequest, each: Notice) -> dict[str, Any]:
    return {
        "id": each.pk,
        "url": request.build_absolute_uri(reverse("notice_page", args=[each.pk])),
        "kind": each.kind.key,
        "kind_name": each.kind.name,
        "area": each.area.code,
        "area_name": each.area.name,
        "organization": each.organization.name if each.organization else "",
        "language": each.language,
        "title": each.title,
        "text": each.text,
        "when": each.when,
        "place": each.place,
        "items": each.items,
        "views": each.views,
        "links": each.links,
        "matters": [line.title for line in matters_of(each, timezone.localdate())],
        "follows": each.follows_id,
        "valid_from": each.valid_from.isoformat(),
        "valid_until": each.valid_until.isoformat() if each.valid_until else None,
        "published_at": _moment(each.published_at),
        "published_as": each.published_as,
        "demonstration": each.is_demonstration,
    }


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at or datetime.combine(timezone.localdate(), time())).isoformat(
        timespec="seconds"
    )


def _title(area: Area | None) -> str:
    return _("Notice board of %(area)s") % {"area": area.name} if area else _("Notice board")


def _board(area: Area | None) -> str:
    board = reverse("notice_board")
    return f"{board}?{urlencode({'area': area.code, 'net': area.net.key})}" if area else board


def _plain(text: str) -> str:
    """Text that XML can hold."""
    return text.translate(NO_XML)


def _area(net: str, code: str) -> Area | None:
    try:
        return area_by_code(code, net) if code else None
    except NotFound as refusal:
        raise Http404 from refusal
