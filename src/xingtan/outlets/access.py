"""Who hands courses over, and who says what a platform asks."""

from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.outlets.models import Outlet
from xingtan.universities import public as universities


def course_to_hand_over(person: Any, *, university: str, course: str) -> catalog.Course:
    """Find the course for those who may change it."""
    return catalog.course_to_teach(person, university=university, course=course)


def outlet_to_keep(person: Any, *, university: str, course: str, outlet: UUID) -> Outlet:
    """Find one outlet of the course, for those who may change the course."""
    taught = course_to_hand_over(person, university=university, course=course)
    found = Outlet.objects.select_related("platform", "version").filter(course=taught, uid=outlet).first()
    if found is None:
        raise NotThere
    found.course = taught
    return found


def speaks_for(person: Any, platform: catalog.Platform) -> bool:
    """Test whether this person says what the platform asks: its contacts, and coordinators."""
    if not person.is_authenticated:
        return False
    return universities.coordinates(person) or platform.contacts.filter(person=person).exists()


def platform_to_speak_for(person: Any, *, platform: str) -> catalog.Platform:
    """Find the platform for its contacts and for coordinators."""
    found = catalog.platform_to_see(person, platform=platform)
    if not speaks_for(person, found):
        raise NotThere
    return found
