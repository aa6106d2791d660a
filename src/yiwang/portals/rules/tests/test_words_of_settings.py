"""Every setting of a definition has words of its own, in forms and where versions are compared."""

from inspect import getmembers, isclass

from pydantic import BaseModel

from yiwang.portals.rules.telling import in_plain_words
from yiwang.portals.rules.words import LABELS
from yiwang.work.workflows.definition import schema


def test_no_setting_shows_under_its_key():
    models = [each for _name, each in getmembers(schema, isclass) if issubclass(each, BaseModel)]

    nameless = {name for model in models for name in model.model_fields} - LABELS.keys()

    assert nameless == set()


def test_a_reminder_is_told_in_the_units_of_its_limit():
    limit = schema.TimeLimit(value=5, clock="calendar_day", remind=1)

    told = in_plain_words(limit, "resolve", chosen=None)

    assert told == "5 天内、提前 1 天提醒"
