"""Reports of one story vote on who said words that several of them print: an error of one is outvoted."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.stories.wording.forms import speakers
from copydesk.text.tokens import words

LEAST_WORDS = 5
"""Words of a sentence by which reports are taken to print the same; shorter ones are said by anybody."""

_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’']*\s+")
_NAMED = re.compile(r"(?:'[\w-]+' of: )?(?:name|institution)")
"""How the reason begins where the report names the speaker beside the words."""

_Key = tuple[str, ...]
_Votes = Counter[str]


def voted(documents: Sequence[Document]) -> list[Document]:
    """Return the documents with the speakers of direct and mixed quotes as most reports have them.

    A report that names or describes the speaker beside the words keeps its own; one that inferred him, or has
    none, takes the speaker whom others name beside the same sentence. What was inferred has no vote.
    """
    names = speakers(documents)
    votes: defaultdict[_Key, dict[str, _Votes]] = defaultdict(dict)
    for document in documents:
        for quote in document.quotes:
            if quote.speaker is not None and _named(quote):
                for key in _sentences(document.text, quote):
                    own = votes[key].setdefault(document.id, Counter())
                    name = names.get(quote.speaker, quote.speaker)
                    own[name] = 1
    return [_settled(document, votes, names) for document in documents]


def _settled(document: Document, votes: dict[_Key, dict[str, _Votes]], names: dict[str, str]) -> Document:
    quotes = tuple(_elected(document, quote, votes, names) for quote in document.quotes)
    return document if quotes == document.quotes else replace(document, quotes=quotes)


def _elected(
    document: Document, quote: Quote, votes: dict[_Key, dict[str, _Votes]], names: dict[str, str]
) -> Quote:
    if quote.speaker is not None and (
        _named(quote) or (quote.speaker_reason or "").startswith("as described")
    ):
        return quote
    found: _Votes = Counter()
    for key in _sentences(document.text, quote):
        for own in votes.get(key, {}).values():
            found.update(own)
    if not found:
        return quote
    (best, most), *others = found.most_common(2)
    now = names.get(quote.speaker, quote.speaker) if quote.speaker is not None else None
    tied = bool(others) and others[0][1] == most
    if best == now or tied:
        return quote
    return replace(quote, speaker=best, speaker_reason="other reports name the speaker of these words")


def _named(quote: Quote) -> bool:
    return _NAMED.match(quote.speaker_reason or "") is not None


def _sentences(text: str, quote: Quote) -> Iterator[_Key]:
    """Yield the longer sentences of words in quotation marks, by which the same words are recognised."""
    if quote.kind == "indirect":
        return
    for span in quote.content:
        for sentence in _SENTENCE.split(span.of(text)):
            forms = words(sentence).forms
            if len(forms) >= LEAST_WORDS:
                yield tuple(forms)
