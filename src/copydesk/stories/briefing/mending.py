"""Words of a cited sentence that would dangle alone, printed in square brackets as what they mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from copydesk.model.document import Document
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Sentence
from copydesk.text.names import same_person

_MONTHS = "January February March April May June July August September October November December".split()
_PARTS = {"MO": "the morning of", "AF": "the afternoon of", "EV": "the evening of", "NI": "the night of"}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(MO|AF|EV|NI))?")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_TOLD_BY_THE_REPORT = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|tonight|last|this|next|earlier|"
    r"later|ago|overnight|(?:mon|tue|wed|thu|fri|sat|sun)\b)",
    re.IGNORECASE,
)
"""Words that mean a day only beside the report's own date; "New Year's Eve" needs no mending."""

_LOOSE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|tonight|overnight|"
    r"(?:last|this|next) (?:week|month|year|night|morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_LEADING = re.compile(r"^(?:on |in )?(?:the (?:morning|afternoon|evening|night|week) of )?")

_RELATIVE = re.compile(r"(?:last|next|this)\s+(?:week|month)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """Characters of a report that are printed as something else, in square brackets.

    Where ``start`` and ``end`` are equal, ``text`` is put in behind what stands there.
    """

    start: int
    end: int
    text: str


def mended(text: str, span: Span, changes: Iterable[Change]) -> str:
    """Return the characters of ``span`` with the changes made; of two that overlap the first counts."""
    printed, at = [], span.start
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        if change.start < at:
            continue
        gap = " " if change.start == change.end else ""
        printed += [text[at : change.start], f"{gap}[{change.text}]"]
        at = change.end
    printed.append(text[at : span.end])
    return "".join(printed)


def names_for_pronouns(document: Document, sentence: Sentence) -> Iterator[tuple[Change, Citation]]:
    """Yield the pronoun that begins a sentence, with the speaker in its place, and where the name stands.

    A quote says who is meant; the name is printed as this report has it, and not at all if it has none.
    """
    token = sentence.tokens[0]
    if token.text.lower() not in ("he", "she", "they"):
        return
    for quote in document.quotes:
        if quote.speaker and any(span.start == token.start for span in quote.source):
            cited = _named(document, quote.speaker)
            if cited is not None:
                name = " ".join(cited.span.of(document.text).split())
                yield Change(token.start, token.end, name), cited
            return


def _named(document: Document, name: str) -> Citation | None:
    """Return where a report names somebody in the fullest form, the first of these."""
    found = []
    same: dict[tuple[str, str], bool] = {}
    for mention in document.mentions:
        printed = " ".join(mention.span.of(document.text).split())
        key = printed, mention.entity
        if key not in same:
            same[key] = name in key or same_person(printed, name)
        if same[key] and document.zone_at(mention.start).kind in EVIDENCE_ZONES:
            found.append((printed != name, -len(printed), mention.start, mention.end))
    return Citation(document.id, *min(found)[2:]) if found else None


def days_for_weekdays(document: Document, sentence: Sentence) -> Iterator[Change]:
    """Yield each relative date of a sentence with the day, week or month in its place."""
    for expression in document.dates:
        if expression.value is None or not sentence.span.contains(expression.span):
            continue
        role = _role(sentence, expression.span)
        if role == "name":
            continue
        words, year = expression.span.of(document.text), (document.anchor or "")[:4]
        if owner := _POSSESSIVE.search(document.text, expression.start, expression.end + 2):
            end = owner.start()  # "Sunday's game": the day alone, without "on" and without "the night of"
            day = _DAY.match(expression.value)
            if day and (told := _day(day[0][:10], document.text[expression.start : end], year)):
                yield Change(expression.start, end, told)
            continue
        clock = _CLOCK.match(expression.value)
        weekday = _WEEKDAY.search(words)
        if clock and weekday and (told := _day(clock[1], weekday[0], year)):
            start = expression.start + weekday.start()
            yield Change(start, start + len(weekday[0]), told)
        elif told := _day(expression.value, words, year):
            held = role == "modifier" or _preposition(sentence, expression.span)
            yield Change(expression.start, expression.end, _joined(told, held))


def has_loose_day(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence says "yesterday" or "on Thursday" of a day that the report does not date."""
    loose = [match.start() for match in _LOOSE.finditer(document.text, sentence.start, sentence.end)]
    return any(
        not any(one.start <= at < one.end for one in document.dates if one.value is not None) for at in loose
    )


def _role(sentence: Sentence, span: Span) -> Literal["name", "modifier", "adverb"]:
    """Tell "on Monday" from "the Monday meeting" and from "Black Monday", which is a name."""
    tokens = sentence.tokens
    inside = [i for i, t in enumerate(tokens) if t.start < span.end and span.start < t.end]
    if any(t.head in inside and t.dep == "compound" for i, t in enumerate(tokens) if i not in inside):
        return "name"
    tops = [tokens[i] for i in inside if tokens[i].head not in inside]
    return "modifier" if any(t.dep in ("compound", "nmod", "amod", "poss") for t in tops) else "adverb"


def _joined(told: str, preposition: bool) -> str:
    """Give a day "on" where nothing stands before it, and take "in" off a month where something does."""
    if preposition:
        return told.removeprefix("in ")
    return f"on {told}" if told[0].isdigit() or told.startswith("the ") else told


def _preposition(sentence: Sentence, span: Span) -> bool:
    """Tell whether the word before a date already says how it belongs to its sentence: "by", "early"."""
    tokens = sentence.tokens
    at = next((i for i, token in enumerate(tokens) if token.start >= span.start), 0) - 1
    if at < 0:
        return False
    if tokens[at].pos in ("ADJ", "ADV"):  # "early Friday", but "guilty Friday"
        return span.start <= tokens[tokens[at].head].start < span.end
    return tokens[at].pos in ("ADP", "SCONJ") or tokens[at].text == "-"


def is_date(printed: str, value: str) -> bool:
    """Tell whether words that stand for a date in brackets, "on 9 November", tell this TIMEX3 value."""
    bare = _LEADING.sub("", printed, count=1)
    if day := _DAY.match(value):
        told = f"{int(day[3])} {_MONTHS[int(day[2]) - 1]}"
        return bare in (told, f"{told} {day[1]}")
    if week := _WEEK.match(value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return bare == f"{monday.day} {_MONTHS[monday.month - 1]}"
    if month := _MONTH.match(value):
        return bare in (_MONTHS[int(month[2]) - 1], f"{_MONTHS[int(month[2]) - 1]} {month[1]}")
    return False


def _day(value: str, words: str, year: str) -> str | None:
    """Tell a TIMEX3 value in words, without the year if it is the report's own; None if the words do."""
    if any(character.isdigit() for character in words) or not _TOLD_BY_THE_REPORT.search(words):
        return None
    if day := _DAY.fullmatch(value):
        told = f"{int(day[3])} {_MONTHS[int(day[2]) - 1]}" + ("" if day[1] == year else f" {day[1]}")
        return f"{_PARTS[day[4]]} {told}" if day[4] else told
    if not _RELATIVE.fullmatch(words):
        return None
    if week := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return f"in the week of {monday.day} {_MONTHS[monday.month - 1]}"
    if month := _MONTH.fullmatch(value):
        return f"in {_MONTHS[int(month[2]) - 1]}" + ("" if month[1] == year else f" {month[1]}")
    return None
