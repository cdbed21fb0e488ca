import django.db.models.deletion
import xingtan.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0005_merged_into"),
        ("learning", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "enrollment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="learning.enrollment",
                    ),
                ),
                ("points", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
            ],
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "enrollment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="learning.enrollment",
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("since", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "flag",
                "verbose_name_plural": "flags",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reasons", []), _negated=True), name="flag_has_reasons")
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="catalog.run",
                    ),
                ),
                (
                    "missed_in_a_row",
                    models.PositiveSmallIntegerField(
                        default=3, help_text="0: not watched.", verbose_name="sessions missed in a row"
                    ),
                ),
                (
                    "quantile_percent",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="0: not watched.", verbose_name="points among the lowest, in percent"
                    ),
                ),
                (
                    "days_unseen",
                    models.PositiveSmallIntegerField(
                        default=14, help_text="0: not watched.", verbose_name="days without being seen"
                    ),
                ),
                ("expects_work", models.BooleanField(default=True, verbose_name="nothing handed in yet")),
                (
                    "shows_ranking",
                    models.BooleanField(
                        default=False,
                        help_text="Names and points of all, to all of the class.",
                        verbose_name="show students a ranking",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quantile_percent__lte", 50)), name="watch_quantile")
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=xingtan.kernel.ids.new_uid, editable=False, unique=True)),
                ("rule", models.CharField(max_length=20)),
                ("evidence", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=32)),
                ("opened_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfounded", "Nothing in it"),
                            ("talked", "Talked about, and settled"),
                            ("stands", "It stands"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words")),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.enrollment"
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "constraints": [
                    models.UniqueConstraint(fields=("enrollment", "rule", "digest"), name="case_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decision", "")),
                            models.Q(
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="case_decided_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("what", models.CharField(max_length=60)),
                ("amount", models.DecimalField(decimal_places=2, default=1, max_digits=8)),
                ("points", models.DecimalField(decimal_places=2, max_digits=10)),
                ("at", models.DateTimeField()),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.enrollment"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "indexes": [models.Index(fields=["enrollment", "subject"], name="entry_about")],
                "constraints": [models.UniqueConstraint(fields=("enrollment", "event"), name="entry_once")],
            },
        ),
        migrations.CreateModel(
            name="PointRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=60)),
                ("points", models.DecimalField(decimal_places=2, max_digits=8)),
                ("since", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.run"),
                ),
            ],
            options={
                "verbose_name": "rule for points",
                "verbose_name_plural": "rules for points",
                "constraints": [models.UniqueConstraint(fields=("run", "what", "since"), name="point_rule_once")],
            },
        ),
    ]
