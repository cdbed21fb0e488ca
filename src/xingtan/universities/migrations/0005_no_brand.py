from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("universities", "0004_units"),
    ]

    operations = [
        migrations.DeleteModel(name="Brand"),
    ]
