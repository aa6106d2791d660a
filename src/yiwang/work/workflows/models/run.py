"""A run of a workflow on a subject, its tasks, and the clock of each task."""

from django.conf import settings
from django.db import models
from django.db.models import Q

OPEN_TASK_STATES = ["open", "acknowledged"]
TASK_STATES = [*OPEN_TASK_STATES, "done", "returned", "released", "cancelled"]
TASK_ROLES = ["actor", "handler", "coordinator", "reporter", "supervised"]
CLOCK_STATES = ["running", "paused", "met", "missed", "stopped"]


class Run(models.Model):
    """A subject moving through one version of a workflow."""

    version = models.ForeignKey("workflows.WorkflowVersion", models.PROTECT, related_name="runs")
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=60)
    stage = models.CharField(max_length=60)  # the stage the drawing and the reporter see
    is_open = models.BooleanField(default=True)
    owner_post = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, related_name="+"
    )  # first-contact owner, until another has signed
    act_counts = models.JSONField(default=dict)  # "step.action" -> times performed
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id"],
                condition=Q(is_open=True),
                name="one_open_run_per_subject",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, ended_at=None) | Q(is_open=False, ended_at__isnull=False),
                name="ended_runs_have_an_end",
            ),
        ]
        indexes = [models.Index(fields=["subject", "subject_id"], name="run_of_subject")]


class Task(models.Model):
    """A piece of work of one step, at one post. Open ones make up the inboxes."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="tasks")
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=12)
    state = models.CharField(max_length=12, default="open")
    is_lead = models.BooleanField(default=False)
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="tasks")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="tasks"
    )
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    demand = models.CharField(max_length=500, blank=True)  # what is asked, in words
    opened_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=60, blank=True)  # the action that ended it
    reason = models.CharField(max_length=500, blank=True)
    result = models.TextField(blank=True)
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="followed_by"
    )  # the returned or reworked task this one replaces
    escalated_to = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, related_name="escalated_tasks"
    )
    escalation = models.PositiveSmallIntegerField(default=0)  # rungs climbed

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TASK_STATES), name="task_state"),
            models.CheckConstraint(condition=Q(role__in=TASK_ROLES), name="task_role"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_TASK_STATES, ended_at=None)
                | (~Q(state__in=OPEN_TASK_STATES) & Q(ended_at__isnull=False)),
                name="ended_tasks_have_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["post", "id"],
                condition=Q(state__in=OPEN_TASK_STATES),
                name="open_task_of_post",
            )
        ]


class Clock(models.Model):
    """A limit that runs for a task from its dispatch. `next_action_at` is what the sweep reads."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="clocks")
    purpose = models.CharField(max_length=12)  # acknowledge, resolve
    kind = models.CharField(max_length=14)  # urgent_hour, work_hour, work_day, calendar_day
    limit = models.DecimalField(max_digits=7, decimal_places=2)  # in units of the kind
    calendar = models.ForeignKey("clocks.Calendar", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="running")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    near_at = models.DateTimeField()  # amber from here on: the reminder, or a quarter left
    spent_seconds = models.PositiveIntegerField(default=0)  # inherited from a returned task
    ended_at = models.DateTimeField(null=True)
    next_action = models.CharField(max_length=12, blank=True)  # remind, escalate, expire
    next_action_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # of the sweep on this clock

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "purpose"], name="one_clock_per_purpose"),
            models.CheckConstraint(condition=Q(state__in=CLOCK_STATES), name="clock_state"),
            models.CheckConstraint(
                condition=Q(kind__in=["urgent_hour", "work_hour", "work_day", "calendar_day"]),
                name="clock_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_action_at", "id"],
                condition=Q(next_action_at__isnull=False),
                name="clock_to_sweep",
            )
        ]
