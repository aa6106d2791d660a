"""Supply and demand made in the database by chance, for measuring alone: nobody wished, offered or
took on any of it.

Communities are drawn towards the first ones, so that some have a hundred times as much as others.
A fifth of the offers is over, seven in ten wishes came true, one in twenty waits to be read.
"""

from dataclasses import dataclass
from typing import Any

from bench.parts.tree import plant

OFFERS, WISHES, CLAIMS = "Volunteers with an offer each", "Wishes", "Claims"
FULL = {OFFERS: 40_000, WISHES: 24_500, CLAIMS: 200_000}
COMMUNITIES = """
  CREATE TABLE bench_communities AS
  SELECT area.id, row_number() OVER (ORDER BY area.id)::int - 1 AS n FROM territory_area area
  JOIN territory_net net ON net.id = area.net_id AND net.key = 'bench'
  WHERE area.level = 'community';
  CREATE UNIQUE INDEX ON bench_communities (n);
  CREATE TABLE bench_tags AS
  SELECT key, row_number() OVER (ORDER BY id)::int - 1 AS n, count(*) OVER ()::int AS number
  FROM exchange_tag;
  CREATE TABLE bench_cards (n serial PRIMARY KEY, card_id bigint, state text);
"""
POSTS = """
  INSERT INTO posts_posttype (key, name, name_en, powers, specialty, force, "group", needs, ladder,
    shown, is_working, duty, duty_en)
  SELECT key, key, '', powers::varchar[], '', '', '', '{}', '', '', is_working, '', ''
  FROM (VALUES ('bench_volunteer', '{exchange.claim}', true),
    ('bench_clerk', '{exchange.put_up,exchange.review}', false)) AS said (key, powers, is_working);
  INSERT INTO posts_post (type_id, area_id, seats)
  SELECT type.id, place.id, 1 FROM posts_posttype type, bench_communities place
  WHERE type.key LIKE 'bench%%';
  INSERT INTO posts_post (type_id, area_id, seats)
  SELECT type.id, area.id, 1 FROM posts_posttype type, territory_area area
  JOIN territory_net net ON net.id = area.net_id AND net.key = 'bench'
  WHERE type.key = 'bench_clerk' AND area.level = 'city';
"""
ACCOUNTS = """
  INSERT INTO accounts_account (password, is_superuser, username, email, is_staff, is_active,
    date_joined, name, phone)
  SELECT '', false, 'bench-' || n, '', false, true, now(), '志愿者' || n, ''
  FROM generate_series(%(first)s, %(last)s) n
"""
APPOINTMENTS = """
  INSERT INTO posts_appointment (post_id, account_id, mode, is_primary, employment, starts_on)
  SELECT post.id, account.id, 'volunteer', false, '', '2026-01-01'
  FROM (
    SELECT n, (8191 * pow(random(), 2))::int AS place FROM generate_series(%(first)s, %(last)s) n
  ) drawn
  JOIN accounts_account account ON account.username = 'bench-' || drawn.n
  JOIN bench_communities place ON place.n = drawn.place
  JOIN posts_post post ON post.area_id = place.id
  JOIN posts_posttype type ON type.id = post.type_id AND type.key = 'bench_volunteer'
"""
ENROLMENTS = """
  INSERT INTO exchange_enrolment (appointment_id, tags, times, note, told_at)
  SELECT held.id, ARRAY[tag.key], '{saturday}', '', now()
  FROM generate_series(%(first)s, %(last)s) AS told (n)
  JOIN accounts_account account ON account.username = 'bench-' || told.n
  JOIN posts_appointment held ON held.account_id = account.id
  JOIN bench_tags tag ON tag.n = told.n %% tag.number
"""
CARDS = """
  WITH drawn AS (
    SELECT n, random() AS fate, (8191 * pow(random(), 2))::int AS place,
      now() - random() * interval '700 days' AS at
    FROM generate_series(%(first)s, %(last)s) n
  ), made AS (
    INSERT INTO exchange_card (kind_id, area_id, place, title, text, tags, series, amount, opens_on,
      state, reason, outcome, thanks, is_demonstration, put_up_at, put_up_as, ended_at)
    SELECT kind.id, place.id, '', %(title)s || drawn.n, 'x', ARRAY[tag.key], '', 4, drawn.at::date,
      fate.state, '', '', '', true, drawn.at, '', CASE WHEN fate.is_over THEN now() END
    FROM drawn JOIN bench_communities place ON place.n = drawn.place
    JOIN bench_tags tag ON tag.n = drawn.n %% tag.number
    JOIN exchange_cardkind kind ON kind.key = %(kind)s,
    LATERAL (
      SELECT CASE WHEN drawn.fate < %(over)s THEN 'fulfilled'
        WHEN drawn.fate > 1 - %(unread)s THEN 'submitted' ELSE 'open' END AS state,
        drawn.fate < %(over)s AS is_over
    ) fate
    RETURNING id, state
  )
  INSERT INTO bench_cards (card_id, state) SELECT id, state FROM made WHERE state <> 'submitted'
"""
TAKEN = """
  WITH volunteers AS (
    SELECT held.id, row_number() OVER (ORDER BY held.id) - 1 AS n
    FROM posts_appointment held JOIN exchange_enrolment said ON said.appointment_id = held.id
  ), drawn AS (
    SELECT n, random() AS fate, n %% (SELECT count(*) FROM volunteers) AS volunteer,
      1 + (n * 7919::bigint + n / (SELECT count(*) FROM volunteers))
        %% (SELECT count(*) FROM bench_cards) AS card
    FROM generate_series(%(first)s, %(last)s) AS made (n)
  )
  INSERT INTO exchange_claim (card_id, volunteer_id, code_digest, form, part, amount, state, reason,
    report, asked_at, asked_as, decided_at, ended_at)
  SELECT card.card_id, volunteer.id, '', gen_random_uuid(), '', 1, fate.state, '', '',
    now() - drawn.fate * interval '700 days', '', now(),
    CASE WHEN fate.state IN ('confirmed', 'released', 'declined') THEN now() END
  FROM drawn JOIN volunteers volunteer ON volunteer.n = drawn.volunteer
  JOIN bench_cards card ON card.n = drawn.card,
  LATERAL (
    SELECT CASE WHEN card.state = 'fulfilled' THEN 'confirmed' WHEN drawn.fate < 0.1 THEN 'asked'
      WHEN drawn.fate < 0.15 THEN 'done' WHEN drawn.fate < 0.6 THEN 'held'
      WHEN drawn.fate < 0.9 THEN 'released' ELSE 'declined' END AS state
  ) fate
  ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who asks: the clerk of a community, somebody over the city, a volunteer; and for what."""

    clerk: int
    city: int
    volunteer: int
    appointment: int
    wish: int
    community: int
    community_code: str
    all: int
    above: list[int]


def fill(cursor: Any, since: float, until: float) -> dict[str, int]:  # Django's cursor
    """What lies between these shares of all of it; answers how many of each there are then."""
    if not since:
        cursor.execute("SET statement_timeout = 0; SET work_mem = '256MB'")
        plant(cursor)
        cursor.execute(COMMUNITIES)
        cursor.execute(POSTS.replace("%%", "%"))
    offers, wishes, claims = (
        {"first": int(number * since) + 1, "last": int(number * until)} for number in FULL.values()
    )
    for sql in (ACCOUNTS, APPOINTMENTS, ENROLMENTS):
        cursor.execute(sql, offers)
    offer = {"kind": "volunteer_offer", "title": "会修电器", "over": 0.2, "unread": 0.0}
    wish = {"kind": "wish", "title": "微心愿", "over": 0.7, "unread": 0.05}
    cursor.execute(CARDS, offers | offer)
    cursor.execute(CARDS, wishes | wish)
    cursor.execute("ANALYZE")
    cursor.execute(TAKEN, claims)
    cursor.execute("VACUUM ANALYZE")
    return {OFFERS: offers["last"], WISHES: wishes["last"], CLAIMS: _number(cursor)}


def readers(cursor: Any) -> Readers:  # Django's cursor
    """The same ones before and after: of the community that has most, a wish there that is open."""
    [community, code, city] = _row(
        cursor,
        """SELECT area.id, area.code, top.ancestor_id FROM bench_communities place
        JOIN territory_area area ON area.id = place.id AND place.n = 0
        JOIN territory_areaancestor top ON top.area_id = area.id AND top.depth = 3""",
    )
    clerk, above_all = (_appointed(cursor, area_id) for area_id in (community, city))
    [wish] = _row(
        cursor,
        """SELECT card.id FROM exchange_card card JOIN exchange_cardkind kind
        ON kind.id = card.kind_id AND kind.key = 'wish'
        ORDER BY card.area_id <> %s, card.state <> 'open', card.id LIMIT 1""",
        [community],
    )
    [volunteer, appointment] = _row(
        cursor,
        """SELECT held.account_id, held.id FROM posts_appointment held
        JOIN exchange_claim claim ON claim.volunteer_id = held.id GROUP BY 1, 2
        ORDER BY count(*) DESC, 2 LIMIT 1""",
    )
    cursor.execute("SELECT ancestor_id FROM territory_areaancestor WHERE area_id = %s", [community])
    above = [area_id for (area_id,) in cursor.fetchall()]
    return Readers(clerk, above_all, volunteer, appointment, wish, community, code, city, above)


def _appointed(cursor: Any, area_id: int) -> int:  # Django's cursor
    """The account of somebody new at the clerk's post of an area."""
    [account] = _row(
        cursor,
        """INSERT INTO accounts_account (password, is_superuser, username, email, is_staff,
        is_active, date_joined, name, phone) VALUES ('', false, %s, '', false, true, now(), '', '')
        RETURNING id""",
        [f"bench-clerk-{area_id}"],
    )
    cursor.execute(
        """INSERT INTO posts_appointment (post_id, account_id, mode, is_primary, employment,
        starts_on) SELECT post.id, %s, 'full_time', false, '', '2026-01-01' FROM posts_post post
        JOIN posts_posttype type ON type.id = post.type_id AND type.key = 'bench_clerk'
        WHERE post.area_id = %s""",
        [account, area_id],
    )
    return int(account)


def _number(cursor: Any) -> int:  # Django's cursor
    [number] = _row(cursor, "SELECT count(*) FROM exchange_claim")
    return int(number)


def _row(cursor: Any, sql: str, values: list[object] | None = None) -> tuple[Any, ...]:
    cursor.execute(sql, values or [])
    found: tuple[Any, ...] = cursor.fetchone()
    return found
