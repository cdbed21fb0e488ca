"""The text file of a unit as pieces: front matter, texts, and fenced blocks; and how a file is put together."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"^(`{3,}|~{3,})\{([A-Za-z][\w-]*)\}[ \t]*(\S*)[ \t]*(.*?)[ \t]*$")
_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_BREAK = re.compile(r"^\+\+\+(?:[ \t]+(\S+)(?:[ \t]+(.*?))?)?[ \t]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text (`name` is empty) or a fenced block of a unit's file."""

    name: str
    key: str
    title: str
    body: str
    line: int
    """The line on which it begins."""
    body_line: int
    is_closed: bool = True


def split_front(text: str) -> tuple[str, str, int]:
    """Part a file into its front matter, the rest, and the line on which the rest begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            return "".join(f"{line}\n" for line in lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return "", text, 1


def split_pieces(text: str, first_line: int) -> list[Piece]:
    """Part the body of a unit's file into texts and fenced blocks."""
    lines = text.split("\n")
    found: list[Piece] = []
    words: list[str] = []
    key, title, start, named = "", "", first_line, False

    def close() -> None:
        body = "\n".join(words).strip("\n")
        if body.strip() or named:
            lead = next((number for number, line in enumerate(words) if line.strip()), 0)
            found.append(
                Piece(
                    name="",
                    key=key,
                    title=title,
                    body=body,
                    line=start if named else start + lead,
                    body_line=start + lead + named,
                )
            )
        words.clear()

    at = 0
    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line):
            close()
            end = _closing(lines, at + 1, fence[1])
            found.append(
                Piece(
                    name=fence[2],
                    key=fence[3],
                    title=fence[4],
                    body="\n".join(lines[at + 1 : end]),
                    line=first_line + at,
                    body_line=first_line + at + 1,
                    is_closed=end < len(lines),
                )
            )
            key, title, named = "", "", False
            at = end
            start = first_line + at + 1
        elif mark := _BREAK.match(line):
            close()
            key, title, named, start = mark[1] or "", mark[2] or "", True, first_line + at
        elif (code := _CODE.match(line)) and not (code[1][0] == "`" and "`" in code[2]):
            end = min(_closing(lines, at + 1, code[1]), len(lines) - 1)
            words += lines[at : end + 1]
            at = end
        else:
            words.append(line)
        at += 1
    close()
    return found


def _closing(lines: list[str], at: int, mark: str) -> int:
    """Find the line that closes a fence; the end of the file if none does."""
    pattern = re.compile(rf"^ {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    while at < len(lines) and not pattern.match(lines[at]):
        at += 1
    return at


def split_header(piece: Piece) -> tuple[str, str]:
    """Part a fenced block into its fields and what follows them."""
    head, rest, _line = split_front(piece.body)
    return head, rest


def fenced(name: str, key: str, title: str, body: str) -> str:
    """Write a fenced block, with marks longer than any in it."""
    longest = max((len(run) for run in re.findall(r"^ {0,3}(`{3,})", body, re.MULTILINE)), default=2)
    marks = "`" * (longest + 1)
    head = " ".join(word for word in (f"{marks}{{{name}}}", key, title) if word)
    return f"{head}\n{body}{chr(10) if body else ''}{marks}\n"


def broken(key: str, title: str) -> str:
    """Write the line that begins a text with a key."""
    return f"+++ {key}{' ' + title if title else ''}\n"
