"""Where many classes meet is decided at once, and stays known."""

import django.db.models.deletion
from django.db import migrations, models

import xingtan.kernel.ids

MODES = [("online", "Online"), ("onsite", "On site"), ("both", "On site and online")]


class Migration(migrations.Migration):
    dependencies = (
        ("teaching", "0001_initial"),
        ("universities", "0004_units"),
        ("people", "0004_recent"),
    )

    operations = (
        migrations.CreateModel(
            name="Switch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=xingtan.kernel.ids.new_uid, editable=False, unique=True)),
                ("mode", models.CharField(choices=MODES, max_length=6, verbose_name="where")),
                ("from_on", models.DateField(verbose_name="from")),
                ("until_on", models.DateField(null=True, verbose_name="until")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("at", models.DateTimeField()),
                ("classes", models.PositiveIntegerField()),
                ("sessions", models.PositiveIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="universities.unit",
                    ),
                ),
                (
                    "university",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
                    ),
                ),
            ],
            options={
                "verbose_name": "switch",
                "verbose_name_plural": "switches",
                "indexes": [models.Index(fields=["university", "at"], name="switch_of_university")],
            },
        ),
        migrations.AddField(
            model_name="change",
            name="switch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="teaching.switch",
            ),
        ),
    )
