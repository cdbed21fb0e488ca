import re
import unicodedata

from django.db import migrations

APART = re.compile(r"[\W_]+")


def folded(name):
    """Fold a name as the room did when this was written."""
    wide = unicodedata.normalize("NFKD", name[:800]).casefold()
    bare = "".join(each for each in wide if not unicodedata.combining(each))
    return APART.sub(" ", unicodedata.normalize("NFC", bare)).strip().removeprefix("the ")[:200].strip()


def know(apps, schema_editor):
    """Make members known by their own names."""
    university_model = apps.get_model("universities", "University")
    known_model = apps.get_model("universities", "KnownName")
    for university in university_model.objects.order_by("pk").iterator():
        names = {folded(each) for each in university.name.values()} - {""}
        known_model.objects.bulk_create(
            [known_model(university=university, name=name, country=university.country) for name in sorted(names)],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("universities", "0002_known_names"),
    ]

    operations = [
        migrations.RunPython(know, migrations.RunPython.noop),
    ]
