"""Supply and demand over a made-up municipality of 65 536 grids: 40 000 volunteers with an offer
each, 24 500 wishes, 200 000 claims, made in bulk.

    .venv/bin/python -m bench.exchange [--share 1.0] [--rounds 7]

First a hundredth of it, then all. Beside each answer stands the plain SQL for the same rows: the
floor under every way of asking. At the end each statement of the answers is explained; one that
reads all claims or all cards is named.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

from bench.parts.bazaar import FULL, Readers, fill, readers
from bench.parts.installation import installed
from bench.parts.table import Row, middle, show

TABLES = {"exchange_card", "exchange_claim"}
Asked = tuple[str, Callable[[], object], str, list[object]]  # name, answer, plain SQL, its values
ON_THE_WALL = """
  SELECT card.id, card.title, sum(claim.amount) FROM (
    SELECT card.* FROM exchange_card card JOIN exchange_cardkind kind ON kind.id = card.kind_id
    WHERE card.state = 'open' AND kind.is_public ORDER BY put_up_at DESC, id DESC LIMIT 20
  ) card LEFT JOIN exchange_claim claim ON claim.card_id = card.id
  GROUP BY 1, 2
"""
IN_AN_AREA = """
  SELECT card.id, card.title FROM exchange_card card
  JOIN territory_areaancestor below ON below.area_id = card.area_id AND below.ancestor_id = %s
  WHERE card.state = 'open' ORDER BY put_up_at DESC, card.id DESC LIMIT 30
"""
FITTING = """
  SELECT card.id, card.tags FROM exchange_card card
  JOIN exchange_cardkind kind ON kind.id = card.kind_id AND kind.side = 'offer'
  WHERE card.state = 'open' AND card.tags && %s::varchar[] AND card.area_id = ANY(%s) LIMIT 200
"""
SERVING = """
  SELECT enrolment.id FROM exchange_enrolment enrolment
  JOIN posts_appointment held ON held.id = enrolment.appointment_id
  JOIN posts_post post ON post.id = held.post_id
  WHERE enrolment.tags && %s::varchar[] AND post.area_id = ANY(%s)
"""
WAITING = """
  SELECT count(*) FROM exchange_claim claim JOIN exchange_card card ON card.id = claim.card_id
  JOIN territory_areaancestor below ON below.area_id = card.area_id AND below.ancestor_id = %s
  WHERE claim.state IN ('asked', 'done')
"""
OWN = "SELECT * FROM exchange_claim WHERE volunteer_id = %s AND state IN ('asked', 'held')"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of all of it")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with installed():
        _measured(given.share, given.rounds)


def _measured(share: float, rounds: int) -> None:
    import django

    django.setup()
    from django.db import connection

    from yiwang.packs.tests.crowded import plans_of, read_whole

    with connection.cursor() as cursor:
        few = fill(cursor, 0.0, share / 100)
        asked = _questions(readers(cursor))
        small = [_timed(answer, rounds) for _name, answer, _sql, _values in asked]
        many = fill(cursor, share / 100, share)
        rows: list[Row] = [(f"{name}, a hundredth first", few[name], "") for name in FULL]
        rows += [(name, many[name], "") for name in FULL]
        for (name, answer, sql, values), before in zip(asked, small, strict=True):
            took = _timed(answer, rounds)
            floor = _timed(lambda sql=sql, values=values: _all(cursor, sql, values), rounds)  # type: ignore[misc]  # bound at once
            rows += [(name, 1000 * took, "ms"), ("  plain SQL", 1000 * floor, "ms")]
            rows += [("  times that of a hundredth", took / before, "")]
        show(rows)
        for name, answer, _sql, _values in asked:
            read = sorted(
                {table for plan in plans_of(answer) for table in read_whole(plan)} & TABLES
            )
            print(f"{name}: reads all of {', '.join(read)}" if read else f"{name}: by indexes")


def _questions(who: Readers) -> list[Asked]:
    from django.test import Client
    from django.utils import timezone

    from yiwang.work.exchange.models import Card
    from yiwang.work.exchange.queries.claims import own_claims
    from yiwang.work.exchange.queries.matching import fits_for, volunteers_for
    from yiwang.work.exchange.queries.waiting import waiting_for

    on, public = timezone.localdate(), Client()
    wish = Card.objects.select_related("kind").get(pk=who.wish)
    above: list[object] = [list(wish.tags), who.above]

    clerk, city = _signed_in(who.clerk), _signed_in(who.city)
    of_area = f"/wall/?net=bench&area={who.community_code}"
    return [
        ("The wall", _page(public, "/wall/"), ON_THE_WALL, []),
        ("The wall, its 100th page", _page(public, "/wall/?page=100"), ON_THE_WALL, []),
        ("The wall of a community", _page(public, of_area), IN_AN_AREA, [who.community]),
        ("The wall by a field", _page(public, "/wall/?tag=repairs"), ON_THE_WALL, []),
        ("The board of a clerk", _page(clerk, "/exchange/"), IN_AN_AREA, [who.community]),
        ("The board of the city", _page(city, "/exchange/"), IN_AN_AREA, [who.all]),
        ("Offers for a wish, with reasons", lambda: fits_for(wish, who.clerk, on), FITTING, above),
        (
            "Volunteers for a wish",
            lambda: list(volunteers_for(wish, who.clerk, on)),
            SERVING,
            above,
        ),
        ("Count in a clerk's menu", lambda: waiting_for(who.clerk, on), WAITING, [who.community]),
        ("Count in the city's menu", lambda: waiting_for(who.city, on), WAITING, [who.all]),
        (
            "What a volunteer has on",
            lambda: list(own_claims(who.volunteer, on)),
            OWN,
            [who.appointment],
        ),
    ]


def _page(client: Any, address: str) -> Callable[[], object]:  # Django's client of tests
    def ask() -> object:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    return ask


def _signed_in(account_id: int) -> Any:  # Django's client of tests
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(pk=account_id))
    return client


def _all(cursor: Any, sql: str, values: list[object]) -> None:  # Django's cursor
    cursor.execute(sql, values)
    cursor.fetchall()


def _timed(work: Callable[[], object], rounds: int) -> float:
    """Seconds, the median, once warmed up."""
    work()
    took = []
    for _round in range(rounds):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return middle(took)


if __name__ == "__main__":
    main()
