"""Steps of plans kept problems of courses whole; whoever copied a plan had them. From now on they are only named."""

from django.db import migrations

AT_ONCE = 200


def name_them(apps, schema_editor):
    """Put names in place of problems. Of which course one is, the block says that holds the same."""
    steps, blocks = apps.get_model("activities", "Step"), apps.get_model("authoring", "Block")
    for step in steps.objects.filter(kind="quiz").order_by("pk").iterator(AT_ONCE):
        problems = step.config.get("problems", [])
        keyed = [each for each in problems if each.get("key")]
        if not keyed:
            continue
        wanted = []
        for each in keyed:
            found = blocks.objects.filter(key=each["key"], kind="problem").select_related("course")
            courses = {block.course.uid for block in found if block.data == each.get("data")}
            # Of an unknown course it is asked for wherever the plan is used.
            course = str(courses.pop()) if len(courses) == 1 else ""
            wanted.append({"course": course, "key": each["key"]})
        step.config = {
            **step.config,
            "problems": [each for each in problems if not each.get("key")],
            "wanted": [*wanted, *step.config.get("wanted", [])],
        }
        step.save(update_fields=["config"])


def put_them_back(apps, schema_editor):
    """Put the newest of each problem in place of its name; what is not found is left out."""
    steps, blocks = apps.get_model("activities", "Step"), apps.get_model("authoring", "Block")
    versions = apps.get_model("authoring", "Version")
    for step in steps.objects.filter(kind="quiz").order_by("pk").iterator(AT_ONCE):
        found = []
        for name in step.config.get("wanted", []):
            if not name["course"]:
                continue
            version = versions.objects.filter(course__uid=name["course"]).order_by("-number").first()
            row = version.blocks.get(name["key"]) if version else None
            block = blocks.objects.filter(course=version.course_id, digest=row["digest"]).first() if row else None
            if block is not None:
                facts = {"title": "", "data": block.data, "possible": str(row.get("possible", 1))}
                found.append({"key": name["key"], **facts})
        if "wanted" in step.config:
            kept = {name: value for name, value in step.config.items() if name != "wanted"}
            step.config = {**kept, "problems": [*found, *kept.get("problems", [])]}
            step.save(update_fields=["config"])


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0003_plans_of_departments"),
        ("authoring", "0001_initial"),
    ]

    operations = [migrations.RunPython(name_them, put_them_back)]
