"""A small land for the engine: a city, a county, two towns, three communities, their posts, and
jiamusi's five steps for parcels. Everybody's account is named like their post."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

import yiwang.packs
from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.specs import CalendarSpec
from yiwang.foundation.records.actor import REPORTER, SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.territory.models import Area, AreaAncestor, Net
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.actions.start_run import StartRun, start_run
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run, Task, Workflow, WorkflowVersion
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.subjects import NO_ENTRY, Inputs, Situation
from yiwang.work.workflows.tests.parcels import PARCEL, fresh_parcels

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=SHANGHAI)
WEEK = [[["08:30", "12:00"], ["13:30", "17:00"]]] * 5 + [[], []]
SINCE = date(2026, 1, 1)
FIVE_STEP = Path(yiwang.packs.__file__).parent / "jiamusi" / "workflows" / "five_step.toml"
QUESTION = """[ask_reporter]
limit = { value = 3, clock = "calendar_day" }
if_unanswered = "go_on"
"""
TREE = {"city": None, "county": "city", "town": "county", "town2": "county"} | {
    "near": "town",
    "far": "town",
    "empty": "town2",
}
POSTS = {
    "clerk": ("community_clerk", "near"),
    "clerk2": ("community_clerk", "far"),
    "leader": ("grid_leader", "near"),
    "dispatcher": ("town_dispatcher", "town"),
    "county_dispatcher": ("town_dispatcher", "county"),
    "verifier": ("verifier", "town"),
    "county_verifier": ("verifier", "county"),
    "supervisor": ("county_supervisor", "county"),
    "city_supervisor": ("city_supervisor", "city"),
}
OFFICES = ["streets", "housing", "water", "nobody"]
POWERS = {"county_supervisor": ["work.supervise", "cases.move"], "city_supervisor": ["cases.move"]}


class Land:
    """The land, one parcel in it, and its run. `act` is how people act in the tests."""

    def __init__(self):
        self.now = MONDAY
        self.parcels = fresh_parcels()
        self.numbers = count(1)
        self.calendar = _calendar()
        self.areas = _areas()
        self.offices = {name: _office(name, self.areas["county"]) for name in OFFICES}
        self.posts, self.accounts = {}, {}
        for name, (kind, area) in POSTS.items():
            self.appoint(name, kind, area=self.areas[area])
        for name in OFFICES[:3]:
            self.appoint(name, "department_clerk", organization=self.offices[name])
        self.version = self.publish()

    def appoint(self, name, kind, *, area=None, organization=None):
        words = {"name": kind, "powers": POWERS.get(kind, [])}
        post_type = PostType.objects.update_or_create(key=kind, defaults=words)[0]
        self.posts[name] = Post.objects.create(type=post_type, area=area, organization=organization)
        self.accounts[name] = get_user_model().objects.create(username=f"land.{name}", name=name)
        self.join(name, name, is_primary=True)

    def join(self, account, post, *, is_primary=False):
        """Let somebody hold a further post."""
        Appointment.objects.create(
            account=self.accounts[account],
            post=self.posts[post],
            is_primary=is_primary,
            starts_on=SINCE,
        )

    def leave(self, name, on=None):
        """The day somebody has no posts any more."""
        Appointment.objects.filter(account=self.accounts[name]).update(
            ends_on=on or self.now.date()
        )

    def publish(self, **replaced):
        """A version of the five steps with these words replaced (key -> (old, new))."""
        source = plain_five_step()
        replaced |= {
            "key": ('key = "jiamusi.five_step"', 'key = "tests.five_step"'),
            "subject": ('"cases.case"', f'"{PARCEL}"'),
            "question": (QUESTION, ""),  # asked where a test is about it
            "calendar": ('calendar = "cn"', f'calendar = "{self.calendar.key}"'),
        }
        for old, new in replaced.values():
            assert old in source, old
            source = source.replace(old, new)
        workflow = Workflow.objects.get_or_create(
            key="tests.five_step", defaults={"name": "五步", "subject": PARCEL}
        )[0]
        return WorkflowVersion.objects.create(
            workflow=workflow,
            number=workflow.versions.count() + 1,
            source=source,
            digest="-",
            state="published",
            effective_from=MONDAY - timedelta(days=30) + timedelta(hours=workflow.versions.count()),
        )

    @property
    def definition(self):
        return definition_of_version(self.version.pk)

    def start(self, area="near", **situation):
        """Something new moves; its run."""
        number = next(self.numbers)
        area_id = self.areas[area].pk if area else None
        self.parcels.situations[number] = Situation(area_id, **situation)
        start = StartRun("tests.five_step", PARCEL, number, self.parcels.situation(number))
        self.run = start_run(start, actor=REPORTER, now=self.now)
        return self.run

    def task(self, who, role=None):
        """The open task of the run at somebody's post; `reporter` is somebody too."""
        tasks = Task.objects.filter(run=self.run, state__in=OPEN_TASK_STATES)
        if who == "reporter":
            return tasks.get(role="reporter")
        tasks = tasks.filter(post=self.posts[who])
        return (
            tasks.get(role=role) if role else tasks.exclude(role__in=["supervised", "scorer"]).get()
        )

    def act(self, who, action, *, role=None, after=timedelta(minutes=1), **inputs):
        """Somebody does something about the run, a little later; the run afterwards."""
        self.now += after
        if action == "return":
            inputs = {"reason_code": "not_ours", "entry": NO_ENTRY} | inputs
        actor = {"reporter": REPORTER, "system": SYSTEM}.get(who) or self.actor(who)
        task = self.task("reporter" if who == "system" else who, role)
        if "offices" in inputs:
            inputs["organizations"] = tuple(self.offices[name].pk for name in inputs.pop("offices"))
        self.run = perform(task.pk, action, Inputs(**inputs), actor=actor, now=self.now)
        return self.run

    def act_as(self, who, post, action, **inputs):
        """Somebody acts on the task of another's post that they hold too."""
        task = self.task(post)
        self.run = perform(task.pk, action, Inputs(**inputs), actor=self.actor(who), now=self.now)
        return self.run

    def actor(self, who):
        return staff(self.accounts[who].pk)

    def records(self, run=None):
        """The names of what was recorded of the run, without the label of the parcel."""
        names = self._records(run).values_list("name", flat=True)
        return [name.rpartition(".")[2] for name in names]

    def last_record(self):
        return self._records(None).last()

    def _records(self, run):
        number = (run or self.run).subject_id
        return Record.objects.filter(subject=PARCEL, subject_id=number).order_by("id")

    def states(self):
        """(step, who, state) of every task of the run, in order."""
        names = {post.pk: name for name, post in self.posts.items()}
        rows = Task.objects.filter(run=self.run).order_by("id")
        return [(task.step, names.get(task.post_id, task.role), task.state) for task in rows]

    def reload(self):
        self.run = Run.objects.get(pk=self.run.pk)
        return self.run


def plain_five_step():
    """The five steps alone: what may be asked for and the time for it all are the tests' to add."""
    before, _, after = FIVE_STEP.read_text().partition("[limit]\n")
    return before + after[after.index("[steps.collect]\n") :]


def _calendar():
    spec = CalendarSpec("engine", "日历", WEEK, SINCE, date(2026, 12, 31))
    load_calendar(spec, [], actor=SYSTEM, now=MONDAY)
    return spec


def _areas():
    net = Net.objects.create(key="engine", name="网", kind="base")
    areas = {}
    for name, parent in TREE.items():
        above = areas.get(parent)
        areas[name] = Area.objects.create(
            net=net, code=name, name=name, level="x", parent=above, valid_from=SINCE
        )
        depth, ancestor = 0, areas[name]
        while ancestor:
            AreaAncestor.objects.create(area=areas[name], ancestor=ancestor, depth=depth)
            depth, ancestor = depth + 1, ancestor.parent
    return areas


def _office(name, area):
    return Organization.objects.create(
        code=f"engine-{name}", name=name, kind="department", area=area, valid_from=SINCE
    )
