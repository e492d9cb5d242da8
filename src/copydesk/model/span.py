"""Stretches of text, counted in Unicode code points, half-open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``[start, end)`` in code points of one report's ``text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A span of a named report: what every printed finding points at."""

    report: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The cited stretch without the report's id."""
        return Span(self.start, self.end)

    def overlaps(self, other: "Citation") -> bool:
        """Tell whether both cite one report and share at least one character of it."""
        return self.report == other.report and self.start < other.end and other.start < self.end
