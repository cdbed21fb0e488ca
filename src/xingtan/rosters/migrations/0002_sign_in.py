"""By which numbers a university's sign-in finds whom its lists mean."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("rosters", "0001_initial"),)

    operations = (
        migrations.AddField(
            model_name="sourced",
            name="number",
            field=models.CharField(blank=True, default="", max_length=255),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="sourced",
            index=models.Index(
                condition=~models.Q(number=""), fields=["university", "number"], name="sourced_by_number"
            ),
        ),
        migrations.AddIndex(
            model_name="sourced",
            index=models.Index(
                condition=models.Q(kind="user"), fields=["university", "sourced_id"], name="sourced_user"
            ),
        ),
    )
