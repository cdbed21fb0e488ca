"""What can be read from the page somebody was on."""

import re

COURSE = re.compile(r"^/courses/(?P<university>[-\w]+)/(?P<course>[-\w]+)/")


def course_in(path: str) -> dict[str, str] | None:
    """Find which course the page belongs to, as its address names it."""
    found = COURSE.match(path)
    return found.groupdict() if found else None


def own_path(address: str, host: str) -> str:
    """Keep the path of a page of ours, without what may be private in its query; nothing of other sites."""
    path = address.removeprefix(f"http://{host}").removeprefix(f"https://{host}").split("?")[0].split("#")[0]
    return path[:300] if path.startswith("/") and not path.startswith("//") else ""
