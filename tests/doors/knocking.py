"""Knocking at a door as somebody: the answer, with nothing left of it in the database."""

import json

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.doors.doors import JSON, Door, filled
from tests.doors.stage import Stood


def knock(client: Client, door: Door, stood: Stood, token: str = "") -> HttpResponseBase:
    """The answer; whatever the act changed is rolled back."""
    point = transaction.savepoint()
    try:
        return _sent(client, door, stood, token)
    finally:
        transaction.savepoint_rollback(point)
        transaction.savepoint_commit(point)


def _sent(client: Client, door: Door, stood: Stood, token: str) -> HttpResponseBase:
    address = filled(door.address, stood)
    sends = {name: filled(value, stood) for name, value in (door.sends or {}).items()}
    headers = {"Authorization": f"Bearer {token}"} if door.is_rest and token else {}
    if door.method == "GET":
        return client.get(address, headers=headers)
    if door.is_rest:
        return client.post(address, json.dumps(sends), content_type=JSON, headers=headers)
    return client.post(address, sends, headers=headers)


def short(answer: HttpResponseBase) -> str:
    """The answer in a cell: its status; where it leads when it is to sign in or to be followed."""
    if answer.status_code in (301, 302):
        return "in" if answer["Location"].startswith("/accounts/login/") else "go"
    return str(answer.status_code)
