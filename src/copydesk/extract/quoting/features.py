"""What the tagger sees of each token: the parse around it, marks, the rules' reading, hardly the word itself.

A feature is a short string in a column; ``Vocabulary`` turns columns into numbers. The tokens are
those of a block: the sentences of one line, in order.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token
from copydesk.text.normalize import MARKS

LONGEST_BLOCK = 400
"""Tokens of a block; a longer line is cut between sentences, so that work stays even."""

STRONG = 4
"""Rank (see ``Lexicon``) from which a word may be a cue for the words below it."""

_REMEMBERED = 20_000
"""Distinct words whose shape is kept."""

_STEPS = (0.01, 0.03, 0.06, 0.12, 0.2, 0.35, 0.5, 0.7, 0.85)
_CLASSES = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "J"}
_INSERTED = frozenset({"parataxis", "prep", "advcl"})
_TELLING = {"nsubj": "s", "nsubjpass": "p", "ccomp": "c", "xcomp": "x", "dobj": "o", "mark": "m"} | {
    "parataxis": "r",
    "prep": "q",
    "acl": "a",
    "relcl": "l",
    "agent": "g",
    "neg": "n",
}
_MARKS = MARKS | {"`", "''", "``"}
_SINGLE = frozenset("'‘’‚‛‹›`")


@dataclass(slots=True)
class Block:
    """Sentences that are read together: those of one line, or of a part of a very long one.

    ``firsts`` holds the index of each sentence's first token in ``tokens``.
    """

    line: int
    tokens: list[Token] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)

    def add(self, sentence: Sentence) -> None:
        """Append a sentence."""
        self.firsts.append(len(self.tokens))
        self.tokens.extend(sentence.tokens)

    def head(self, index: int) -> int:
        """Return the index in the block of a token's governor; a root governs itself."""
        return self.firsts[self.sentence(index)] + self.tokens[index].head

    def sentence(self, index: int) -> int:
        """Return which sentence of the block holds the token."""
        return bisect_right(self.firsts, index) - 1


class Lexicon:
    """How often a word was a cue where it was counted, as a rank from 0 (never) to 9 (nearly always)."""

    def __init__(self, ranks: Mapping[str, int]) -> None:
        self._ranks = ranks

    @staticmethod
    def key(token: Token) -> str:
        """Return what a token is counted under: lemma and class of word."""
        return f"{token.lemma.lower()}/{_CLASSES.get(token.pos, 'X')}"

    @staticmethod
    def rank_of(seen: int, hits: int) -> int:
        """Return the rank of a word seen so often, and so often inside a cue."""
        return bisect_right(_STEPS, (hits + 0.1) / (seen + 4))

    def rank(self, token: Token) -> int:
        """Return a token's rank; a word that was not counted has rank 1."""
        return self._ranks.get(self.key(token), 1)


def blocks(document: Document) -> list[Block]:
    """Group the sentences of a document by line."""
    found: list[Block] = []
    text = document.text
    line, end = 0, 0
    for sentence in document.sentences:
        step = text.count("\n", end, sentence.start)
        line, end = line + step, max(end, sentence.start)
        if not found or step or len(found[-1].tokens) + len(sentence.tokens) > LONGEST_BLOCK:
            found.append(Block(line))
        found[-1].add(sentence)
    return found


def columns(
    text: str, block: Block, lexicon: Lexicon, marks: Sequence[Span], told: Mapping[int, str]
) -> list[tuple[str, ...]]:
    """Return the features of each token of a block.

    Args:
        text: the report's text.
        block: the tokens.
        lexicon: which words are cues.
        marks: the stretches in quotation marks, in order.
        told: what the rules say of the token that starts at an offset, see ``told_by_rules``.
    """
    state = _marked(text, block.tokens, marks)
    found: list[tuple[str, ...]] = []
    ends = [*block.firsts[1:], len(block.tokens)]
    for number, (first, last) in enumerate(zip(block.firsts, ends, strict=True)):
        tokens = block.tokens[first:last]
        lemmas = [token.lemma.lower() for token in tokens]
        ranks = [lexicon.rank(token) for token in tokens]
        tree = _tree(tokens, ranks)
        best = max(range(len(tokens)), key=lambda index: ranks[index] + 0.01 * (tokens[index].pos == "VERB"))
        place = str(min(number, 2))
        for index, token in enumerate(tokens):
            above = tokens[token.head]
            side = "r" if index == token.head else "<" if index < token.head else ">"
            here = "0" if index == best else "<" if index < best else ">"
            edge = "first" if not index else "last" if index == len(tokens) - 1 else "mid"
            found.append(
                (
                    lemmas[index],
                    token.tag,
                    token.pos + token.dep,
                    token.dep + above.pos + side,
                    ("B" if token.begins else "I") + token.entity,
                    lemmas[token.head],
                    _shape(token.text),
                    f"{ranks[index]}{_CLASSES.get(token.pos, 'X')}{tree.below[index]}",
                    f"{ranks[token.head]}{token.dep}",
                    *tree.around[index],
                    f"{ranks[best]}{here}",
                    state[first + index],
                    told.get(token.start, ""),
                    edge + place,
                )
            )
    return found


def told_by_rules(quotes: Sequence[Quote], found: Sequence[Block]) -> dict[int, str]:
    """Return what the rules say of tokens, by their first character: part of a quote, and how sure."""
    starts = [token.start for block in found for token in block.tokens]
    told: dict[int, str] = {}
    for quote in quotes:
        sure = "d" if quote.kind == "direct" else str(bisect_right((0.45, 0.6, 0.75, 0.9), quote.score))
        for part, spans in (("c", quote.content), ("q", quote.cue), ("s", quote.source)):
            for span in spans:
                low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
                for at in range(low, high):
                    first = "B" if at == low else "E" if at == high - 1 else "I"
                    told[starts[at]] = part + sure + first
    return told


@dataclass(slots=True)
class _Tree:
    """What the parse tells of each token: the cue word above it, one beside, and what hangs below."""

    around: list[tuple[str, str, str, str]]
    below: list[str]


def _tree(tokens: Sequence[Token], ranks: Sequence[int]) -> _Tree:
    size = len(tokens)
    left, right = list(range(size)), list(range(size))
    cue: list[tuple[int, int, int]] = [(-1, -1, 0)] * size
    inserted: dict[int, int] = {}
    letters: list[set[str]] = [set() for _ in range(size)]
    for index, token in enumerate(tokens):
        if token.head != index and token.dep in _TELLING:
            letters[token.head].add(_TELLING[token.dep])
        if token.dep in _INSERTED and ranks[index] >= STRONG and token.head != index:
            inserted[token.head] = index
    beside = [-1] * size
    for index in range(size):
        here, came_from, depth = index, -1, 0
        while True:
            if inserted and beside[index] < 0 and inserted.get(here, came_from) != came_from:
                beside[index] = inserted[here]
            above = tokens[here].head
            if above == here:
                break
            if index < left[above]:
                left[above] = index
            elif index > right[above]:
                right[above] = index
            depth += 1
            if cue[index][0] < 0 and ranks[above] >= STRONG:
                cue[index] = (above, here, depth)
            came_from, here = here, above
    around = [_around(tokens, ranks, index, cue[index], beside[index], left, right) for index in range(size)]
    return _Tree(around, ["".join(sorted(found)) for found in letters])


def _around(
    tokens: Sequence[Token],
    ranks: Sequence[int],
    index: int,
    cue: tuple[int, int, int],
    beside: int,
    left: Sequence[int],
    right: Sequence[int],
) -> tuple[str, str, str, str]:
    other = f"{ranks[beside]}{tokens[beside].dep}{'<' if index < beside else '>'}" if beside >= 0 else ""
    above, child, depth = cue
    if above < 0:
        return "", "", "", other
    first, last = left[child], right[child]
    edge = ("B" if index == first else "") + ("E" if index == last else "")
    edge += ("b" if index == first + 1 else "") + ("e" if index == last - 1 else "")
    side = "<" if index < above else ">"
    return (
        f"{ranks[above]}{tokens[child].dep}",
        f"{side}{min(depth, 4)}{tokens[above].dep}",
        f"{edge}{tokens[child].dep}",
        other,
    )


def _marked(text: str, tokens: Sequence[Token], marks: Sequence[Span]) -> list[str]:
    """Tell for each token whether it is a mark or stands inside marks, and where between them."""
    state = ["M" if token.text in _MARKS else "" for token in tokens]
    at = max(0, bisect_right(marks, Span(tokens[0].start, tokens[0].start)) - 1)
    while at < len(marks) and marks[at].start < tokens[-1].end:
        mark = marks[at]
        low = bisect_left(tokens, mark.start, key=_start)
        high = bisect_right(tokens, mark.end, key=_end)
        inside = [index for index in range(low, high) if state[index] != "M"]
        size = "1" if len(inside) < 4 else "2" if len(inside) < 9 else "3"
        kind = ("s" if text[mark.start] in _SINGLE else "d") + size
        for index in inside:
            state[index] = kind + ("B" if index == inside[0] else "E" if index == inside[-1] else "I")
        at += 1
    return state


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end


@lru_cache(_REMEMBERED)
def _shape(word: str) -> str:
    """Tell how a word is written: its case, digits and length, or which sign it is."""
    if not any(char.isalnum() for char in word):
        return word if len(word) == 1 else word[:1] + "+"
    case = "A" if word.isupper() else "C" if word[0].isupper() else "a" if word.islower() else "m"
    return case + ("9" if any(char.isdigit() for char in word) else "") + str(min(len(word), 4))


class Vocabulary:
    """Numbers for the features of each column; 0 is a value that training did not see."""

    def __init__(self, keys: Sequence[Sequence[str]]) -> None:
        self.keys = keys
        self._index: list[dict[str, int]] = []
        at = 0
        for column in keys:
            self._index.append({key: at + 1 + number for number, key in enumerate(column)})
            at += 1 + len(column)
        self.size = at
        starts = []
        at = 0
        for column in keys:
            starts.append(at)
            at += 1 + len(column)
        self.starts = starts

    def numbers(self, rows: Sequence[tuple[str, ...]]) -> list[list[int]]:
        """Return the numbers of each feature (column) of all tokens."""
        found: list[list[int]] = []
        for column, index, start in zip(zip(*rows, strict=True), self._index, self.starts, strict=True):
            found.append([index.get(key, start) for key in column])
        return found
