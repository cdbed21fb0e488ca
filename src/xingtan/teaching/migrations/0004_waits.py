"""Of what a timetable changed, those concerned hear when somebody says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("teaching", "0003_packs"),)

    operations = (
        migrations.AddField(
            model_name="change",
            name="waits",
            field=models.BooleanField(default=False),
        ),
    )
