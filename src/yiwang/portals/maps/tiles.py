"""A vector tile. Its address names the state of the net, so that a browser may keep it; of another
state than the present one it is sent all the same, and not kept."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.datums import Datum
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.past import past_in
from yiwang.structure.territory.policies import is_public, net_to_look_at
from yiwang.structure.territory.tiles import making
from yiwang.structure.territory.tiles.atlas import OF_VERSION
from yiwang.structure.territory.tiles.squares import Square

KEPT_SECONDS = 30 * 24 * 3600


@require_safe
def tile(
    request: HttpRequest, net: str, datum: str, stamp: str, z: int, x: int, y: int, level: str = ""
) -> HttpResponse:
    """Nothing there: 204. No such net, datum, square or former version, or a net not shown to the
    reader: 404."""
    square = Square(z, x, y)
    if datum not in list(Datum) or not square.is_in_the_world:
        raise Http404
    try:
        known = net_to_look_at(net, is_staff=request.user.is_authenticated)
    except NotFound as refusal:
        raise Http404 from refusal
    found = _found(known, square, Datum(datum), stamp, level)
    response = _answered(request, found)
    if stamp == found.stamp:
        whose = "public" if is_public(known) else "private"
        response["Cache-Control"] = f"{whose}, max-age={KEPT_SECONDS}, immutable"
    else:
        response["Cache-Control"] = "no-cache"
    return response


def _found(net: Net, square: Square, datum: Datum, stamp: str, level: str) -> making.Tile:
    number = stamp.removeprefix(OF_VERSION)
    if number == stamp:
        return making.tile(net.key, square, datum, level)
    past = past_in(net, int(number)) if number.isdecimal() and len(number) < 10 else None
    if past is None or level:
        raise Http404
    return making.tile_then(past, square, datum)


def _answered(request: HttpRequest, found: making.Tile) -> HttpResponse:
    etag = f'"{found.digest}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    elif found.is_empty:
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    else:
        response = HttpResponse(found.content, content_type="application/vnd.mapbox-vector-tile")
        response["Content-Encoding"] = "gzip"  # every browser that draws maps unpacks it
    response["ETag"] = etag
    return response
