"""One notice. The database lets none be published that no second person has read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

DRAFT, SUBMITTED, PUBLISHED, WITHDRAWN = STATES = ["draft", "submitted", "published", "withdrawn"]
NOBODY, AGREED = PEOPLE = ["nobody", "agreed"]  # who is named: nobody, or those who agreed
LANGUAGES = ["zh-hans", "en"]


class Notice(models.Model):
    """`items`: [{"title", "note"}]; `views`: [{"of", "number", "on", "source"}]; `links`:
    [{"title", "url"}]; `matters`: [{"number", "title"}]; `follows`: what it goes on from, an agenda
    before its minutes; `pictures`: [{"id", "purpose"}], purposes of the stored files."""

    kind = models.ForeignKey("notices.NoticeKind", models.PROTECT, related_name="+")
    area = models.ForeignKey("territory.Area", models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    language = models.CharField(max_length=10, default="zh-hans")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=8000)
    when = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    items = models.JSONField(default=list)
    views = models.JSONField(default=list)
    links = models.JSONField(default=list)
    matters = models.JSONField(default=list)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    pictures = models.JSONField(default=list)
    people = models.CharField(max_length=10)  # one of PEOPLE
    is_demonstration = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # the last day
    state = models.CharField(max_length=10, default=DRAFT)
    reason = models.CharField(max_length=300, blank=True)  # why withdrawn, or sent back
    written_at = models.DateTimeField()
    written_as = models.CharField(max_length=200)  # the post, in words
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    published_as = models.CharField(max_length=200, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    personal_fields = {
        "text": Personal(
            what=_("Names in a notice, of people who agreed to be named"),
            purpose=_("to make known what they did or offer"),
            basis=_("their consent, ticked by whoever wrote it"),
            kept=_("until the notice is taken back"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="notice_state"),
            models.CheckConstraint(condition=Q(people__in=PEOPLE), name="notice_people"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="notice_language"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="notice_days",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("written_by")),
                name="notice_read_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DRAFT, SUBMITTED], published_at=None)
                | (
                    Q(state__in=[PUBLISHED, WITHDRAWN], published_at__isnull=False)
                    & (Q(is_demonstration=True) | Q(published_by__isnull=False))
                ),
                name="notice_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=WITHDRAWN) | (Q(withdrawn_at__isnull=False) & ~Q(reason="")),
                name="notice_withdrawn_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="notice_latest"),
            models.Index(fields=["area", "state"], name="notice_of_area"),
        ]
