"""Words in which a clause can be shown by itself: whole, with its own subject, leaning on nothing before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.model.document import Document
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Token
from copydesk.stories.clauses.contrary import Stand
from copydesk.stories.clauses.cores import SAYING, Core

FEWEST, BEST, MOST = 6, 26, 40
"""Words of a statement: the least, the most that reads well, the most that is shown at all."""

_LEANING = frozenset(
    "he she it they his her its their him them this that these those there here who which what when where "
    "while as even but and so then also however now i we our my you your if because according instead "
    "indeed somehow meanwhile later earlier yet still precisely perhaps thus turns".split()
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A clause where it stands; ``own`` is false where the report gives it as what somebody said."""

    stand: Stand
    own: bool

    @property
    def core(self) -> Core:
        """The clause, read for its sense."""
        return self.stand.core

    @property
    def document(self) -> Document:
        """The report that holds the clause."""
        return self.core.document

    @property
    def span(self) -> Span:
        """From the clause's first word to its last."""
        tokens, words = self.core.sentence.tokens, _words(self.core)
        return Span(tokens[words[0]].start, tokens[words[-1]].end)

    @property
    def citation(self) -> Citation:
        """The same with the report's id."""
        return Citation(self.document.id, self.span.start, self.span.end)


def _words(core: Core) -> list[int]:
    """Indices of the clause's tokens without what joins it to others at both ends."""
    tokens = core.sentence.tokens
    kept = list(core.members)
    while kept and (tokens[kept[0]].pos in ("PUNCT", "SPACE", "CCONJ") or tokens[kept[0]].dep == "mark"):
        kept.pop(0)
    while kept and (tokens[kept[-1]].pos in ("PUNCT", "SPACE", "CCONJ")):
        kept.pop()
    return kept or [core.head]


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """Words in which a clause can be shown: how well they read (0 best), where they stand, and the words."""

    grade: int
    citation: Citation
    text: str


def readings(telling: Telling) -> Iterator[Statement]:
    """Yield the words in which a clause reads as a statement, the best first.

    They are the sentence where that is not long, else the clause with its own subject, else one that shares
    its subject with the clause before ("[Ann Kerr] resigned"), else the long sentence. The clause alone comes
    behind a sentence that tells more.
    """
    sentence, document = telling.core.sentence, telling.document
    whole = Citation(document.id, sentence.start, sentence.end)
    length = sum(token.pos not in ("PUNCT", "SPACE") for token in sentence.tokens)
    leans = _leans(telling, 0) or length < FEWEST or sentence.tokens[-1].text not in '.!”"’'
    told = not leans and _is_told(telling.core)
    short = told and length <= BEST and sentence.tokens[telling.core.head].dep != "conj"
    if short:
        yield Statement(0, whole, whole.span.of(document.text))
    if _complete(telling):
        if telling.citation != whole or not short:
            yield Statement(1, telling.citation, telling.span.of(document.text))
        return
    shared = _with_subject(telling)
    if shared is not None:
        yield shared
    elif not short and told and length <= MOST:
        yield Statement(2, whole, whole.span.of(document.text))


def _with_subject(telling: Telling) -> Statement | None:
    """Return "and instead invited them" with the name of who did in place of the "and"."""
    core, document = telling.core, telling.document
    tokens, words = core.sentence.tokens, _words(core)
    verb = tokens[core.head]
    subject = next((t for t in tokens if t.head == verb.head and t.dep == "nsubj" and t.pos == "PROPN"), None)
    joined = words[0] > 0 and tokens[words[0] - 1].pos == "CCONJ"
    if verb.dep != "conj" or subject is None or not joined or not FEWEST <= len(words) <= BEST:
        return None
    name = next((m.entity for m in document.mentions if m.start <= subject.start < m.end), None)
    own = any(t.head == core.head and t.dep in ("nsubj", "nsubjpass") for t in tokens)
    if name is None or own or not _closed(telling) or not _is_finite(core):
        return None
    cited = Citation(document.id, tokens[words[0] - 1].start, telling.span.end)
    return Statement(1, cited, f"[{name}] {telling.span.of(document.text)}")


def _closed(telling: Telling) -> bool:
    """Tell whether the clause has no gap, is not cut off behind, and holds quotation marks in pairs."""
    tokens, words = telling.core.sentence.tokens, _words(telling.core)
    if any(after - before > 1 and tokens[before + 1].pos != "PUNCT" for before, after in pairwise(words)):
        return False
    document = telling.document
    text, end = telling.span.of(document.text), telling.core.sentence.end
    after = document.text[telling.span.end : end].lstrip(" \"“”‘’'")
    pair = text.count("“") == text.count("”") and text.count('"') % 2 == 0
    return pair and (not after or after[0] in ".,;:!?–—)")


def _is_told(core: Core) -> bool:
    """Tell whether the clause is what its sentence says, or what somebody in it says."""
    tokens, at = core.sentence.tokens, core.head
    for _ in range(_LEVELS):
        token = tokens[at]
        if token.head == at:
            return True
        said = token.dep == "ccomp" and tokens[token.head].lemma.lower() in SAYING
        if not said and token.dep != "conj":
            return False
        at = token.head
    return False


def _leans(telling: Telling, first: int) -> bool:
    tokens = telling.core.sentence.tokens
    text = telling.core.sentence.span.of(telling.document.text)
    pair = text.count("“") == text.count("”") and text.count('"') % 2 == 0
    return tokens[first].text.lower() in _LEANING or tokens[first].text[0] in "\"“‘'([" or not pair


def stands_alone(telling: Telling, first: int) -> bool:
    """Tell whether words of the clause that begin with a subject at token ``first`` lean on none before."""
    return not _leans(telling, first) and _is_finite(telling.core)


def _complete(telling: Telling) -> bool:
    """Tell whether the clause alone has its subject first, a finite verb, and nothing of it cut off."""
    tokens, words = telling.core.sentence.tokens, _words(telling.core)
    if not FEWEST <= len(words) <= BEST or tokens[words[0]].text.lower() in _LEANING:
        return False
    if tokens[words[0]].pos in ("CCONJ", "SCONJ", "PART", "VERB", "AUX", "ADP", "PRON"):
        return False
    verb = telling.core.head
    if tokens[words[0]].dep not in _SUBJECTS and not _in_subject(tokens, words[0], verb):
        return False
    subjects = [i for i in words if tokens[i].dep in _SUBJECTS and tokens[i].head == verb]
    named = any(tokens[i].pos in ("NOUN", "PROPN") for i in subjects)
    return named and _closed(telling) and _is_finite(telling.core)


_SUBJECTS = ("nsubj", "nsubjpass")


def _is_finite(core: Core) -> bool:
    tokens = core.sentence.tokens
    helpers = {tokens[i].tag for i in core.members if tokens[i].head == core.head and tokens[i].pos == "AUX"}
    return bool(({tokens[core.head].tag} | helpers) & {"VBD", "VBZ", "VBP", "MD"})


def _in_subject(tokens: Sequence[Token], index: int, head: int) -> bool:
    """Tell whether a token stands in the subject of the verb ``head``."""
    for _ in range(_LEVELS):
        above = tokens[index].head
        if above == head:
            return tokens[index].dep in ("nsubj", "nsubjpass")
        index = above
    return False


_LEVELS = 6
