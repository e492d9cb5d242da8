"""Quotes to be read in a terminal."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from copydesk.model.report import Report
from copydesk.stories.quotations import Quotation
from copydesk.stories.wording.pieces import SURE
from copydesk.text.normalize import Quoted, edge_marks, quoted_spans

LONGEST = 2000
"""Characters of a quote that are shown: a speech printed in full is no line of a list."""

NAMED = 6
"""Other reports that are named beside a quote."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0]")
"""Characters that would steer the terminal; they stand in texts from the web. The last is ``_SECOND``."""

_SECOND = "\ufdd0"
"""Stands for the second column of a wide letter while lines are broken; Unicode keeps it for such uses."""


def text_lines(found: Iterable[Quotation], width: int) -> Iterator[str]:
    """Yield a heading for each report, and below it the quotes, in lines of ``width`` columns at most."""
    above: str | None = None
    marks: tuple[Quoted, ...] = ()
    for one in found:
        if one.report.id != above:
            if above is not None:
                yield ""
            yield from wrapped(heading(one.report), width, "", "  ")
            above = one.report.id
            marks = quoted_spans(one.report.text)
        yield ""
        yield from wrapped(_about(one), width, "  ", "    ")
        yield from wrapped(_words(one, marks), width, "    ", "    ")
        if also := _also(one):
            yield from wrapped(also, width, "    = ", "      ")


def heading(report: Report) -> str:
    """Say when a report was published, by whom, and under which title."""
    return " · ".join([report.published or "undated", report.name, *([report.title] if report.title else [])])


def _about(one: Quotation) -> str:
    quote, text = one.quote, one.report.text
    source = " ".join(span.of(text) for span in quote.source)
    speaker = quote.speaker or (f"({source})" if source else "(nobody named)")
    cue = " ".join(span.of(text) for span in quote.cue)
    doubt = [f"doubtful ({quote.score:.2f})"] if quote.score < SURE else []
    return " · ".join([speaker, quote.kind, *([cue] if cue else []), *doubt])


def _words(one: Quotation, marks: Sequence[Quoted]) -> str:
    """Join what was said; what is not wholly in marks shows the marks that stand right at its edges."""
    text, direct = one.report.text, one.quote.kind == "direct"
    parts = []
    for span in one.quote.content:
        opening, closing = ("", "") if direct else edge_marks(text, marks, span.start, span.end)
        parts.append(f"{opening}{span.of(text)}{closing}")
    words = " … ".join(parts)
    if len(words) > LONGEST:
        words = f"{words[:LONGEST]} [{len(words) - LONGEST:,} characters more]"
    return f"“{words}”" if direct else words


def _also(one: Quotation) -> str:
    """Name the others that say the same: all of those known, or a few and how many more there are."""
    if one.reports == 1:
        return ""
    shown = one.also_in[:NAMED]
    more = one.reports - 1 - len(shown)
    named = ", ".join(dict.fromkeys(other.report.name for other in shown))
    return f"also in {named}" + (f" and {more:,} more" if more else "")


def wrapped(text: str, width: int, first: str, then: str) -> list[str]:
    """Break into lines of ``width`` columns; a heading made of somebody else's fields is cut like a quote."""
    shown = " ".join(_CONTROLS.sub(" ", text[: 2 * LONGEST]).split())
    spaced = shown if shown.isascii() else "".join(map(_in_columns, shown))
    # A line may end between the two columns of a letter, so one column is left for the second.
    columns = max(width, 20) - (len(spaced) > len(shown))
    lines = textwrap.wrap(spaced, columns, initial_indent=first, subsequent_indent=then)
    return [line.replace(_SECOND, "") for line in lines]


def _in_columns(letter: str) -> str:
    """Return a letter with as many characters as it takes columns: those of East Asia take two."""
    return letter + _SECOND if unicodedata.east_asian_width(letter) in "WF" else letter
