"""Kinds of cards, cards, claims on them, volunteers who enrolled, and funds."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yiwang.work.exchange.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0006_points"),
        ("posts", "0014_home_of_volunteers"),
        ("registers", "0010_capacities"),
        ("territory", "0010_note_in_english"),
        ("workflows", "0021_act_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(blank=True, max_length=40)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="CardKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("side", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=60)),
                ("hint", models.CharField(blank=True, max_length=200)),
                ("hint_en", models.CharField(blank=True, max_length=200)),
                ("unit", models.CharField(default="份", max_length=20)),
                ("unit_en", models.CharField(default="part", max_length=20)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "claimed_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=15), default=list, size=None
                    ),
                ),
                ("is_public", models.BooleanField(default=True)),
                ("needs_second", models.BooleanField(default=False)),
                ("off_hours_of", models.SlugField(blank=True, max_length=60)),
                ("hold_days", models.PositiveSmallIntegerField(null=True)),
                ("most_held", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["need", "offer", "post", "project"])),
                        name="card_kind_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "claimed_by__contained_by",
                                ["organizations", "volunteers", "everybody"],
                            )
                        ),
                        name="card_kind_claimed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hold_days", None), ("hold_days__gt", 0), _connector="OR"),
                            models.Q(("most_held", None), ("most_held__gt", 0), _connector="OR"),
                        ),
                        name="card_kind_limits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField(blank=True, max_length=2000)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("amount", models.PositiveIntegerField(default=1)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(null=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("budget", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("state", models.CharField(max_length=10)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("outcome", models.TextField(blank=True, max_length=2000)),
                ("thanks", models.CharField(blank=True, max_length=300)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("put_up_at", models.DateTimeField()),
                ("put_up_as", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.entry",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects_of_need",
                        to="exchange.card",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects_of_offer",
                        to="exchange.card",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "put_up_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.run",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="exchange.cardkind",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("told_at", models.DateTimeField()),
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolment",
                        to="posts.appointment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("purpose", models.CharField(max_length=500)),
                ("opened_on", models.DateField()),
                ("balance", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FundEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("on", models.DateField()),
                ("words", models.CharField(max_length=300)),
                ("donor_outside", models.CharField(blank=True, max_length=120)),
                ("form", models.UUIDField(unique=True)),
                ("is_approved", models.BooleanField(default=True)),
                ("declined_because", models.CharField(blank=True, max_length=300)),
                ("entered_at", models.DateTimeField()),
                ("entered_as", models.CharField(max_length=200)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_as", models.CharField(blank=True, max_length=200)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="money",
                        to="exchange.card",
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="exchange.fund",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="exchange.fundentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("places", models.PositiveSmallIntegerField(default=1)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="exchange.card",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_digest", models.CharField(blank=True, max_length=64)),
                ("form", models.UUIDField(unique=True)),
                ("part", models.CharField(blank=True, max_length=300)),
                ("amount", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(max_length=10)),
                ("due_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("report", models.TextField(blank=True, max_length=2000)),
                ("hours", models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_as", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="exchange.card",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims_made_with_it",
                        to="exchange.card",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="posts.appointment",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="exchange.slot",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["state", "kind", "area"], name="card_of_kind"),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["area", "state"], name="card_of_area"),
        ),
        migrations.AddIndex(
            model_name="card",
            index=django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="card_by_tag"),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.CardState["SUBMITTED"],
                            yiwang.work.exchange.states.CardState["OPEN"],
                            yiwang.work.exchange.states.CardState["FULFILLED"],
                            yiwang.work.exchange.states.CardState["ENDED"],
                            yiwang.work.exchange.states.CardState["DECLINED"],
                            yiwang.work.exchange.states.CardState["WITHDRAWN"],
                        ],
                    )
                ),
                name="card_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="card_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_on", None), ("closes_on__gte", models.F("opens_on")), _connector="OR"
                ),
                name="card_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget", None), ("budget__gte", 0), _connector="OR"),
                name="card_budget",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("read_by", None),
                    models.Q(("read_by", models.F("put_up_by")), _negated=True),
                    _connector="OR",
                ),
                name="card_read_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        (
                            "state__in",
                            [
                                yiwang.work.exchange.states.CardState["SUBMITTED"],
                                yiwang.work.exchange.states.CardState["OPEN"],
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    yiwang.work.exchange.states.CardState["SUBMITTED"],
                                    yiwang.work.exchange.states.CardState["OPEN"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="card_ended_once_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                yiwang.work.exchange.states.CardState["DECLINED"],
                                yiwang.work.exchange.states.CardState["WITHDRAWN"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="card_not_shown_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.CardState["SUBMITTED"],
                            yiwang.work.exchange.states.CardState["OPEN"],
                        ],
                    )
                ),
                fields=("run",),
                name="one_open_card_per_run",
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["tags"], name="enrolment_by_tag"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "times__contained_by",
                        ["weekday_day", "weekday_evening", "saturday", "sunday"],
                    )
                ),
                name="enrolment_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(("balance__gte", 0)), name="fund_is_never_overdrawn"
            ),
        ),
        migrations.AddIndex(
            model_name="fundentry",
            index=models.Index(fields=["fund", "-on"], name="fund_ledger"),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["gift", "grant", "back", "undo"])),
                name="fund_entry_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="fund_entry_of_money"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("card__isnull", False), ("kind__in", ["grant", "back"])),
                    models.Q(("card", None), ("kind__in", ["gift", "undo"])),
                    _connector="OR",
                ),
                name="fund_grant_to_a_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "undo"), ("undoes__isnull", False)),
                    models.Q(models.Q(("kind", "undo"), _negated=True), ("undoes", None)),
                    _connector="OR",
                ),
                name="fund_entry_undoes_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("donor", None), ("donor_outside", ""), _connector="OR"),
                name="fund_entry_one_donor",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("entered_by")), _negated=True),
                    _connector="OR",
                ),
                name="fund_grant_approved_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_approved", True), ("kind", "grant"), _connector="OR"),
                name="fund_only_grants_wait",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(
                fields=("card", "starts_at"), name="one_slot_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="slot_times"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__gt", 0)), name="slot_of_a_place"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["card", "state"], name="claim_of_card"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["organization", "state"], name="claim_of_body"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["volunteer", "state"], name="claim_of_volunteer"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.ClaimState["ASKED"],
                            yiwang.work.exchange.states.ClaimState["HELD"],
                        ],
                    )
                ),
                fields=["due_on"],
                name="claim_to_lapse",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.ClaimState["ASKED"],
                            yiwang.work.exchange.states.ClaimState["WAITING"],
                            yiwang.work.exchange.states.ClaimState["HELD"],
                            yiwang.work.exchange.states.ClaimState["DONE"],
                            yiwang.work.exchange.states.ClaimState["CONFIRMED"],
                            yiwang.work.exchange.states.ClaimState["DECLINED"],
                            yiwang.work.exchange.states.ClaimState["RELEASED"],
                            yiwang.work.exchange.states.ClaimState["LAPSED"],
                        ],
                    )
                ),
                name="claim_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("code_digest", ""), ("organization__isnull", False), ("volunteer", None)
                    ),
                    models.Q(
                        ("code_digest", ""), ("organization", None), ("volunteer__isnull", False)
                    ),
                    models.Q(
                        ("organization", None),
                        ("volunteer", None),
                        models.Q(("code_digest", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="claim_of_one_claimant",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="claim_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code_digest", ""), _negated=True),
                fields=("code_digest",),
                name="one_claim_per_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hours", None),
                    models.Q(("hours__gt", 0), ("hours__lte", 1000)),
                    _connector="OR",
                ),
                name="claim_hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at", None),
                        (
                            "state__in",
                            [
                                yiwang.work.exchange.states.ClaimState["ASKED"],
                                yiwang.work.exchange.states.ClaimState["WAITING"],
                                yiwang.work.exchange.states.ClaimState["HELD"],
                                yiwang.work.exchange.states.ClaimState["DONE"],
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    yiwang.work.exchange.states.ClaimState["ASKED"],
                                    yiwang.work.exchange.states.ClaimState["WAITING"],
                                    yiwang.work.exchange.states.ClaimState["HELD"],
                                    yiwang.work.exchange.states.ClaimState["DONE"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="claim_ended_once_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("slot", None),
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.ClaimState["ASKED"],
                            yiwang.work.exchange.states.ClaimState["WAITING"],
                            yiwang.work.exchange.states.ClaimState["HELD"],
                            yiwang.work.exchange.states.ClaimState["DONE"],
                        ],
                    ),
                ),
                fields=("card", "organization"),
                name="one_open_claim_of_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("slot__isnull", False),
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.ClaimState["ASKED"],
                            yiwang.work.exchange.states.ClaimState["WAITING"],
                            yiwang.work.exchange.states.ClaimState["HELD"],
                            yiwang.work.exchange.states.ClaimState["DONE"],
                        ],
                    ),
                ),
                fields=("slot", "organization"),
                name="one_open_place_of_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("slot", None),
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.ClaimState["ASKED"],
                            yiwang.work.exchange.states.ClaimState["WAITING"],
                            yiwang.work.exchange.states.ClaimState["HELD"],
                            yiwang.work.exchange.states.ClaimState["DONE"],
                        ],
                    ),
                ),
                fields=("card", "volunteer"),
                name="one_open_claim_of_a_volunteer",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("slot__isnull", False),
                    (
                        "state__in",
                        [
                            yiwang.work.exchange.states.ClaimState["ASKED"],
                            yiwang.work.exchange.states.ClaimState["WAITING"],
                            yiwang.work.exchange.states.ClaimState["HELD"],
                            yiwang.work.exchange.states.ClaimState["DONE"],
                        ],
                    ),
                ),
                fields=("slot", "volunteer"),
                name="one_open_place_of_a_volunteer",
            ),
        ),
    ]
