"""Reads single fields of problem data with their limits, and notes what is wrong and where."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from xingtan.assessment.rules.problem import LONGEST_HTML, LONGEST_TEXT
from xingtan.assessment.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the data: where, and why (a sentence to translate, with places for `details`)."""

    place: str
    why: str
    details: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        why = self.why % self.details
        return f"{self.place}: {why}" if self.place else why


class Fields:
    """The fields of one object; a missing one has its default, a wrong one leaves a fault and its default."""

    def __init__(self, data: Mapping[str, Any], place: str, faults: list[Fault]) -> None:
        self.data = data
        self.place = place
        self.faults = faults

    def under(self, name: str) -> str:
        """Name a place inside this object."""
        return f"{self.place}.{name}" if self.place else name

    def fault(self, name: str, why: str, /, **details: str) -> None:
        """Note a fault of this field."""
        self.faults.append(Fault(self.under(name), why, details))

    def only(self, names: Collection[str]) -> None:
        """Note every field that has no meaning here: it is a slip of the pen, and would be lost."""
        for name in self.data:
            if name not in names:
                self.fault(str(name), _("There is no such field here."))

    def text(self, name: str, *, longest: int = LONGEST_TEXT) -> str:
        """Read a text; numbers are taken as written, because YAML makes numbers of them."""
        return self._text(name, self.data.get(name), longest)

    def html(self, name: str) -> str:
        """Read a piece of html."""
        return self._text(name, self.data.get(name), LONGEST_HTML)

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        """Read a list of texts."""
        return tuple(
            self._text(f"{name}[{at}]", item, LONGEST_TEXT) for at, item in enumerate(self.list(name, most=most))
        )

    def htmls(self, name: str, *, most: int) -> tuple[str, ...]:
        """Read a list of pieces of html."""
        return tuple(
            self._text(f"{name}[{at}]", item, LONGEST_HTML) for at, item in enumerate(self.list(name, most=most))
        )

    def list(self, name: str, *, most: int) -> Sequence[Any]:
        """Read a list of anything."""
        value = self.data.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.fault(name, _("This is a list."))
            return ()
        if len(value) > most:
            self.fault(name, _("This list has at most %(most)s items."), most=str(most))
            return ()
        return value

    def objects(self, name: str, *, most: int) -> "Iterator[Fields]":
        """Read a list of objects, each as its own fields."""
        for at, item in enumerate(self.list(name, most=most)):
            if isinstance(item, Mapping):
                yield Fields(item, self.under(f"{name}[{at}]"), self.faults)
            else:
                self.fault(f"{name}[{at}]", _("This is an object with fields."))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read a yes or no."""
        value = self.data.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(name, _("This is true or false."))
            return default
        return value

    def decimal(self, name: str, *, low: Decimal, high: Decimal) -> Decimal | None:
        """Read a decimal number between two others."""
        value = self.data.get(name)
        if value is None:
            return None
        try:
            number = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not low <= number <= high:
            self.fault(name, _("This is a number from %(low)s to %(high)s."), low=str(low), high=str(high))
            return None
        return number

    def whole(self, name: str, *, low: int, high: int) -> int | None:
        """Read a whole number between two others."""
        number = self.decimal(name, low=Decimal(low), high=Decimal(high))
        if number is None:
            return None
        if number != number.to_integral_value():
            self.fault(name, _("This is a whole number."))
            return None
        return int(number)

    def real(self, name: str, value: object) -> float | None:
        """Read a finite number that was found at this place."""
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            try:
                number = float(value)
            except (ValueError, OverflowError):
                number = math.nan
            if math.isfinite(number):
                return number
        self.fault(name, _("This is a number."))
        return None

    def one_of(self, name: str, word: str, words: Collection[str]) -> str:
        """Read one of some words; an empty text when it is none of them."""
        if word in words:
            return word
        self.fault(name, _("This is one of: %(words)s."), words=", ".join(words))
        return ""

    def _text(self, name: str, value: object, longest: int) -> str:
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self.fault(name, _("This is a text."))
            return ""
        if len(value) > longest:
            self.fault(name, _("This text has at most %(most)s characters."), most=str(longest))
            return ""
        return value
