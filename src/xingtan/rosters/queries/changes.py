"""What a roster would change: what is new in it, what is said otherwise than before, what has left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xingtan.people import public as people
from xingtan.rosters.models import Sourced
from xingtan.rosters.queries.matching import forgotten, whom
from xingtan.rosters.registry import KINDS, Bad, Contents, User, digest_of
from xingtan.rosters.rules import Whom, name_of

# A file that was cut off looks as if many had left: more than this share is asked about.
MANY_GONE, FEW = 0.1, 10


@dataclass(slots=True)
class Before:
    """What was said before: the key of its row, its mark, and whether it has left since."""

    pk: int
    digest: str
    is_gone: bool
    said: dict[str, Any]
    row: int | None
    person: int | None


@dataclass(slots=True)
class Changes:
    """What is to be done, by kind; what is not here is as it should be."""

    fresh: dict[str, list[tuple[Any, str]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    changed: dict[str, list[tuple[Any, str]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    gone: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    same: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    before: dict[str, dict[str, Before]] = field(default_factory=dict)
    whom: dict[str, Whom] = field(default_factory=dict)
    doubts: list[User] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    # Everybody is named: of others there is nothing left to decide.
    is_whole: bool = False
    # Terms that are on other days now, with the classes in them of which this roster says nothing.
    moved: dict[str, list[Before]] = field(default_factory=dict)

    def moved_with(self, terms: Collection[str]) -> list[Before]:
        """Give the classes that begin and end otherwise with these terms, once each."""
        return list({each.pk: each for term in terms for each in self.moved.get(term, ())}.values())

    def counts(self) -> dict[str, dict[str, int]]:
        """Count them, by kind."""
        return {
            kind: {
                "new": len(self.fresh[kind]),
                "changed": len(self.changed[kind]) + (len(self.moved_with(self.moved)) if kind == "class" else 0),
                "same": len(self.same[kind]),
                "gone": len(self.gone[kind]),
            }
            for kind in KINDS
        }

    def accounts(self) -> dict[str, int]:
        """Count how many people get an account, have one, and wait for somebody's decision."""
        found = [(each, self.whom[each.sourced_id].person) for each, _digest in self.fresh["user"]]
        return {
            # One person whom a list names twice gets one account.
            "made": len({each.email or f"\0{each.sourced_id}" for each, person in found if person is None}),
            "matched": sum(person is not None for _each, person in found),
            "doubtful": len(self.doubts),
        }

    @property
    def work(self) -> int:
        """Tell how many things there are to do."""
        return sum(len(part[kind]) for part in (self.fresh, self.changed, self.gone) for kind in KINDS)


def before(university: int, source: str, kind: str) -> dict[str, Before]:
    """Load what a source said before of one kind."""
    rows = Sourced.objects.of(university, source, kind).values_list(
        "sourced_id", "pk", "digest", "gone_at", "said", "row", "person"
    )
    return {
        sourced_id: Before(pk, digest, gone_at is not None, said, row, person)
        for sourced_id, pk, digest, gone_at, said, row, person in rows.iterator(chunk_size=5000)
    }


def standing(university: int, source: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Load the ids that a source said before and has not taken back, with what others refer to."""
    found: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in KINDS}
    rows = Sourced.objects.filter(university=university, source=source, gone_at=None).values_list(
        "kind", "sourced_id", "said"
    )
    for kind, sourced_id, said in rows.iterator(chunk_size=5000):
        found[kind][sourced_id] = said
    return found


def changes_of(contents: Contents, *, university: int, source: str, today: date) -> Changes:
    """Compare a roster with what its source said before. Nothing is written."""
    found = Changes(is_whole="user" in contents.whole)
    out = _left_out(contents, found, university, source)
    days = _days(contents, university, source)
    for kind in KINDS:
        known = found.before[kind] = before(university, source, kind)
        told = set()
        for each in contents.facts[kind]:
            told.add(each.sourced_id)
            if each.sourced_id in out if kind == "user" else getattr(each, "user", "") in out:
                continue
            _compare(each, known.get(each.sourced_id), found, days, today)
        if kind in contents.whole:
            found.gone[kind] += [key for key, was in known.items() if key not in told and not was.is_gone]
        elif kind == "role" and contents.roles_told_of:
            of = contents.roles_told_of
            found.gone[kind] += [
                key for key, was in known.items() if key not in told and not was.is_gone and was.said.get("user") in of
            ]
    _end_with(found)
    for kind in KINDS:
        _warn_of_many(found, kind, found.before[kind])
    _warn_of_others(found)
    _find_moved(contents, found)
    return found


def _end_with(found: Changes) -> None:
    """Let what people have and what is in classes end with them, though no line says so of each."""
    users, classes = set(found.gone["user"]), set(found.gone["class"])
    if not users and not classes:
        return
    known = found.before["user"]
    # Who is here under another id of the same list stays.
    stay = {was.person for key, was in known.items() if not was.is_gone and key not in users}
    leaving = {known[key].person for key in users} - stay - {None}
    for kind in ("role", "enrollment"):
        named = {*found.gone[kind], *(each.sourced_id for each, _digest in found.changed[kind])}
        found.gone[kind] += [
            key
            for key, was in found.before[kind].items()
            if not was.is_gone
            and key not in named
            and (was.person in leaving or was.said.get("user") in users or was.said.get("class") in classes)
        ]


def _warn_of_others(found: Changes) -> None:
    """Warn where a line says what is not done: a class of another course, an address that is somebody else's."""
    for each, _digest in found.changed["class"]:
        was = found.before["class"].get(each.sourced_id)
        if was and was.said.get("course", each.course) != each.course:
            found.bad.append(Bad("warning", each.file, each.line, "other_course", was.said["course"][:200]))
    changed = [each for each, _digest in found.changed["user"] if each.email]
    by_email = people.accounts_of(emails=sorted({each.email for each in changed}), uids=()).by_email
    for each in changed:
        if by_email.get(each.email, found.whom[each.sourced_id].person) != found.whom[each.sourced_id].person:
            found.bad.append(Bad("warning", each.file, each.line, "email_taken", each.email))


def _find_moved(contents: Contents, found: Changes) -> None:
    terms = {each.sourced_id: each for each, _digest in [*found.changed["term"], *found.fresh["term"]]}
    turned = {key for key, each in terms.items() if _days_before(found.before["term"].get(key)) != _days_now(each)}
    told = {each.sourced_id for each in contents.facts["class"]} | set(found.gone["class"])
    for key, was in found.before["class"].items():
        for term in turned.intersection(was.said.get("terms", ())) if key not in told and not was.is_gone else ():
            found.moved.setdefault(term, []).append(was)


def _days_before(was: Before | None) -> tuple[str, str]:
    return (was.said.get("starts_on", ""), was.said.get("ends_on", "")) if was else ("", "")


def _days_now(term: Any) -> tuple[str, str]:
    return str(term.starts_on or ""), str(term.ends_on or "")


def _compare(each: Any, was: Before | None, found: Changes, days: dict[str, tuple[str, str]], today: date) -> None:
    kind = each.kind
    is_over = each.is_gone or (kind in ("role", "enrollment") and each.ends_on is not None and each.ends_on < today)
    if is_over:
        if was is not None and not was.is_gone:
            found.gone[kind].append(each.sourced_id)
        return
    also = [days.get(term) for term in each.terms] if kind == "class" else ()
    digest = digest_of(each, *also)
    if was is None:
        found.fresh[kind].append((each, digest))
    elif was.digest != digest or was.is_gone:
        found.changed[kind].append((each, digest))
    else:
        found.same[kind].append(each.sourced_id)


def _left_out(contents: Contents, found: Changes, university: int, source: str) -> set[str]:
    """Find who cannot be taken in: nobody knows who they are, or they asked to be forgotten."""
    users = [each for each in contents.facts["user"] if not each.is_gone]
    found.whom = whom(users, university=university, source=source)
    found.doubts = [each for each in users if found.whom[each.sourced_id].is_doubtful]
    gone = forgotten(users, university=university, source=source)
    for each in users:
        if found.whom[each.sourced_id].is_doubtful:
            found.bad.append(Bad("warning", each.file, each.line, "doubt", _called(each)))
        elif each.sourced_id in gone:
            found.bad.append(Bad("warning", each.file, each.line, "forgotten"))
    return gone | {each.sourced_id for each in found.doubts}


def _called(user: User) -> str:
    return name_of(user.given, user.middle, user.family)[0] or user.sourced_id[:200]


def _days(contents: Contents, university: int, source: str) -> dict[str, tuple[str, str]]:
    """Tell the first and the last day of each term, as text, where they are known."""
    known = {
        key: (was.said.get("starts_on", ""), was.said.get("ends_on", ""))
        for key, was in before(university, source, "term").items()
    }
    return known | {
        each.sourced_id: (str(each.starts_on or ""), str(each.ends_on or "")) for each in contents.facts["term"]
    }


def _warn_of_many(found: Changes, kind: str, known: dict[str, Before]) -> None:
    gone = len(found.gone[kind])
    stood = sum(not each.is_gone for each in known.values())
    if gone > FEW and gone > stood * MANY_GONE:
        found.bad.append(Bad("warning", "", 0, f"many_gone_{kind}", f"{gone} / {stood}"))


def unseen(keys: Iterable[str]) -> list[list[str]]:
    """Cut ids into parts that one statement can name."""
    every = list(keys)
    return [every[start : start + 500] for start in range(0, len(every), 500)]
