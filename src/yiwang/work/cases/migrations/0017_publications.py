"""What is published for everybody, and what residents object to in it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_passed_on_by_a_hotline"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", ID),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publications",
                        to="cases.case",
                    ),
                ),
                ("text", models.TextField(max_length=5000)),
                ("by", models.CharField(max_length=200)),
                ("published_at", models.DateTimeField()),
                ("over_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=12)),
                ("result", models.TextField(blank=True, max_length=5000)),
                ("concluded_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-published_at", "-id"], name="publication_latest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["case"], condition=Q(outcome=""), name="published_once_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=Q(outcome="", result="", concluded_at=None)
                        | (
                            Q(
                                outcome__in=["carried_out", "withdrawn"],
                                concluded_at__isnull=False,
                            )
                            & ~Q(result="")
                        ),
                        name="concluded_with_a_result",
                    ),
                    models.CheckConstraint(
                        condition=~Q(outcome="carried_out") | Q(over_at__isnull=False),
                        name="carried_out_after_its_time",
                    ),
                    models.CheckConstraint(
                        condition=Q(over_at=None) | Q(over_at__gte=F("published_at")),
                        name="published_before_it_is_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", ID.clone()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="cases.publication",
                    ),
                ),
                ("form", models.UUIDField(unique=True)),
                ("text", models.TextField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, max_length=5000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_as", models.CharField(blank=True, max_length=200)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(answer="", answered_at=None, answered_by=None)
                        | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                        name="answered_by_somebody",
                    )
                ]
            },
        ),
    ]
