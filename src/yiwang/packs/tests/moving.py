"""A case on its way in the territory of a pack, and the people who act on it by their names."""

from datetime import timedelta

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import REPORTER, staff
from yiwang.foundation.records.queries import history_of
from yiwang.work.cases.actions.report_case import Report, report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import route_proposal, timeline
from yiwang.work.cases.queries.standing import progress
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries import tasks_of
from yiwang.work.workflows.subjects import Inputs


class Moving:
    """Reported at a moment; `now` is when the next one acts, a minute after the last."""

    def __init__(self, area_code, kind, text, *, at, actor=REPORTER, **report):
        self.now = at
        given = {"contact": "13812345678"} | report
        made = Report(text=text, kind=kind, area_code=area_code, **given)
        self.case_id = report_case(made, actor=actor, now=at).case_id
        self.run_id = Case.objects.get(pk=self.case_id).run_id

    def act(self, username, action, *, role=None, **inputs):
        """On an open task at a post of theirs; StopIteration for whoever has none."""
        account = Account.objects.get(username=username)
        held = set(account.appointments.values_list("post_id", flat=True))
        task = next(
            task for task in self.open_tasks() if task.post_id in held and role in (None, task.role)
        )
        perform(task.id, action, Inputs(**inputs), actor=staff(account.pk), now=self.now)

    def as_reporter(self, action, **inputs):
        task = next(task for task in self.open_tasks() if task.role == "reporter")
        perform(task.id, action, Inputs(**inputs), actor=REPORTER, now=self.now)

    def later(self, **more):
        self.now += timedelta(**more)

    def open_tasks(self):
        return [task for task in tasks_of(self.run_id) if task.is_open]

    def steps(self):
        return {task.step for task in self.open_tasks()}

    def proposed(self):
        """The offices that the route register proposes."""
        proposal = route_proposal(Case.objects.get(pk=self.case_id), self.now.date())
        return [body.pk for body in proposal.organizations]

    def record_names(self):
        records = history_of(("cases.case", self.case_id))
        return [record.name.rpartition(".")[2] for record in records]

    def sentences(self):
        return [event.sentence for event in timeline(self.case_id, "staff")]

    def progress(self, *, is_reporter=True):
        case = Case.objects.select_related("run", "type__parent").get(pk=self.case_id)
        return progress(case, now=self.now, is_reporter=is_reporter)
