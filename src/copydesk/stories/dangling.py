"""Sentences that can be read by themselves: whole, and with nothing that points at what stood before."""

from copydesk.model.document import Document
from copydesk.model.syntax import Sentence
from copydesk.stories.mending import names_for_pronouns
from copydesk.stories.terms import term

SHORT, LONG = 8, 45
"""Words a brief's sentence may have: shorter ones lean on their neighbours, longer ones are not brief."""

_LEANS = frozenset(
    "but however also and so then meanwhile instead moreover nevertheless still yet now thus too both "
    "neither others".split()
)
_PERSONAL = frozenset("he she him her his hers they them their".split())
_SPEAKING = frozenset("i we us our my you your let".split())
_DEMONSTRATIVES = frozenset("this that these those such".split())
_POINTING = frozenset("it its this that these those here there such".split())


def readable(sentence: Sentence) -> bool:
    """A whole plain sentence: right length, a subject and a verb, an end, quotation marks in pairs."""
    tokens = sentence.tokens
    length = sum(token.pos != "PUNCT" for token in tokens)
    text = "".join(token.text for token in tokens)
    if not SHORT <= length <= LONG or tokens[-1].text in ("?", ":", "…") or tokens[0].text.islower():
        return False
    if tokens[-1].text not in '.!"”’':
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return False
    return any(token.dep.startswith("nsubj") for token in tokens)


def dangles(document: Document, sentence: Sentence) -> bool:
    """Tell whether the sentence leans on what stood before it and cannot be mended."""
    first = sentence.tokens[0]
    if first.lemma.lower() in _LEANS or first.text[0] in "\"“'‘":
        return True
    own = sentence.tokens[: _unquoted(sentence)]
    if any(token.pos != "PROPN" and token.text.lower() in _SPEAKING for token in own):
        return True
    if any(token.text.lower() in ("however", "meanwhile") for token in own):
        return True
    if any(token.text.lower() in _DEMONSTRATIVES and token.dep == "det" for token in own):
        return True
    if any(token.dep.startswith("nsubj") and _owns(sentence, index) for index, token in enumerate(own)):
        return True  # "Wednesday's is believed to be the first"
    changes = {change.start for change, _ in names_for_pronouns(document, sentence)}
    for index, token in enumerate(sentence.tokens):
        form = token.text.lower()
        if token.start in changes or form not in _PERSONAL | _POINTING:
            continue
        if form in _POINTING and (token.dep in ("mark", "expl") or token.tag in ("WDT", "EX") or index > 4):
            continue
        if (
            form in ("them", "him", "her", "it")
            and token.dep in ("dobj", "pobj")
            and _lone_subject(sentence, index)
        ):
            return True
        before = sentence.tokens[:index]
        kinds = (
            ("PERSON",) if form in ("he", "she", "him", "his", "her") else ("PERSON", "ORG", "NORP", "GPE")
        )
        named = any(other.entity in kinds for other in before)
        nouns = any(other.pos in ("NOUN", "PROPN") and other.dep.startswith("nsubj") for other in before)
        if not named and not (form not in ("he", "she", "him", "his", "her") and nouns):
            return True
    return False


def _owns(sentence: Sentence, index: int) -> bool:
    after = sentence.tokens[index + 1 : index + 2]
    return bool(after) and after[0].text in ("'s", "’s") and after[0].dep == "case"


def _lone_subject(sentence: Sentence, index: int) -> bool:
    """Tell whether the only noun before a pronoun is the subject of its verb, which it cannot mean."""
    tokens = sentence.tokens
    verb = tokens[index].head
    if tokens[verb].pos == "ADP":
        verb = tokens[verb].head
    nouns = [token for token in tokens[:index] if token.pos in ("NOUN", "PROPN") and token.dep != "compound"]
    return all(token.head == verb and token.dep == "nsubj" for token in nouns)


def _unquoted(sentence: Sentence) -> int:
    """How many tokens stand before the sentence's first quotation mark."""
    marks = (number for number, token in enumerate(sentence.tokens) if token.text[0] in '"“‘`')
    return next(marks, len(sentence.tokens))


def called_by_the_alone(sentence: Sentence) -> frozenset[str]:
    """Terms of subjects that are "the" and a noun alone, not named before in the sentence."""
    tokens = sentence.tokens
    found = set()
    for index, token in enumerate(tokens):
        if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubjpass") or index == 0:
            continue
        alone = tokens[index - 1].text.lower() == "the" and not any(
            other.head == index and other.dep in _TELLING for other in tokens
        )
        form = term(token)
        if alone and form and not any(other.entity in ("ORG", "PERSON") for other in tokens[:index]):
            found.add(form)
    return frozenset(found)


_TELLING = frozenset({"amod", "compound", "prep", "relcl", "acl", "appos", "nummod", "poss", "nmod"})
