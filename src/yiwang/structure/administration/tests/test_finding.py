"""Names of two characters are found among a hundred thousand, by an index and no look at each."""

import pytest
from django.db import connection

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.accounts.queries import all_accounts
from yiwang.structure.administration.finding import grams_of, named_like
from yiwang.structure.administration.kinds.organizations import Organizations
from yiwang.structure.organizations.queries import all_organizations
from yiwang.structure.territory.queries import valid_areas

pytestmark = pytest.mark.django_db
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅海燕红建国文"
PEOPLE = 100_000
MANY = """
INSERT INTO accounts_account
  (username, name, password, phone, email, is_superuser, is_staff, is_active, date_joined)
SELECT 'many.' || number,
  substr(%s, 1 + number %% length(%s), 1) || substr(%s, 1 + number * 7 %% length(%s), 1)
    || CASE WHEN number %% 3 = 0 THEN '' ELSE substr(%s, 1 + number * 13 %% length(%s), 1) END,
  '!', '', '', false, false, true, now()
FROM generate_series(1, %s) AS number
"""


@pytest.fixture
def many(db):
    with connection.cursor() as cursor:
        cursor.execute(MANY, [SURNAMES, SURNAMES, GIVEN, GIVEN, GIVEN, GIVEN, PEOPLE])
        cursor.execute("ANALYZE accounts_account")
    Account.objects.create(username="ouyang", name="欧阳询", password="!")


def plan_of(found) -> str:
    with connection.cursor() as cursor:
        sql, values = found.query.sql_with_params()
        cursor.execute("EXPLAIN " + sql, values)
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize("sought", ["欧阳", "阳询", "欧阳询", "询"])
def test_a_name_among_a_hundred_thousand_is_found_by_the_index(many, sought):
    found = named_like(all_accounts(), sought, code="username")

    assert [each.username for each in found] == ["ouyang"]
    plan = plan_of(found)
    assert "accounts_account_name_grams" in plan
    assert "Seq Scan" not in plan


def test_both_characters_have_to_stand_together(many):
    Account.objects.create(username="apart", name="张小伟", password="!")

    found = named_like(all_accounts(), "张伟", code="username").values_list("name", flat=True)

    assert len(found) > 0
    assert all("张伟" in name for name in found)


@pytest.mark.parametrize(
    ("sought", "grams"),
    [("李明", ["李明"]), ("李", ["李"]), ("欧阳询", ["欧阳", "阳询"]), ("ab", ["ab"])],
)
def test_what_is_sought_in_the_index(sought, grams):
    assert grams_of(sought) == grams


def test_bodies_and_areas_are_found_the_same_way():
    assert named_like(all_organizations(), "住建").count() == 2
    assert named_like(valid_areas(), "临江").exists()
    assert Organizations().page("ZJ-", "", 9, None, None)
