"""Two campuses may each have a room of the same code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("teaching", "0004_waits"),)

    operations = (
        migrations.RemoveConstraint(model_name="venue", name="venue_code_once"),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.UniqueConstraint(fields=("university", "campus", "code"), name="venue_once"),
        ),
    )
