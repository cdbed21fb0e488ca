"""Discussion in class: what was said, in its order, and who likes it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xingtan.activities.registry.answers import Answer, Move, Unfit, gettext_noop, text

LONGEST = 500
SHOWN = 200


def take(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what somebody says, or that they like what somebody said.

    :raises Unfit: if it is neither
    """
    liked = payload.get("like")
    if liked is None:
        return {"say": text(payload, "say", LONGEST)}
    return {"like": _uid(liked)}


def fold(answers: Iterable[Answer], moves: Iterable[Move]) -> dict[str, Any]:
    """Give what was said, oldest first, with how many like it; who leads is marked, and what they hid is left out.

    Liking one's own, or twice, counts for nothing.
    """
    posts: list[dict[str, Any]] = []
    likes: dict[str, set[int]] = {}
    hidden: set[str] = set()
    for each in answers:
        if "say" in each.payload:
            posts.append(
                {"id": str(each.uid), "words": each.payload["say"], "person": each.person, "at": each.at, "lead": False}
            )
        else:
            likes.setdefault(each.payload["like"], set()).add(each.person)
    for move in moves:
        match move.do:
            case "say":
                posts.append(
                    {"id": "", "words": move.payload["say"], "person": move.by or 0, "at": move.at, "lead": True}
                )
            case "hide":
                hidden.add(move.payload["post"])
            case "show":
                hidden.discard(move.payload["post"])
    posts.sort(key=lambda post: post["at"])
    for post in posts:
        post["likes"] = len(likes.get(post["id"], set()) - {post["person"]})
    return {
        "posts": [post for post in posts if post["id"] not in hidden or not post["id"]][-SHOWN:],
        "hidden": [post for post in posts if post["id"] and post["id"] in hidden],
    }


def move(do: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is kept of a move by who leads: say something, hide a post, show it again.

    :raises Unfit: if there is no such move
    """
    if do == "say":
        return {"say": text(payload, "say", LONGEST)}
    if do in ("hide", "show"):
        return {"post": _uid(payload.get("post"))}
    raise Unfit(gettext_noop("There is no such thing to do here."))


def _uid(said: Any) -> str:
    try:
        return str(UUID(said))
    except (ValueError, AttributeError, TypeError):
        raise Unfit(gettext_noop("This is no longer here.")) from None
