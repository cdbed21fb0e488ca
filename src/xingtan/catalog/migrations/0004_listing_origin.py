from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_platforms"),
    ]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="origin",
            field=models.CharField(blank=True, max_length=36),
        ),
    ]
