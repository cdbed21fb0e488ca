"""Deeds: a course is described, published and withdrawn."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog.events import CourseDescribed, CoursePublished, CourseWithdrawn
from xingtan.catalog.models import Course
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities


class AddressIsTaken(RuleBroken):
    """Two courses of one university cannot have one address."""

    message = _("This university already has a course at “%(slug)s”. Choose another address.")


class CourseHasNoTitle(RuleBroken):
    """A course without a title cannot be found."""

    message = _("Give the course a title first. Nothing has been published.")


def lock_course(course: Course) -> Course:
    """Hold the course until the deed ends, so that two deeds cannot change it at once."""
    return Course.objects.select_for_update(of=("self",)).select_related("university").get(pk=course.pk)


@deed
def add_course(*, university: universities.University, slug: str, by: people.Person | None, **facts: Any) -> Course:
    """Add a course to the university's drafts.

    :param facts: fields of the course, by name
    :raises AddressIsTaken: if the university has a course at this address
    """
    if Course.objects.filter(university=university, slug=slug).exists():
        raise AddressIsTaken(slug=slug)

    course = Course.objects.create(university=university, slug=slug, **facts)

    emit(CourseDescribed(actor=by and by.uid, university=university.uid, course=course.uid))
    return course


@deed
def describe_course(*, course: Course, by: people.Person | None, **facts: Any) -> Course:
    """Change what the catalogue says of the course.

    :param facts: fields of the course, by name
    """
    course = Course.objects.select_for_update(of=("self",)).select_related("university").get(pk=course.pk)
    for name, value in facts.items():
        setattr(course, name, value)
    course.save(update_fields=[*facts, "changed_at"])

    emit(CourseDescribed(actor=by and by.uid, university=course.university.uid, course=course.uid))
    return course


@deed
def publish_course(*, course: Course, by: people.Person | None, now: datetime) -> Course:
    """Show the course to anyone.

    :raises CourseHasNoTitle: if nobody could find it
    """
    course = Course.objects.select_for_update(of=("self",)).select_related("university").get(pk=course.pk)
    if not str(course.title):
        raise CourseHasNoTitle

    course.status = Course.Status.PUBLISHED
    course.published_at = course.published_at or now
    course.save(update_fields=["status", "published_at", "changed_at"])

    emit(CoursePublished(actor=by and by.uid, university=course.university.uid, course=course.uid))
    return course


@deed
def withdraw_course(*, course: Course, by: people.Person | None) -> Course:
    """Show the course only to those who serve it; learners keep their places."""
    course = Course.objects.select_for_update(of=("self",)).select_related("university").get(pk=course.pk)
    course.status = Course.Status.DRAFT
    course.save(update_fields=["status", "changed_at"])

    emit(CourseWithdrawn(actor=by and by.uid, university=course.university.uid, course=course.uid))
    return course
