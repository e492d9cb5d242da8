"""Whether two stretches of quotes are wordings of one utterance, and how well they fit."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from copydesk.stories.clauses.terms import Weights
from copydesk.stories.wording.pieces import Piece

SAME = 0.62
"""Least weighted share of the shorter wording's terms that the longer one must hold. In the marked pairs of
tests/gold/utterances.jsonl .62 and .7 merge no pair falsely of the part that was looked at, .55 merges 3,
.5 merges 4 and .45 merges 11 of about 250."""

SAME_NOBODY, NOBODYS_TERMS = 0.9, 4
"""The same where one of the two has no speaker: then only the words can tell, and that many of them."""

RUN = 12
"""Words in a row that only one utterance has, whoever is named for them: reports that give them to two
speakers have erred on one, or name one by his office."""
ROW, MOST = 3, 0.8
"""The same of as many words in rows of ``ROW`` or more that are ``MOST`` of the shorter wording."""
WHOLE = 6
"""Words of a wording that are enough if all of them stand in the other, and not both speakers are people."""
FEWEST = 3
"""Terms that such words must hold."""

FRAGMENT_TERMS = 2
"""Content words in quotation marks that a mixed quote needs to be matched by them alone; so few must stand in
a row in the other ("In God We Trust" is not "I trust in God")."""

FEW = 3
"""Terms of a wording too short for its share to tell. They must stand together in the other one too, among at
most ``SPREAD`` times as many, and ``FEW_IN_ORDER`` of its words in the same order."""
SPREAD, FEW_IN_ORDER = 2, 0.7

EXCERPT = 0.9
"""Least share of a wording's words that the other has in order, where both share nothing but names."""

TRANSLATED, IN_ORDER = 0.35, 0.58
"""Two translations of one sentence may share only ``TRANSLATED`` of their content, but then also
``IN_ORDER`` of all words, small ones included, in the same order."""

LONGEST = 400
"""Words of a wording that are aligned: time grows with the product of both lengths."""


class Fitting:
    """Compares the pieces of one story; common words of the story weigh less than rare ones."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._weights = Weights([piece.terms for piece in pieces])
        self._sets = {id(piece): frozenset(piece.terms) for piece in pieces}
        self._held: dict[int, frozenset[tuple[str, ...]]] = {}
        self._totals = {id(piece): self._weights.total(piece.terms) for piece in pieces}

    def total(self, piece: Piece) -> float:
        """Return the summed weight of a piece's terms."""
        return self._totals[id(piece)]

    def fit(self, short: Piece, full: Piece) -> float:
        """Weighted share of the shorter wording found in the fuller one; 0 where it is too little.

        What keeps them apart however alike they are is another question: see ``differing.py``.

        Args:
            short: one of the pieces that this was made with.
            full: another of them.
        """
        shared = self._sets[id(short)] & self._sets[id(full)]
        one = short.speaker is not None and short.speaker == full.speaker
        if not shared or (not one and len(shared) < FEWEST):
            return 0.0
        fewest = min if short.tells and full.tells else max
        share = self._weights.total(shared) / fewest(self.total(short), self.total(full))
        if one:
            score = _of_one_speaker(short, full, shared, share, self._weights)
        elif None in (short.speaker, full.speaker) and share >= SAME_NOBODY and len(shared) >= NOBODYS_TERMS:
            score = share
        else:
            score = share if self._alike(short, full) else 0.0
        return score

    def _alike(self, short: Piece, full: Piece) -> bool:
        """Tell whether two have the same words, whoever said them; triples of words tell first, for speed."""
        shared = self._triples(short) & self._triples(full)
        return (len(shared) > RUN // ROW and _copied(short, full)) or _repeated(short, full)

    def _triples(self, piece: Piece) -> frozenset[tuple[str, ...]]:
        found = self._held.get(id(piece))
        if found is None:
            words = piece.words[:LONGEST]
            found = frozenset(zip(words, words[1:], words[2:], strict=False))
            self._held[id(piece)] = found
        return found


def _of_one_speaker(
    short: Piece, full: Piece, shared: frozenset[str], share: float, weights: Weights
) -> float:
    if len(shared) < 2 and not _verbatim(short, full):
        return 0.0
    if not _together(shared, short, full) or (
        shared <= short.names | full.names and not _excerpt(short, full)
    ):
        share = 0.0
    score = max(share, _fragment_fit(short, full, weights))
    score = score if score >= SAME else _order_fit(short, full, share)
    return score if score >= SAME else 0.0


def _together(shared: frozenset[str], short: Piece, full: Piece) -> bool:
    """Tell whether the few terms of a short wording stand together in the other one."""
    fewer, other = sorted((short, full), key=lambda piece: len(set(piece.terms)))
    count = len(set(fewer.terms))
    if count > FEW:
        return True
    room = SPREAD * count + 1
    near = any(
        shared <= set(other.terms[at : at + room]) for at, form in enumerate(other.terms) if form in shared
    )
    return near and _in_common_order(fewer.words, other.words) >= FEW_IN_ORDER * len(fewer.words)


def _excerpt(short: Piece, full: Piece) -> bool:
    """Tell whether nearly all words of one stand in the other, in order."""
    fewer = min(len(short.words), len(full.words))
    return _in_common_order(short.words, full.words) >= EXCERPT * fewer


def _fragment_fit(short: Piece, full: Piece, weights: Weights) -> float:
    """Share of a mixed quote's marked words in the other: the words around them are the report's own."""
    fits = [0.0]
    for one, other in ((short, full), (full, short)):
        if one.kind == "mixed" and len(one.marked) >= FRAGMENT_TERMS:
            held = one.marked & set(other.terms)
            if len(one.marked) > FRAGMENT_TERMS or _fragments_stand_in(one, other):
                fits.append(weights.total(held) / weights.total(one.marked))
    return max(fits)


def _fragments_stand_in(one: Piece, other: Piece) -> bool:
    """Tell whether the other has the words of a fragment, in a row."""
    there = f" {' '.join(other.words)} "
    return any(f" {' '.join(row)} " in there for row in one.fragments)


def _order_fit(short: Piece, full: Piece, share: float) -> float:
    """``SAME`` for two translations of one sentence: half the words, small ones too, in one order."""
    fewer = min(len(short.words), len(full.words))
    if "indirect" in (short.kind, full.kind) or share < TRANSLATED or fewer < 8:
        return 0.0
    return SAME if _in_common_order(short.words, full.words) >= IN_ORDER * fewer else 0.0


def _in_common_order(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common subsequence, all of a row of its table at once (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(left):
        places[word] = places.get(word, 0) | 1 << at
    every = (1 << len(left)) - 1
    row = every
    for word in right:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & every
    return len(left) - row.bit_count()


def _copied(left: Piece, right: Piece) -> bool:
    """Tell whether both have ``RUN`` words in a row, or in short rows that are most of the shorter one."""
    fewer = min(len(left.words), len(right.words), LONGEST)
    if fewer < RUN:
        return False
    matcher = SequenceMatcher(None, left.words[:LONGEST], right.words[:LONGEST], autojunk=False)
    rows = [block.size for block in matcher.get_matching_blocks() if block.size >= ROW]
    return max(rows, default=0) >= RUN or sum(rows) >= max(RUN, MOST * fewer)


def _repeated(left: Piece, right: Piece) -> bool:
    """Tell whether one is a whole part of the other, word by word, and they are not two people's."""
    if (left.person and right.person) or min(len(left.words), len(right.words)) < WHOLE:
        return False
    short, full = sorted((" ".join(left.words), " ".join(right.words)), key=len)
    return f" {short} " in f" {full} "


def _verbatim(short: Piece, full: Piece) -> bool:
    """A one-word fragment fits only where the fuller wording has the very words, and both are in marks."""
    if "indirect" in (short.kind, full.kind):
        return False
    words = short.span.of(short.document.text).lower().strip(" .,;!?")
    return words in full.span.of(full.document.text).lower()
