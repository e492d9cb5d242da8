"""Whole plain sentences of a report's own: no headline, no label, no notice about the page, no quotation."""

import re
from dataclasses import replace

from copydesk.model.document import Document
from copydesk.model.syntax import Sentence

SHORT, LONG = 8, 45
"""Words a brief's sentence may have: shorter ones lean on their neighbours, longer ones are not brief."""

CAPITALS = 0.75
"""Share of words with a capital letter from which on a sentence is a headline."""

_LABEL = re.compile(
    r"(?:breaking(?: news)?|updated?(?: at)?(?: [\d:.]+ ?[ap]\.?m\.?)?|just in|developing|exclusive|watch|"
    r"live|video|photos?|pictures?|read more|related|correction|analysis|opinion|comment|editor[’']s note)"
    r"\s*(?::|\||-{1,2}\s|[–—]\s?)\s*",
    re.IGNORECASE,
)
"""What stands before a sentence to tell what kind of text it is."""

_NOTICE = re.compile(
    r"\b(?:transcripts? (?:is|are|was|were|may)|copyright|all rights reserved|sign(?:ed)? up (?:for|to)|"
    r"newsletter|subscribe (?:now|here|today|to (?:our|the))|click (?:here|on)|scroll down|"
    r"read more|follow us|"
    r"contributed to this (?:report|story)|"
    r"(?:story|article|report|page|post) (?:has been|was|is being) (?:updated|corrected|amended)|"
    r"breaking news (?:story|update)|privacy policy|terms of (?:use|service)|getty images|file photo|"
    r"no (?:further|other|more|additional) (?:details|information)|"
    r"(?:his|her|their) own and do(?:es)? not)\b",
    re.IGNORECASE,
)
"""Words by which a page speaks of itself."""

_CLOSED, _OPENED = re.compile(r"[,.?!]['’](?=\s)"), re.compile(r"(?:^|[\s(])['‘]")
"""The end of what somebody says in single quotation marks, and its beginning."""

_LITTLE = 4
"""Letters of the shortest word that a headline in title case must begin with a capital."""

_ARTICLES = frozenset("a an the".split())
_ASKING = frozenset("say ask tell add wonder reply respond question agree".split())
_CONTENT = frozenset("ccomp dobj xcomp parataxis prep dative advcl attr".split())


def readable(document: Document, sentence: Sentence) -> bool:
    """A whole plain sentence: right length, a subject and a verb, an end, quotation marks in pairs."""
    tokens = sentence.tokens
    length = sum(token.pos != "PUNCT" for token in tokens)
    text = "".join(token.text for token in tokens)
    if not SHORT <= length <= LONG or tokens[-1].text in ("?", ":", "…") or tokens[0].text.islower():
        return False
    if tokens[-1].text not in '.!"”’' or ":" in _edges(sentence):
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return False
    if not any(token.dep.startswith("nsubj") for token in tokens) or _is_headline(sentence):
        return False
    printed = sentence.span.of(document.text)
    if (closed := _CLOSED.search(printed)) and not _OPENED.search(printed, 0, closed.start()):
        return False
    return not (_LABEL.match(printed) or _NOTICE.search(printed) or _is_spoken(document, sentence))


def _edges(sentence: Sentence) -> set[str]:
    """The first and the last few tokens: "Sheriff: one dead in fire", "Quake hits island: agency"."""
    return {token.text for token in (*sentence.tokens[:_LITTLE], *sentence.tokens[-_LITTLE:])}


def unlabelled(sentence: Sentence) -> Sentence:
    """Return a sentence without the label before it: "Updated: The mayor resigned"."""
    first = sentence.tokens[0].text
    if first in "•·*▪►" and len(sentence.tokens) > 1:
        return _cut(sentence, 1)
    if first[:4].lower() not in _LABELS:
        return sentence
    words = ""
    for token in sentence.tokens[:_LONGEST]:
        words += " " * (sentence.start + len(words) < token.start) + token.text
    label = _LABEL.match(words)
    cut = sum(token.start < sentence.start + label.end() for token in sentence.tokens) if label else 0
    if not 0 < cut < len(sentence.tokens) or not sentence.tokens[cut].text[0].isupper():
        return sentence
    return _cut(sentence, cut)


def _cut(sentence: Sentence, cut: int) -> Sentence:
    tokens = tuple(
        token._replace(head=token.head - cut if token.head >= cut else number)
        for number, token in enumerate(sentence.tokens[cut:])
    )
    return replace(sentence, start=tokens[0].start, tokens=tokens)


_LABELS = frozenset(
    label[:4]
    for label in "breaking update just developing exclusive watch live video photo picture read related "
    "correction analysis opinion comment editor".split()
)
_LONGEST = 12


def _is_headline(sentence: Sentence) -> bool:
    """Tell a sentence in title case or in capitals, or one without its auxiliary or any article."""
    told = [token.text for token in sentence.tokens if len(token.text) >= _LITTLE and token.text.isalpha()]
    capital = sum(word[0].isupper() for word in told)
    if len(told) > _LITTLE and capital >= CAPITALS * len(told):
        return True
    tokens = sentence.tokens
    top = next((i for i, token in enumerate(tokens) if token.head == i), 0)
    if any(token.head == top and token.dep in ("aux", "auxpass") for token in tokens):
        return False
    if tokens[top].tag in ("VBN", "VBG"):
        return True  # "Man accused of stabbing a friend."
    if tokens[top].pos not in ("VERB", "AUX"):
        return True  # "Ann Berg, mayor of Norvik, dead at 95."
    return tokens[top].tag in ("VBZ", "VBP") and not any(t.text.lower() in _ARTICLES for t in tokens)


def _is_spoken(document: Document, sentence: Sentence) -> bool:
    """Tell whether all of a sentence is somebody's direct speech, or only the words that announce it."""
    tokens = sentence.tokens
    if any(
        span.start <= sentence.start and sentence.end <= span.end
        for quote in document.quotes
        if quote.kind == "direct"
        for span in quote.content
    ):
        return True
    top = next((i for i, token in enumerate(tokens) if token.head == i), 0)
    if tokens[top].lemma.lower() not in _ASKING or any(token.text[0] in "\"“‘'" for token in tokens):
        return False
    return not any(
        token.head == top and token.dep in _CONTENT and token.entity not in ("DATE", "TIME")
        for token in tokens
        if token.dep != "prep"
    )
