"""Feeds to read: one kept to the letter in each version, and a platform that answers from memory."""

from __future__ import annotations

import io
import json
from typing import Any

from xingtan.harvest.registry import Bad, Reply, Unchanged
from xingtan.kernel.errors import OutsideFailed

FEED = "https://mooc.example/bridges/moochub/courses"

V3: dict[str, Any] = {
    "id": "8978f51e-770c-4d0a-a2e3-23fae8f6aa79",
    "type": "Course",
    "attributes": {
        "name": "Tides of the North Sea",
        "courseCode": "tides2026",
        "learningResourceType": {
            "identifier": "https://w3id.org/kim/hcrt/course",
            "type": "Concept",
            "inScheme": "https://w3id.org/kim/hcrt/scheme",
        },
        "courseMode": ["online"],
        "description": "<p>Why the water <b>comes and goes</b>.</p>",
        "inLanguage": ["de", "en"],
        "startDate": ["2026-01-13T08:00:00Z", "2026-09-01T08:00:00+02:00"],
        "endDate": ["2026-02-24T20:00:00Z", "2026-10-13T20:00:00+02:00"],
        "image": {
            "type": "ImageObject",
            "contentUrl": "https://mooc.example/tides.png",
            "license": [{"identifier": "CC-BY-4.0", "url": None}],
        },
        "instructor": [
            {"type": "Person", "name": "Jette Jansen", "honorificPrefix": "Prof. Dr."},
            {"type": "Organization", "name": "Institute of the Sea"},
        ],
        "teaches": [
            {
                "name": [
                    {"inLanguage": "de", "name": "Gezeiten erklären"},
                    {"inLanguage": "en", "name": "Explain tides"},
                ],
                "educationalFramework": "ESCO",
                "educationalFrameworkVersion": "1.1",
            }
        ],
        "duration": "P6W",
        "publisher": {"type": "Organization", "name": "MOOC Example", "url": "https://mooc.example"},
        "creator": [{"type": "Organization", "name": "Universität Nordsee", "url": "https://nordsee.example"}],
        "contributor": [{"type": "Organization", "name": "Bamboo Institute"}],
        "url": "https://mooc.example/courses/tides2026",
        "workload": {"timeValue": 4, "timeUnit": "h/week"},
        "license": [{"identifier": "CC-BY-SA-4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"}],
        "access": ["free"],
        "educationalAlignment": [
            {
                "type": "EducationalAlignment",
                "educationalFramework": "ISCED-F",
                "educationalFrameworkVersion": "2013",
                "name": [{"inLanguage": "en", "name": "Earth sciences"}],
                "shortCode": "0532",
            }
        ],
        "educationalLevel": [
            {
                "type": "EducationalLevel",
                "educationalFramework": "DigComp",
                "educationalFrameworkVersion": "2.2",
                "name": [{"inLanguage": "en", "name": "Intermediate"}],
            }
        ],
        "offer": [
            {"price": 0, "priceCurrency": "EUR", "paymentFrequency": "one-time", "category": "course"},
            {"price": 49.0, "priceCurrency": "EUR", "paymentFrequency": "one-time", "category": "certificate"},
        ],
        "numberOfCredits": 2,
        "dateModified": "2026-03-01T10:00:00Z",
    },
}

V2: dict[str, Any] = {
    "id": "17",
    "type": "courses",
    "attributes": {
        "name": "Grundlagen der Gezeiten",
        "courseCode": "tides",
        "courseMode": "MOOC",
        "abstract": "Ebbe &amp; Flut",
        "description": "<p>…</p>",
        "languages": ["German"],
        "startDate": "2026-01-13T08:00:00Z",
        "endDate": "2026-02-24T20:00:00Z",
        "image": {"url": "https://mooc.example/2.png", "licenses": [{"url": None}]},
        "instructors": [{"name": "Jette Jansen", "type": "Person"}],
        "learningObjectives": ["Gezeiten erklären"],
        "partnerInstitutes": [{"name": "Universität Nordsee", "url": "https://nordsee.example"}],
        "moocProvider": {
            "name": "MOOC Example",
            "url": "https://mooc.example",
            "logo": "https://mooc.example/logo.png",
        },
        "url": "https://mooc.example/courses/tides",
        "duration": "P6W",
        "workload": 4,
        "courseLicenses": [{"id": None, "url": "https://creativecommons.org/licenses/by/3.0/de/", "name": "CC BY"}],
        "access": ["free", "paid"],
    },
}


def course(number: int, **attributes: Any) -> dict[str, Any]:
    """Write a small course."""
    said = {"name": f"Course {number}", "url": f"https://mooc.example/courses/{number}", "inLanguage": ["en"]}
    return {"id": str(number), "type": "Course", "attributes": {**said, **attributes}}


def feed(*courses: Any, after: str | None = None, **more: Any) -> bytes:
    """Write a page of a feed."""
    links = {"self": FEED, "first": FEED, "last": FEED, **({"next": after} if after else {})}
    return json.dumps({"links": links, "data": list(courses), **more}).encode()


class Platform:
    """A platform that answers from memory, and remembers what it was asked.

    :param pages: what it says at each address
    """

    def __init__(self, pages: dict[str, bytes], headers: dict[str, str] | None = None) -> None:
        self.pages, self.headers = pages, headers or {"content-type": "application/vnd.api+json; moochub-version=3.0"}
        self.asked: list[tuple[str, bool]] = []
        self.unchanged: set[str] = set()

    def get(
        self, url: str, *, accept: str = "*/*", most_bytes: int | None = None, is_conditional: bool = True
    ) -> Reply | Unchanged:
        """Answer as ``Way`` does."""
        self.asked.append((url, is_conditional))
        if url in self.unchanged and is_conditional:
            return Unchanged(url)
        if url not in self.pages:
            raise OutsideFailed("404")
        body = self.pages[url]
        if most_bytes is None or len(body) > most_bytes:
            raise OutsideFailed("the answer is too large")
        return Reply(url, self.headers, io.BytesIO(body), len(body))

    def try_get(self, url: str, *, accept: str = "*/*", most_bytes: int | None = None) -> Reply | Unchanged | Bad:
        """Answer as ``Way`` does."""
        try:
            return self.get(url, most_bytes=most_bytes)
        except OutsideFailed as no:
            return Bad(url, str(no))
