"""One thing said once by one speaker, gathered from all the wordings that reports give it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.quote import Quote, QuoteKind, Utterance, Wording
from copydesk.model.span import Citation, Span
from copydesk.stories.terms import Terms, Weights
from copydesk.text.names import same_name, same_person
from copydesk.text.normalize import quoted_spans
from copydesk.text.tokens import words

SAME = 0.62
"""Least weighted share of the shorter wording's terms that the longer one must hold. Chosen between the
translations of one statement (.65 and up) and two statements of one speaker on one subject (.55 and
less) in the sample reports and in invented pairs."""

SAME_NOBODY = 0.9
"""The same where one of the two has no speaker: then only the words can tell, and at least
``NOBODYS_TERMS`` of them."""
NOBODYS_TERMS = 4

FRAGMENT_TERMS = 2
"""Content words in quotation marks that a mixed quote needs to be matched by them alone."""

TRANSLATED, IN_ORDER = 0.35, 0.5
"""Two translations of one sentence may share only ``TRANSLATED`` of their content, but then also
``IN_ORDER`` of all words, small ones included, in the same order."""

SURE = 0.65
"""Least score of indirect speech that is told as somebody's. Read in the sample reports: those from .35,
where quotes begin, up to .65 are half noise ("the fisherman found ..."), those above rarely."""


_Words = tuple[str | None, QuoteKind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One stretch of a quote, the unit that is matched."""

    document: Document
    span: Span
    kind: QuoteKind
    speaker: str | None
    terms: tuple[str, ...]
    marked: frozenset[str]
    """The terms that stand in quotation marks: all of a direct quote's, the fragments of a mixed one's."""
    words: tuple[str, ...]
    """Every word, lower case, in order."""
    cue: tuple[Span, ...]

    @property
    def said(self) -> _Words:
        """What pieces that are copies of one another have in common: they are matched once."""
        return self.speaker, self.kind, self.words

    @property
    def wording(self) -> Wording:
        """The piece as the model prints it."""
        citation = Citation(self.document.id, self.span.start, self.span.end)
        return Wording(citation, self.span.of(self.document.text), self.kind, self.cue)


class _Group:
    """Wordings gathered so far; the first is the fullest."""

    def __init__(self, first: _Piece) -> None:
        self.pieces = [first]
        self.speaker = first.speaker

    def add(self, piece: _Piece) -> None:
        self.pieces.append(piece)
        self.speaker = self.speaker or piece.speaker


def utterances(documents: Sequence[Document]) -> tuple[Utterance, ...]:
    """Group the quotes of a story's reports into utterances.

    The fullest wordings come first; each shorter one joins the utterance of its speaker whose
    wordings it fits best, or starts its own. Utterances with most reports stand first.
    """
    canonical = speakers(documents)
    copies: defaultdict[_Words, list[_Piece]] = defaultdict(list)
    for document in documents:
        for piece in _pieces(document, canonical):
            copies[piece.said].append(piece)
    distinct = [min(pieces, key=lambda piece: (piece.document.id, piece.span)) for pieces in copies.values()]
    weights = Weights([piece.terms for piece in distinct])
    distinct.sort(key=lambda piece: (-weights.total(piece.terms), piece.document.id, piece.span))
    groups: list[_Group] = []
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for piece in distinct:
        best = _best_group(piece, groups, holders, weights)
        if best is None:
            best = len(groups)
            groups.append(_Group(piece))
        else:
            groups[best].add(piece)
        for form in set(piece.terms):
            if best not in holders[form]:
                holders[form].append(best)
    found = [_utterance(group, copies) for group in groups]
    found.sort(key=lambda one: (-len({w.citation.report for w in one.wordings}), one.wordings[0].citation))
    return tuple(found)


def speakers(documents: Sequence[Document]) -> dict[str, str]:
    """Map each speaker's name to the one form used for the story: the fullest, then the most frequent."""
    counts = Counter(quote.speaker for document in documents for quote in document.quotes if quote.speaker)
    people = {
        mention.entity for document in documents for mention in document.mentions if mention.kind == "person"
    }
    chosen: list[str] = []
    canonical: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-len(name.split()), -counts[name], name)):
        home = next((full for full in chosen if _same(full, name, people)), None)
        if home is None:
            chosen.append(name)
        canonical[name] = home or name
    return canonical


def _same(full: str, name: str, people: set[str]) -> bool:
    """Compare as people what a report tagged as a person once; the tagger may have erred on the other."""
    return same_person(full, name) if people & {full, name} else same_name(full, name)


def _pieces(document: Document, canonical: dict[str, str]) -> Iterator[_Piece]:
    terms = Terms(document)
    marks = [Span(quoted.start, quoted.end) for quoted in quoted_spans(document.text)]
    for quote in document.quotes:
        speaker = canonical.get(quote.speaker) if quote.speaker else None
        for span in quote.content:
            text = span.of(document.text)
            inside = terms.within(span)
            kind, marked = _kind(document, quote, span, marks)
            if not text.strip() or (kind == "indirect" and not _sure(document, quote, span)):
                continue
            held = frozenset(
                inside if kind == "direct" else (t for mark in marked for t in terms.within(mark))
            )
            yield _Piece(document, span, kind, speaker, inside, held, tuple(words(text).forms), quote.cue)


def _sure(document: Document, quote: Quote, span: Span) -> bool:
    """Tell whether indirect speech is surely speech; what a headline condenses, the body says in full."""
    return quote.score >= SURE and document.zone_at(span.start).kind != "headline"


def _kind(
    document: Document, quote: Quote, span: Span, marks: Sequence[Span]
) -> tuple[QuoteKind, list[Span]]:
    """Return the kind of one piece of a quote, and its parts in marks; ``marks`` are the report's, in order.

    A piece without words in marks is indirect, whatever its quote's other pieces are. A name in marks
    ("Grey Heron") is nobody's word.
    """
    if quote.kind == "direct":
        return "direct", [span]
    found = []
    for index in range(bisect_left(marks, span.start, key=lambda mark: mark.end), len(marks)):
        if marks[index].start >= span.end:
            break
        within = Span(max(span.start, marks[index].start), min(span.end, marks[index].end))
        if any(word[:1].islower() for word in within.of(document.text).strip("\"“”‘’'«»„ ").split()):
            found.append(within)
    return ("mixed" if found else "indirect"), found


def _best_group(
    piece: _Piece, groups: list[_Group], holders: dict[str, list[int]], weights: Weights
) -> int | None:
    """Index of the group that this piece fits best, None if it fits none."""
    near = {index for form in set(piece.terms) for index in holders.get(form, ())}
    near = {
        index for index in near if None in (piece.speaker, of := groups[index].speaker) or of == piece.speaker
    }
    fits = [(max(_fit(piece, other, weights) for other in groups[index].pieces), -index) for index in near]
    score, index = max(fits, default=(0.0, 0))
    return -index if score > 0 else None


def _fit(short: _Piece, full: _Piece, weights: Weights) -> float:
    """Weighted share of the shorter wording found in the fuller one; 0 where they cannot be the same."""
    named = short.speaker is not None and full.speaker is not None
    if named and short.speaker != full.speaker:
        return 0.0
    a, b = set(short.terms), set(full.terms)
    shared = a & b
    if not shared or (_numbers(a) - b and _numbers(b) - a):
        return 0.0
    if len(shared) < 2 and not _verbatim(short, full):
        return 0.0
    fit = weights.total(shared) / min(weights.total(a), weights.total(b))
    if named:
        fit = max(fit, _fragment_fit(short, full, weights), _order_fit(short, full, fit))
        return fit if fit >= SAME else 0.0
    return fit if fit >= SAME_NOBODY and len(shared) >= NOBODYS_TERMS else 0.0


def _fragment_fit(short: _Piece, full: _Piece, weights: Weights) -> float:
    """Share of a mixed quote's marked words in the other: the words around them are the report's own."""
    fits = [0.0]
    for one, other in ((short, full), (full, short)):
        if one.kind == "mixed" and len(one.marked) >= FRAGMENT_TERMS:
            held = one.marked & set(other.terms)
            fits.append(weights.total(held) / weights.total(one.marked))
    return max(fits)


def _order_fit(short: _Piece, full: _Piece, fit: float) -> float:
    """``SAME`` for two translations of one sentence: half the words, small ones too, in one order."""
    if (
        "indirect" in (short.kind, full.kind)
        or fit < TRANSLATED
        or min(len(short.words), len(full.words)) < 8
    ):
        return 0.0
    common = _in_common_order(short.words, full.words)
    return SAME if common >= IN_ORDER * min(len(short.words), len(full.words)) else 0.0


def _in_common_order(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common subsequence; wordings are short, so the plain table will do."""
    row = [0] * (len(right) + 1)
    for word in left:
        before = 0
        for column, other in enumerate(right, 1):
            above = row[column]
            row[column] = before + 1 if word == other else max(above, row[column - 1])
            before = above
    return row[-1]


def _verbatim(short: _Piece, full: _Piece) -> bool:
    """A one-word fragment fits only where the fuller wording has the very words, and both are in marks."""
    if "indirect" in (short.kind, full.kind):
        return False
    words = short.span.of(short.document.text).lower().strip(" .,;!?")
    return words in full.span.of(full.document.text).lower()


def _numbers(terms: set[str]) -> set[str]:
    return {form for form in terms if any(character.isdigit() for character in form)}


def _utterance(group: _Group, copies: dict[_Words, list[_Piece]]) -> Utterance:
    pieces = [copy for piece in group.pieces for copy in copies[piece.said]]
    ordered = sorted(pieces, key=lambda piece: (-len(piece.span), piece.document.id, piece.span))
    seen: set[Citation] = set()
    wordings = []
    for piece in ordered:
        wording = piece.wording
        if wording.citation not in seen:
            seen.add(wording.citation)
            wordings.append(wording)
    return Utterance(group.speaker, tuple(wordings))
