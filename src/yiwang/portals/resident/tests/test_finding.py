"""What a name finds costs the same however many areas and places are called so."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yiwang.structure.organizations.models import Organization

pytestmark = pytest.mark.django_db


def asked(name):
    with CaptureQueriesContext(connection) as counted:
        page = Client().get("/find", {"q": name})
    assert page.status_code == 200
    return page, len(counted)


def test_many_areas_and_places_cost_as_many_queries_as_one():
    asked("东县")  # definitions are read
    one, of_one = asked("东县")
    Organization.objects.filter(code__startswith="ZJ-").update(
        lng=130.0, lat=46.0, whereabouts="县政府东楼"
    )
    many, of_many = asked("县")

    assert len(many.context["areas"]) > len(one.context["areas"]) == 1
    assert len(many.context["named"]) > len(one.context["named"]) == 0
    assert of_many <= of_one
