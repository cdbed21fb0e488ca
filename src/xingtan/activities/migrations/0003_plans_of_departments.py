"""A plan may be shared with a department alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_lesson_plans"),
        ("universities", "0004_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__isnull", True), ("university__isnull", False), _connector="OR"),
                name="plan_of_department_has_university",
            ),
        ),
    ]
