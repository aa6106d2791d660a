"""A run of a workflow on a subject, its tasks, and the clock of each task."""

from django.conf import settings
from django.db import models
from django.db.models import Q

OPEN_TASK_STATES = ["open", "acknowledged"]
HELD = "held"  # stands still: neither to be done nor over (holding.py)
TASK_STATES = [*OPEN_TASK_STATES, HELD, "done", "returned", "released", "cancelled"]
STEP_ROLES = ["actor", "publisher", "handler", "coordinator", "arbiter", "reporter"]
SIDE_ROLES = [
    "supervised",
    "orderer",
    "approver",
    "asked",
    "scorer",
    "called_back",
    "outside",
    "coordinating",
]
TASK_ROLES = [*STEP_ROLES, *SIDE_ROLES]  # sides.py: beside the steps
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
    deferred_until = models.DateTimeField(null=True)  # set aside: a deferral holds
    outcome = models.CharField(max_length=20, blank=True)  # of its end: solved, withdrawn, void, …
    urgent_share = models.DecimalField(
        max_digits=3, decimal_places=2, null=True
    )  # of its limits by type, since it was marked urgent; none: it was not

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
            models.CheckConstraint(
                condition=Q(urgent_share=None) | Q(urgent_share__gt=0, urgent_share__lt=1),
                name="run_urgent_share",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="run_of_subject"),
            models.Index(
                fields=["deferred_until"],
                condition=Q(deferred_until__isnull=False),
                name="run_set_aside",
            ),
        ]

    @property
    def is_urgent(self) -> bool:
        """Whether somebody has marked the matter so; nothing is said of a person."""
        return self.urgent_share is not None


class Task(models.Model):
    """A piece of work of one step, at one post. Open ones make up the inboxes."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="tasks")
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=12)
    state = models.CharField(max_length=12, default="open")
    is_lead = models.BooleanField(default=False)
    by_shift = models.BooleanField(default=False, db_default=False)  # whoever is on duty there
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="tasks")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="tasks"
    )
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )  # the joint team that the organization was called as a member of
    whistle = models.ForeignKey(
        "workflows.Whistle", models.RESTRICT, null=True, related_name="tasks"
    )
    demand = models.CharField(max_length=500, blank=True)  # what is asked, in words
    opened_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
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
                condition=Q(state__in=[*OPEN_TASK_STATES, HELD], ended_at=None)
                | (~Q(state__in=[*OPEN_TASK_STATES, HELD]) & Q(ended_at__isnull=False)),
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
    """A limit that runs for a task from its dispatch, or (`task` none) for the whole run.

    `next_action_at` is what the sweep reads. All moments are reckoned from start, limit, time spent
    and the entries of the ledger, and from nothing else (reckoning.py).
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="clocks")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="clocks")
    purpose = models.CharField(max_length=12)  # acknowledge, arrive, resolve, case
    kind = models.CharField(max_length=14)  # urgent_hour, work_hour, work_day, calendar_day
    limit = models.DecimalField(max_digits=7, decimal_places=2)  # in units of the kind
    remind = models.DecimalField(max_digits=7, decimal_places=2, null=True)  # so much before
    of_kind = models.CharField(max_length=12, blank=True)  # the type's limit of this purpose first,
    stated = models.DecimalField(max_digits=7, decimal_places=2, null=True)  # … else this one
    stated_kind = models.CharField(max_length=14, blank=True)
    calendar = models.ForeignKey("clocks.Calendar", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="running")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    near_at = models.DateTimeField()  # amber from here on: the reminder, or a quarter left
    threefold_at = models.DateTimeField()  # three times the limit is used up
    spent_seconds = models.PositiveIntegerField(default=0)  # inherited from a returned task
    ended_at = models.DateTimeField(null=True)
    next_action = models.CharField(max_length=12, blank=True)  # remind, escalate, expire
    next_action_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # of the sweep on this clock
    escalated_to = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, related_name="+"
    )  # told that the whole run is late; of a task, the task says it
    escalation = models.PositiveSmallIntegerField(default=0)  # rungs climbed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "purpose"], name="one_clock_per_purpose"),
            models.UniqueConstraint(
                fields=["run"], condition=Q(task=None), name="one_clock_of_the_whole_run"
            ),
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
            ),
            models.Index(fields=["due_at"], condition=Q(state="running"), name="clock_late"),
            models.Index(
                fields=["threefold_at"], condition=Q(state="running"), name="clock_late_threefold"
            ),
        ]
