"""Classes of posts in words, and how many people each has in an area, in one statement."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.posts.models import PostClass

# A person at two posts of one force counts once there. Posts are counted once a type, then added up
# by the words of the type: a city has four hundred thousand.
COUNTED = """
WITH here AS (
  SELECT post.id, post.type_id FROM territory_areaancestor inside
  JOIN posts_post post ON post.area_id = inside.area_id
  WHERE inside.ancestor_id = ANY(%(within)s)
), held AS (
  SELECT here.type_id, one.account_id, one.employment FROM here
  JOIN posts_appointment one ON one.post_id = here.id
  WHERE one.mode <> 'standby' AND one.starts_on <= %(on)s
    AND (one.ends_on IS NULL OR one.ends_on > %(on)s)
), typed AS (
  SELECT type_id, count(*) AS posts FROM here GROUP BY type_id
), worded AS (
  SELECT word.id AS word_id, type.id AS type_id
  FROM posts_postclass word
  JOIN posts_posttype type ON word.key = CASE word.classification
    WHEN 'group' THEN type."group" WHEN 'force' THEN type.force
    WHEN 'specialty' THEN type.specialty END
), counted AS (
  SELECT word_id, sum(posts) AS posts FROM worded JOIN typed USING (type_id) GROUP BY word_id
  UNION ALL
  SELECT word.id, sum(posts) FROM posts_postclass word CROSS JOIN typed
  WHERE word.classification = 'employment' GROUP BY word.id
), people AS (
  SELECT word_id, count(DISTINCT account_id) AS people
  FROM worded JOIN held USING (type_id) GROUP BY word_id
  UNION ALL
  SELECT word.id, count(DISTINCT held.account_id) FROM posts_postclass word
  JOIN held ON held.employment = word.key
  WHERE word.classification = 'employment' GROUP BY word.id
)
SELECT word.id, counted.posts, COALESCE(people.people, 0)
FROM counted
JOIN posts_postclass word ON word.id = counted.word_id
LEFT JOIN people ON people.word_id = counted.word_id
ORDER BY word.classification, word.id
"""


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class with its posts and its people in an area and below. For a kind of employment all
    posts are counted."""

    word: PostClass
    posts: int
    people: int


def counted_by_class(within: list[int], on: date) -> list[ClassCount]:
    """Every class that has a post there; two statements."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"within": within, "on": on})
        rows = cursor.fetchall()
    words = PostClass.objects.in_bulk([row[0] for row in rows])
    return [ClassCount(words[key], int(posts), people) for key, posts, people in rows]


@kept
def class_words() -> dict[tuple[str, str], PostClass]:
    """Classification and key -> the word; kept until one changes."""
    found = PostClass.objects.order_by("classification", "pk")
    return {(each.classification, each.key): each for each in found}


def keys_of(classification: str) -> set[str]:
    """The keys of one classification."""
    return {key for of, key in class_words() if of == classification}
