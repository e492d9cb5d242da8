"""What each clause of a report asserts: its verb, its content words and its typed values."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from copydesk.extract.platforms import platforms
from copydesk.extract.quantities import quantities
from copydesk.model.claim import Claim, Value, ValueKind
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token

_CLAUSES = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "pcomp", "csubj", "csubjpass"}
)
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_EMPTY = frozenset("be have do will can may mr mrs ms dr other such same more most many much".split())
_MODALS = frozenset("will would shall should can could may might must".split())
_CLIPPED = {"'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "wo": "will", "ca": "can"}
_NOT = frozenset("not n't n’t never neither nor".split())
_DENYING = frozenset("deny refuse decline reject refute dispute fail".split())
_INTENDING = frozenset(
    """plan propose want intend threaten suggest ask order urge demand expect hope vow promise pledge
    consider agree seek try attempt aim offer recommend call request decide need prepare""".split()
)
"""Verbs after which "to expel 35" or "expelling 35" is no report that it was done."""

_NAMED: dict[str, ValueKind] = {"person": "name", "organisation": "name", "place": "place"}


class Claims:
    """Stage that reads clauses and their values from the parses of headline, standfirst and body."""

    requires = ("zones", "sentences", "mentions", "quotes", "dates")
    assigns = "claims"
    languages = frozenset({"en"})

    def __call__(self, document: Document) -> Iterator[Claim]:
        """Yield the claims in order; clauses without a value or two content words are left out."""
        layers = _Layers(document)
        for sentence in document.sentences:
            yield from sorted(_claims(sentence, layers), key=lambda claim: (claim.start, claim.end))


class _Layers:
    """The other layers of one document, to be asked for by sentence and by character."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        found = [
            Value(mention.start, mention.end, _NAMED[mention.kind], mention.entity)
            for mention in document.mentions
            if mention.kind in _NAMED
        ]
        found += [
            Value(date.start, date.end, "date", date.value)
            for date in document.dates
            if date.type in ("DATE", "TIME") and date.value
        ]
        self._values = sorted(found, key=lambda value: value.start)
        self._starts = [value.start for value in self._values]
        times = [date.span for date in document.dates if date.type != "DURATION"]
        self._times = sorted(times)
        self._quoted = sorted(
            ((span, quote) for quote in document.quotes for span in quote.content), key=lambda pair: pair[0]
        )

    def values(self, span: Span) -> list[Value]:
        """Names, places and dates that begin inside ``span``."""
        first = bisect_left(self._starts, span.start)
        return self._values[first : bisect_left(self._starts, span.end)]

    def times(self, span: Span) -> list[Span]:
        """Date expressions, durations aside, that begin inside ``span``."""
        first = bisect_left(self._times, Span(span.start, span.start))
        return self._times[first : bisect_left(self._times, Span(span.end, span.end))]

    def speaker(self, sentence: Span, at: int) -> str | None:
        """Speaker of the innermost quote whose content covers the character ``at``."""
        best: tuple[int, Quote] | None = None
        for span, quote in self._near(sentence):
            if span.start <= at < span.end and (best is None or len(span) < best[0]):
                best = len(span), quote
        return best[1].speaker if best else None

    def _near(self, sentence: Span) -> Iterable[tuple[Span, Quote]]:
        """Pieces of quotes that may reach into ``sentence``: those beginning in it, and the few before it."""
        first = bisect_left(self._quoted, sentence.start, key=lambda pair: pair[0].start)
        last = bisect_left(self._quoted, sentence.end, key=lambda pair: pair[0].start)
        return self._quoted[max(0, first - 3) : last]


def _claims(sentence: Sentence, layers: _Layers) -> Iterator[Claim]:
    tokens = sentence.tokens
    owners = _owners(tokens)
    members: dict[int, list[int]] = {}
    for index, owner in enumerate(owners):
        members.setdefault(owner, []).append(index)
    values = [
        *quantities(sentence, layers.text, layers.times(sentence.span)),
        *layers.values(sentence.span),
        *platforms(sentence, layers.text),
    ]
    by_owner: dict[int, list[Value]] = {}
    starts = [token.start for token in tokens]
    for value in sorted(values, key=lambda value: (value.start, value.end)):
        at = max(0, bisect_left(starts, value.start + 1) - 1)
        by_owner.setdefault(owners[at], []).append(value)
    for head, indices in members.items():
        kept = _trimmed(tokens, indices)
        terms = frozenset(form for index in kept if (form := _term(tokens[index])))
        found = tuple(by_owner.get(head, ()))
        if not kept or (len(terms) < 2 and not found):
            continue
        verb = tokens[head]
        yield Claim(
            start=tokens[kept[0]].start,
            end=tokens[kept[-1]].end,
            act=verb.lemma.lower() if verb.pos in ("VERB", "AUX") else "",
            terms=terms,
            values=tuple(
                v for v in found if tokens[kept[0]].start <= v.start <= v.end <= tokens[kept[-1]].end
            ),
            asserted_by=layers.speaker(sentence.span, verb.start),
            negated=_negated(tokens, head, indices),
            modality=_modality(tokens, head, indices),
        )


def _owners(tokens: Sequence[Token]) -> list[int]:
    """For each token the index of the clause's verb it belongs to; for verbless sentences the root."""
    owners = [-1] * len(tokens)
    for index in range(len(tokens)):
        path: list[int] = []
        at = index
        while (
            owners[at] < 0
            and not _heads_clause(tokens, at)
            and tokens[at].head != at
            and len(path) < len(tokens)
        ):
            path.append(at)
            at = tokens[at].head
        owner = owners[at] if owners[at] >= 0 else at
        owners[at] = owner
        for one in path:
            owners[one] = owner
    return owners


def _heads_clause(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.head == index:
        return True
    if token.dep == "conj" and token.pos == "VERB":
        return tokens[token.head].pos in ("VERB", "AUX")
    return token.pos in ("VERB", "AUX") and token.dep in _CLAUSES


def _trimmed(tokens: Sequence[Token], indices: Sequence[int]) -> list[int]:
    """Drop punctuation at both ends and the words that only join the clause to another one."""
    kept = list(indices)
    while kept and (tokens[kept[0]].pos in ("PUNCT", "SPACE") or tokens[kept[0]].dep in ("cc", "mark")):
        kept.pop(0)
    while kept and (tokens[kept[-1]].pos in ("PUNCT", "SPACE") or tokens[kept[-1]].dep == "cc"):
        kept.pop()
    return kept


def _term(token: Token) -> str:
    """Lower-cased lemma of a content word, else ""."""
    if token.pos not in _CONTENT:
        return ""
    form = token.lemma.lower().strip(".'’\"“”‘-")
    return form if form not in _EMPTY and any(character.isalnum() for character in form) else ""


def _negated(tokens: Sequence[Token], head: int, indices: Sequence[int]) -> bool:
    """Tell whether the clause denies its act: "not", "no diplomat", or a verb of denial above it."""
    for index in indices:
        token = tokens[index]
        form = token.text.lower()
        if token.head == head and (token.dep == "neg" or form in _NOT):
            return True
        if form == "no" and token.dep == "det" and tokens[token.head].head == head:
            return True
        if (
            form in ("nobody", "none", "nothing")
            and token.head == head
            and token.dep.startswith(("nsubj", "dobj"))
        ):
            return True
    above = tokens[tokens[head].head]
    return above is not tokens[head] and tokens[head].dep in ("ccomp", "xcomp") and above.lemma in _DENYING


def _modality(tokens: Sequence[Token], head: int, indices: Sequence[int]) -> str:
    """Modal verb of the clause, else the verb of intending it hangs on, else ""."""
    for index in indices:
        token = tokens[index]
        form = _CLIPPED.get(token.text.lower(), token.text.lower())
        if token.head == head and token.dep in ("aux", "auxpass") and form in _MODALS:
            return form
    above = tokens[tokens[head].head]
    if above is tokens[head] or tokens[head].dep not in ("xcomp", "ccomp", "pcomp", "acl"):
        return ""
    return above.lemma.lower() if above.lemma.lower() in _INTENDING else ""
