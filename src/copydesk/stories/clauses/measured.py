"""Quantities of claims, read back from their written form: "at least $1200000", "35 russian diplomat"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from copydesk.model.claim import Value
from copydesk.text.numbers import Number, Qualifier

_WRITTEN = re.compile(
    r"(?P<how>at least |about |up to )?(?P<unit>[^\d\s.]*)(?P<amount>\d+(?:\.\d+)?)(?P<percent>%)?"
    r"(?: (?P<words>.*))?"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity: its number, the noun that is counted ("" for none), and the words that narrow it."""

    value: Value
    number: Number
    noun: str
    narrowing: frozenset[str]

    @property
    def amount(self) -> Decimal:
        """The number, the least it can mean for words such as "dozens"."""
        return self.number.value

    @property
    def unit(self) -> str:
        """Currency sign or "%", else ""."""
        return self.number.unit

    @property
    def exact(self) -> bool:
        """Whether nothing says that the number is about, at least or at most."""
        return self.number.qualifier == "exact"


def measured(value: Value) -> Measured | None:
    """Read a value of kind "quantity"; None where it is none, or not written as one."""
    match = _WRITTEN.fullmatch(value.value) if value.kind == "quantity" else None
    if match is None:
        return None
    words = (match["words"] or "").split()
    number = Number(
        value.start,
        value.end,
        Decimal(match["amount"]),
        cast(Qualifier, (match["how"] or "exact").strip()),
        match["unit"] + (match["percent"] or ""),
    )
    return Measured(value, number, words[-1] if words else "", frozenset(words[:-1]))
