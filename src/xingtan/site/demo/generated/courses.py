"""Courses of partner platforms, and the same course planted on two of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.site.demo.generated.places import LANGUAGES, SEED, University, platforms, universities
from xingtan.site.demo.generated.words import language

# On every second platform one listing in 25 is a course of the platform before.
TWICE = 25
# And one time in fifty two courses of one university differ by their part only: they look alike and are not the same.
ALIKE = 50
SUBJECTS = ("0111", "0211", "0213", "0222", "0223", "0231", "0232", "0311", "0313", "0314", "0412", "0413", "0421",
            "0511", "0521", "0531", "0533", "0541", "0542", "0611", "0612", "0613", "0713", "0714", "0715", "0732",
            "0811", "0912", "0913", "0916", "1014")  # fmt: skip
LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", "proprietary", "proprietary", "")
LEVELS = ("introductory", "introductory", "intermediate", "advanced", "")
GIVEN = (
    "Wei",
    "Maria",
    "Ahmed",
    "Ivan",
    "Claire",
    "Grace",
    "Kofi",
    "Aiko",
    "Lucía",
    "Fatima",
    "Jon",
    "Olga",
    "Li",
    "Amara",
)
FAMILY = ("Chen", "García", "Hassan", "Petrov", "Dubois", "Mensah", "Sato", "Okafor", "Rossi", "Novak", "Silva", "Khan")
FIRST_DAY = date(2020, 1, 6)


@dataclass(frozen=True, slots=True)
class Listed:
    """A course as a platform lists it."""

    platform: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Planted:
    """One course on two platforms: who merges duplicates should find exactly these."""

    one: tuple[str, str]
    other: tuple[str, str]


def courses(count: int, *, planted: list[Planted] | None = None) -> Iterator[Listed]:
    """Make so many listings, platform after platform as a harvest would bring them.

    :param planted: is filled with the pairs that are one course
    """
    hosts, schools = platforms(count), universities(count)
    by_language: dict[str, list[University]] = {}
    for school in schools:
        by_language.setdefault(school.language, []).append(school)
    each, more = divmod(count, len(hosts))
    for place, host in enumerate(hosts):
        for number in range(each + (place < more)):
            # What is the same course on the platform before is made again from the same seed.
            twin = place % 2 == 1 and number < each and number % TWICE == TWICE - 1
            source = hosts[place - 1].slug if twin else host.slug
            facts = _course(source, number, by_language)
            if twin:
                facts = _told_otherwise(facts, host.slug, Random(f"{SEED} {host.slug} {number}"))
                if planted is not None:
                    planted.append(Planted((source, f"{source}:{number}"), (host.slug, facts.remote_id)))
            yield Listed(host.slug, facts)


def _course(platform: str, number: int, by_language: dict[str, list[University]]) -> Facts:
    # Every second of those that look alike is its neighbour's second part.
    alike = number % ALIKE == 1
    drawn = Random(f"{SEED} {platform} {number - alike}")
    tags = [tag for tag in LANGUAGES if tag in by_language]
    (tag,) = drawn.choices(tags, [LANGUAGES[each][0] for each in tags])
    school = drawn.choice(by_language[tag])
    words = language(tag)
    title = words.title(drawn)
    if number % ALIKE <= 1:
        title = f"{title} {'II' if alike else 'I'}"
    starts = FIRST_DAY + timedelta(days=drawn.randrange(0, 2600))
    is_mooc = drawn.random() < 0.7
    return Facts(
        remote_id=f"{platform}:{number}",
        url=f"https://{platform}.example.org/courses/{number}",
        title={tag: title},
        summary={tag: words.sentences(drawn, drawn.randint(8, 24))},
        about={tag: words.sentences(drawn, drawn.randint(20, 60))},
        languages=(tag,),
        captions=(tag,) if drawn.random() < 0.4 else (),
        subjects=(SUBJECTS[int(len(SUBJECTS) * drawn.random() ** 1.6)],),
        level=drawn.choice(LEVELS),
        workload_hours=Decimal(drawn.choice((2, 6, 12, 20, 30, 48, 64, 96))),
        institutions=(Institution(name=school.name, country=school.country),),
        teachers=tuple(f"{drawn.choice(GIVEN)} {drawn.choice(FAMILY)}" for _ in range(drawn.randint(1, 3))),
        licence=drawn.choice(LICENCES),
        kind="mooc" if is_mooc else "other",
        is_free=is_mooc or drawn.random() < 0.3,
        has_free_certificate=drawn.random() < 0.4,
        needs_sign_in=drawn.random() < 0.6,
        works_on_phone=drawn.random() < 0.7,
        credits=Decimal(drawn.randint(1, 6)) if drawn.random() < 0.2 else None,
        dates=(Dates(),) if drawn.random() < 0.3 else (Dates(starts_on=starts, ends_on=starts + timedelta(days=84)),),
    )


def _told_otherwise(facts: Facts, platform: str, drawn: Random) -> Facts:
    """Tell of a course as another platform would: its own number and address, and small differences."""
    number = facts.remote_id.rpartition(":")[2]
    ((tag, title),) = facts.title.items()
    match drawn.randrange(5):
        case 0:
            title = title.upper()
        case 1:
            title = f"{title} (2020)"
        case 2 if len(title) > 8:
            place = drawn.randrange(1, len(title) - 1)
            title = title[:place] + title[place + 1 :]
        case 3:
            title = f"{title}."
    institution = facts.institutions[0]
    if drawn.random() < 0.3:
        institution = replace(institution, name={"en": institution.name["en"]})
    return replace(
        facts,
        remote_id=f"{platform}:{number}",
        url=f"https://{platform}.example.org/c/{number}",
        title={tag: title},
        about={},
        institutions=(institution,),
        licence="",
        dates=(),
    )
