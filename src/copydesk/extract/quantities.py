"""Numbers of a sentence with what they count: "35 suspect russian spy", "at least $1200000", "13%"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from copydesk.model.claim import Value
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token
from copydesk.text.numbers import Number, numbers, plain

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "advmod"})
_WIDE = 8
"""Words between a number and what it counts; farther apart the parse is seldom right."""

_MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
_NO_COUNT = _MONTHS | frozenset("am pm a.m. p.m. o'clock % percent".split())
_YEARS = range(1900, 2100)


def quantities(sentence: Sentence, text: str, times: Sequence[Span]) -> Iterator[Value]:
    """Yield the numbers of a sentence with what they count, as ``Value`` of kind "quantity".

    Args:
        sentence: where to look.
        text: the whole report.
        times: date expressions of the sentence, durations aside; numbers in them are left out, and so
            are years, ages and bare numbers in passing.
    """
    tokens = sentence.tokens
    starts = [token.start for token in tokens]
    for number in numbers(sentence.span.of(text)):
        span = Span(sentence.start + number.start, sentence.start + number.end)
        first = max(0, bisect_left(starts, span.start + 1) - 1)
        last = max(first, bisect_left(starts, span.end) - 1)
        if any(span.overlaps(time) for time in times) or _is_year(tokens[last], number):
            continue
        counted = _counted(tokens, first, last)
        if counted is None:
            continue
        head, words = counted
        if not words and not number.unit and not _stands_alone(tokens, number, last):
            continue
        end = span.end
        if head is not None and last < head <= last + _WIDE:
            end = tokens[head].end
        yield Value(span.start, end, "quantity", _quantity(number, words))


def _quantity(number: Number, words: Sequence[str]) -> str:
    """Write a quantity in one form: "35 russian diplomat", "at least $1200000", "13%"."""
    sign = "" if number.unit == "%" else number.unit
    amount = f"{sign}{plain(number.value)}{'%' if number.unit == '%' else ''}"
    qualifier = "" if number.qualifier == "exact" else f"{number.qualifier} "
    return " ".join([f"{qualifier}{amount}", *words])


def _counted(tokens: Sequence[Token], first: int, last: int) -> tuple[int | None, list[str]] | None:
    """Find the noun that a number at ``first`` to ``last`` counts, and the words it is called by.

    Returns None where the number counts nothing: part of a date, a time, a name.
    """
    top = last
    for _ in range(4):  # "about 1.2 million", "45-acre": numbers stack up below the noun
        token = tokens[top]
        if (
            token.dep not in ("nummod", "quantmod", "compound", "amod", "npadvmod", "det", "predet")
            or token.head == top
        ):
            break
        top = token.head
        if tokens[top].pos in ("NOUN", "PROPN") and tokens[top].text != "-":
            break
    if top == last and last + 2 < len(tokens) and tokens[last + 1].text == "of":
        top = _object(tokens, last + 1)
    head = tokens[top]
    if top == last or head.pos not in ("NOUN", "PROPN"):
        return None if head.dep in ("nmod", "appos", "npadvmod") else (None, [])
    if head.lemma.lower().strip(".") in _NO_COUNT:
        return None
    if head.pos == "PROPN" and head.entity in ("DATE", "TIME"):
        return None
    words = []
    for index in range(max(0, top - _WIDE), top):
        token = tokens[index]
        below = token.head == top or (first <= token.head <= top and token.head > last)
        if (
            below
            and not first <= index <= last
            and token.dep in _MODIFIERS
            and token.pos in ("ADJ", "NOUN", "PROPN", "VERB")
        ):
            words.append(token.lemma.lower())
    if top + 1 < len(tokens) and tokens[top + 1].tag == "VBN":
        words.append(tokens[top + 1].lemma.lower())  # "17 people injured" are injured people
    return top, [*words, head.lemma.lower()]


def _object(tokens: Sequence[Token], of: int) -> int:
    """Index of the noun that "of" at ``of`` governs, else of the token before it."""
    for index in range(of + 1, min(of + _WIDE, len(tokens))):
        if tokens[index].dep == "pobj" and tokens[index].head == of:
            return index
    return of - 1


def _stands_alone(tokens: Sequence[Token], number: Number, last: int) -> bool:
    """A number without a noun tells something as subject or object: "14 were hurt", "injuring 14"."""
    token = tokens[last]
    bare = token.text.lower() in ("one", "a", "half") or _is_year(token, number)
    return token.dep in ("nsubj", "nsubjpass", "dobj") and not bare


def _is_year(token: Token, number: Number) -> bool:
    """Four bare digits between 1900 and 2099 are a year wherever the model does not call them a count."""
    return number.value in _YEARS and token.text.isdigit() and token.entity != "CARDINAL"
