"""The five steps with terms for what may be asked, for the tests of requests."""

from yiwang.work.workflows.models import Request

TERMS = """
[requests.extension]
approver = "town_dispatcher"
limit = { value = 4, clock = "work_hour", remind = 1 }
escalate = ["county_supervisor", "city_supervisor"]
times = 1
most = { value = 5, clock = "work_day" }
reasons = [
  { key = "parts", name = "等配件", name_en = "Waiting for parts" },
  { key = "weather", name = "天气原因", name_en = "The weather" },
]

[requests.pause]
approver = "town_dispatcher"
limit = { value = 4, clock = "work_hour", remind = 1 }
times = 2
most = { value = 10, clock = "work_day" }

[requests.deferral]
approver = "county_supervisor"
limit = { value = 4, clock = "work_hour", remind = 1 }
times = 1
most = { value = 90, clock = "calendar_day" }

[limit]
value = 10
clock = "work_day"
remind = 2
of_kind = true
escalate = ["county_supervisor", "city_supervisor"]

[requests.void]
approver = "county_supervisor"
limit = { value = 4, clock = "work_hour", remind = 1 }

"""


def asking(land, terms=TERMS):
    """From here on runs start under a version with these terms; the land again."""
    land.version = land.publish(requests=("[steps.collect]", f"{terms}[steps.collect]"))
    return land


def called(land, *offices):
    """A new run with these offices at work; their clocks for the work end in five working days."""
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    return land.act("dispatcher", "dispatch", offices=list(offices) or ["streets"])


def the_request(land):
    return Request.objects.get(run=land.run)
