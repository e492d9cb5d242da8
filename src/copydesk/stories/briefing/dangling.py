"""Sentences that point at what stood before: "he", "another", "the same", "half-brother" of nobody."""

from collections.abc import Sequence

from copydesk.model.document import Document
from copydesk.model.syntax import Sentence, Token
from copydesk.stories.briefing.mending import names_for_pronouns
from copydesk.stories.clauses.terms import term

_LEANS = frozenset(
    "but however also and so then meanwhile instead moreover nevertheless still yet now thus too both "
    "neither others then later earlier afterwards elsewhere similarly".split()
)
_PERSONAL = frozenset("he she him her his hers they them their".split())
_SPEAKING = frozenset("i we us our my you your let".split())
_DEMONSTRATIVES = frozenset("this that these those such".split())
_POINTING = frozenset("it its this that these those here there such".split())
_LEANING = _PERSONAL | _POINTING
_BREAKING = frozenset(("however", "meanwhile"))
_ORDINALS = frozenset("first second third finally next".split())
_OTHERS = frozenset("another same other latter former".split())
_RELATIVES = frozenset(
    """brother sister sibling wife husband son daughter mother father mum mom dad parent uncle aunt cousin
    nephew niece widow widower girlfriend boyfriend fiance fiancee grandmother grandfather friend colleague
    neighbor neighbour lawyer attorney teammate""".split()
)
_KINDS = frozenset("half step - elder older younger big little twin".split())
_COMPARING = frozenset("as that who which where".split())
_EARLY, _THEN = 5, ("advmod", "pcomp", "pobj")
_BEGINNING = 3
"""Words before which a relative is the sentence's first noun, and within which "as" follows "the same"."""


def dangles(document: Document, sentence: Sentence) -> bool:
    """Tell whether the sentence leans on what stood before it and cannot be mended."""
    first = sentence.tokens[0]
    if first.lemma.lower() in _LEANS or first.text[0] in "\"“'‘":
        return True
    own = sentence.tokens[: _unquoted(sentence)]
    if _points_back(sentence, own):
        return True
    changes = {change.start for change, _ in names_for_pronouns(document, sentence)}
    for index, token in enumerate(sentence.tokens):
        form = token.text.lower()
        if token.start in changes or form not in _LEANING:
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


def _points_back(sentence: Sentence, own: Sequence[Token]) -> bool:
    """Tell whether words of the report's own, ``own``, speak to its reader or lean on what stood before."""
    tokens, words = sentence.tokens, {token.text.lower() for token in own}
    if words & _SPEAKING and any(t.pos != "PROPN" and t.text.lower() in _SPEAKING for t in own):
        return True
    if words & _BREAKING:
        return True
    if "then" in words and any(t.text.lower() == "then" and t.dep in _THEN for t in own[:_EARLY]):
        return True  # "the club then hired", "by then"
    if words & _DEMONSTRATIVES and any(t.text.lower() in _DEMONSTRATIVES and t.dep == "det" for t in own):
        return True
    if any(token.dep.startswith("nsubj") and _owns(sentence, index) for index, token in enumerate(own)):
        return True  # "Wednesday's is believed to be the first"
    if tokens[0].lemma.lower() in _ORDINALS and tokens[1].text == ",":
        return True
    if any(_is_anybodys(sentence, index) for index in range(min(_BEGINNING + 1, len(own)))):
        return True
    return bool(words & _OTHERS) and any(_is_another(sentence, index) for index in range(len(own)))


def _is_another(sentence: Sentence, index: int) -> bool:
    """Tell "another agency" and "the same island" where the sentence has named none before."""
    tokens = sentence.tokens
    word, noun = tokens[index].text.lower(), tokens[index].head
    if word not in _OTHERS or tokens[noun].pos not in ("NOUN", "PROPN") or noun <= index:
        return False
    before = [token.lemma.lower() for token in tokens[:index]]
    if tokens[noun].lemma.lower() in before or tokens[noun].dep == "conj":
        return False
    if word == "another":
        return "one" not in before
    compared = any(token.text.lower() in _COMPARING for token in tokens[noun : noun + _BEGINNING])
    leading = not any(token.pos in ("VERB", "AUX") for token in tokens[:index])
    return leading and "the" in before[-2:] and not compared


def _is_anybodys(sentence: Sentence, index: int) -> bool:
    """Tell "Half-brother John was held": a relative at the beginning, and not whose."""
    token = sentence.tokens[index]
    if token.lemma.lower() not in _RELATIVES or token.tag not in ("NN", "NNP"):
        return False
    before = sentence.tokens[:index]
    behind = sentence.tokens[index + 1 : index + 2]
    return all(other.pos == "PUNCT" or other.text.lower() in _KINDS for other in before) and not any(
        other.text.lower() in ("of", "to") for other in behind
    )


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
