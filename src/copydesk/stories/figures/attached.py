"""Numbers that a noun phrase ties to one thing: "the 48-page report", "50,000 pages of emails", "a $4m bid".

What is so measured has one number whoever tells of it, and by whatever verb. Numbers of matches, of shares
and of victims are left out: a report has many of the first, and the others change by the hour.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from copydesk.model.document import Document
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Sentence, Token
from copydesk.stories.clauses.cores import SAYING, stem
from copydesk.stories.clauses.corroboration import EMPTY_ACTS
from copydesk.stories.figures.tolls import rises
from copydesk.text.numbers import Number, numbers, plain, rounded

Form = Literal["measure", "age", "children", "sum", "of", "kind"]
"""A thing with a unit before it, a child's age, a parent's children, a sum of money, a noun with "of", with a
word before it."""

MEASURES = frozenset(
    """ton pound kilogram gram ounce carat foot meter mile kilometer inch centimeter millimeter acre hectare
    gallon liter caliber megawatt""".split()
)
"""Units that are measured, and printed rounded or converted."""

LASTING = frozenset("minute hour day week month".split())
COUNTED = frozenset(
    "page word line count member judge man person seat room bedroom bed lane story floor car".split()
)
"""Units that are counted: one more or less is another number."""

_UNITS = MEASURES | LASTING | COUNTED
_SPELLED = {
    "tonne": "ton", "metre": "meter", "kilometre": "kilometer", "litre": "liter", "calibre": "caliber",
    "storey": "story", "kilo": "kilogram", "kg": "kilogram", "ft": "foot", "km": "kilometer",
    "centimetre": "centimeter", "millimetre": "millimeter", "mm": "millimeter",
}  # fmt: skip

NEAR_MEASURE, NEAR_LASTING, NEAR_SUM = Decimal("0.05"), Decimal("0.2"), Decimal("0.02")
"""Shares by which numbers may differ and be one: 229 feet and 230, 6 hours and 7, pounds in dollars."""

PRINTED_OUT = 5
"""Digits from which a sum is no rounding and no conversion of another one."""

_TIMES = frozenset("second minute hour day week month year decade season time night".split())
_MATCHES = frozenset(
    """point rebound assist yard touchdown goal punch kick game win loss victory hit run inning set lap catch
    pass drive score lead streak match homer reception carry seed start""".split()
)
_MARKET = frozenset("share stock index worth".split())
_DEALS = frozenset("bid offer deal takeover acquisition purchase transaction buyout".split())
_ANYBODY = frozenset("people person other".split())
_ADDED = frozenset("other more additional further another new last past next first same such plus".split())
_PARENTS = frozenset("mother father mom mum dad parent grandmother grandfather".split())
_CHILDREN = frozenset("boy girl toddler child baby infant".split())
_LINKS = frozenset("of in for".split())
_CONTENT = frozenset(("NOUN", "VERB", "PROPN", "ADJ"))
_RUN, _REACH = 5, 9


class Thing(NamedTuple):
    """What a number is of: the form of the phrase, lemmas that tell the thing, and its last token."""

    form: Form
    words: tuple[str, ...]
    last: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A number with the thing it is of.

    Args:
        number: with offsets in the report's text.
        form: of the phrase.
        words: lemmas that tell the thing.
        phrase: the number with the words that tell what it is of.
        sentence: where it stands.
        context: stems of the other content words of the sentence.
        people: those of them that name people.
        beside: all numbers of the sentence.
    """

    document: Document
    number: Number
    form: Form
    words: tuple[str, ...]
    phrase: Span
    sentence: Sentence
    context: frozenset[str]
    people: frozenset[str]
    beside: frozenset[Decimal]

    @property
    def citation(self) -> Citation:
        """The characters of the number."""
        return Citation(self.document.id, self.number.start, self.number.end)

    @property
    def shown(self) -> str:
        """The number as it is compared."""
        return f"{self.number.unit}{plain(self.number.value)}"

    @property
    def about(self) -> str:
        """The phrase with a gap for the number: "…-page report"."""
        text = self.document.text
        before, behind = (
            text[self.phrase.start : self.number.start],
            text[self.number.end : self.phrase.end],
        )
        return " ".join(f"{before}…{behind}".split())

    def near(self, other: "Attached") -> bool:
        """Tell whether two numbers of one thing can be one, rounded or converted."""
        one, another = self.number.value, other.number.value
        if one == another or rounded(one, another):
            return True
        slack = Decimal(0)
        if self.form == "measure":
            unit = self.words[0]
            slack = NEAR_MEASURE if unit in MEASURES else NEAR_LASTING if unit in LASTING else slack
        elif self.form == "sum" and min(map(_digits, (one, another))) < PRINTED_OUT:
            slack = NEAR_SUM
        return abs(one - another) <= slack * max(one, another)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def attached(document: Document) -> Iterator[Attached]:
    """Yield the numbers of a report, outside direct speech, that a noun phrase ties to a thing."""
    speech = sorted(span for quote in document.quotes if quote.kind == "direct" for span in quote.content)
    starts = [span.start for span in speech]
    for sentence in document.sentences:
        if not any(token.pos == "NUM" or token.tag == "CD" for token in sentence.tokens):
            continue
        if document.zone_at(sentence.start).kind not in EVIDENCE_ZONES:
            continue
        for found in _of_sentence(document, sentence):
            at = bisect_right(starts, found.number.start) - 1
            if at < 0 or speech[at].end <= found.number.start:
                yield found


def _of_sentence(document: Document, sentence: Sentence) -> Iterator[Attached]:
    tokens = sentence.tokens
    starts = [token.start - sentence.start for token in tokens]
    held = numbers(sentence.span.of(document.text))
    context: dict[str, bool] = {}
    for number in held:
        behind = bisect_right(starts, number.end - 1)
        thing = _parent(tokens, behind) or _thing(tokens, behind, number)
        if thing is None or rises(thing.words):
            continue
        context = context or content(sentence)
        own = {stem(word) for word in thing.words}
        start, end = sentence.start + number.start, sentence.start + number.end
        before = tokens[behind - 3].start if thing.form == "children" else start
        yield Attached(
            document,
            Number(start, end, number.value, number.qualifier, number.unit),
            thing.form,
            thing.words,
            Span(before, max(end, tokens[thing.last].end)),
            sentence,
            frozenset(context) - own,
            frozenset(word for word, person in context.items() if person) - own,
            frozenset(one.value for one in held),
        )


def content(sentence: Sentence) -> dict[str, bool]:
    """Return the stems of a sentence's content words, and whether each names somebody."""
    found: dict[str, bool] = {}
    for token in sentence.tokens:
        lemma = token.lemma.lower()
        if token.pos not in _CONTENT or len(lemma) < 3 or (token.pos == "VERB" and lemma in SAYING):
            continue
        form = stem(lemma)
        if form not in EMPTY_ACTS and lemma not in _TIMES and lemma not in ("old", *_ANYBODY):
            found[form] = found.get(form, False) or token.entity == "PERSON"
    return found


def _parent(tokens: Sequence[Token], behind: int) -> Thing | None:
    """Read "a mother of 12", where the number is one token, the one before ``behind``."""
    if behind < 3 or tokens[behind - 2].text.lower() != "of":
        return None
    parent = tokens[behind - 3]
    if parent.lemma.lower() not in _PARENTS or parent.tag not in ("NN", "NNP"):
        return None
    return Thing("children", (parent.lemma.lower(),), behind - 1)


def _thing(tokens: Sequence[Token], behind: int, number: Number) -> Thing | None:
    """Read the phrase that goes on behind a number."""
    run = _run(tokens, behind)
    if number.unit == "%" or (not run and not number.unit):
        return None
    words = tuple(_SPELLED.get(tokens[i].lemma.lower(), tokens[i].lemma.lower()) for i in run)
    if not run:
        return _sum_of(tokens, behind)
    noun, tag = words[-1], tokens[run[-1]].tag
    if tokens[run[-1]].pos != "NOUN" or noun in _MATCHES | _MARKET | _ANYBODY or not _ADDED.isdisjoint(words):
        return None
    if number.unit:
        last = _complement(tokens, run[-1] + 1) or run[-1]
        return Thing("sum", ("deal" if noun in _DEALS else noun,), last) if tag == "NN" else None
    if words[:2] == ("year", "old"):
        return Thing("age", (noun,), run[-1]) if tag == "NN" and noun in _CHILDREN else None
    if len(run) > 1 and words[0] in _UNITS and tokens[run[0]].tag == tag == "NN":
        return Thing("measure", (words[0], noun), run[-1])
    if noun in _TIMES or (tag != "NNS" and words != ("block",)):  # "the 1200 block of Mill Street"
        return None
    return _counted(tokens, run, words)


def _run(tokens: Sequence[Token], first: int) -> list[int]:
    """Return the adjectives and nouns from a token on, as far as they make one phrase, without hyphens."""
    found: list[int] = []
    for index in range(first, min(first + _RUN, len(tokens))):
        token = tokens[index]
        if token.text in ("-", "–", "‐") or (token.text == "," and found and _goes_on(tokens, found)):
            continue
        if token.pos not in ("ADJ", "NOUN", "PROPN") and token.tag not in ("VBN", "VBG"):
            break
        found.append(index)
    while found and tokens[found[-1]].pos not in ("NOUN", "PROPN"):
        found.pop()
    return found


def _goes_on(tokens: Sequence[Token], run: Sequence[int]) -> bool:
    """Tell whether a comma behind these words stands inside the phrase: "a 25-ton, white lorry"."""
    last = tokens[run[-1]]
    return last.pos == "ADJ" or (len(run) == 1 and last.tag == "NN" and last.lemma.lower() in _UNITS)


def _counted(tokens: Sequence[Token], run: Sequence[int], words: Sequence[str]) -> Thing | None:
    """Read "50,000 pages of emails", "two undersea cables"; a bare noun may count anything."""
    at = run[-1] + 1
    if at < len(tokens) and tokens[at].text.lower() == "of":
        whole = _complement(tokens, at)
        return Thing("of", (words[-1], tokens[whole].lemma.lower()), whole) if whole is not None else None
    last = _complement(tokens, at) or run[-1]
    return Thing("kind", (words[-1], *words[:-1]), last) if len(run) > 1 else None


def _sum_of(tokens: Sequence[Token], at: int) -> Thing | None:
    """Read "$4 million in fines"."""
    of = _complement(tokens, at)
    if of is None or tokens[of].lemma.lower() in _TIMES | _MARKET:
        return None
    return Thing("sum", (tokens[at].text.lower(), tokens[of].lemma.lower()), of)


def _complement(tokens: Sequence[Token], at: int) -> int | None:
    """Return the noun that hangs on the preposition at a place."""
    if at >= len(tokens) or tokens[at].text.lower() not in _LINKS:
        return None
    for index in range(at + 1, min(at + _REACH, len(tokens))):
        token = tokens[index]
        if token.head == at and token.dep == "pobj" and token.pos in ("NOUN", "PROPN"):
            return index
    return None
