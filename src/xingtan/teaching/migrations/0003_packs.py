"""What a class has of a session that is recorded, or goes on by text."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (
        ("teaching", "0002_switches"),
        ("library", "0001_initial"),
        ("people", "0004_recent"),
    )

    operations = (
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pack",
                        serialize=False,
                        to="teaching.session",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=8000, verbose_name="words")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("unit", models.CharField(blank=True, max_length=200, verbose_name="unit")),
                ("name", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="library.resource",
                    ),
                ),
            ],
        ),
    )
