"""Speakers that are not given: no speaker is better than a wrong one.

Whom the words themselves name is not who says them, who cites somebody does not claim it, and a clause, a
line of the page or a thing is nobody's name.
"""

import re
from collections.abc import Sequence

from copydesk.extract.clauses import TEXTS, Clauses
from copydesk.extract.cues import SPEECH, speech, spoke, tells
from copydesk.extract.discourse import Discourse
from copydesk.extract.genders import HE_SHE
from copydesk.extract.nouns import INSTITUTION_NOUNS, SPEAKER_NOUNS, SPOKES_NOUNS
from copydesk.extract.phrases import head_of
from copydesk.extract.stretches import marked
from copydesk.model.quote import Quote
from copydesk.model.span import Span
from copydesk.text.names import name_words, same_name, surname

LONGEST = 8
"""Words of a speaker's description; longer ones are cut to their head."""

LONGEST_NAME = 12
"""The same for the name of an institution."""

_GIVEN = re.compile(r"(?:'[\w-]+' of: )?(?:name|institution|as described)")
"""How the reason begins where the sentence itself names or describes the speaker."""

_BODIES = frozenset(
    """government administration parliament congress cabinet opposition military people family parent relative
    media television country nation state world city town village community campaign camp faculty staff
    leadership public crowd crew jury member critic ally rival candidate militant majority minority victim
    medium woman man child""".split()
)
_ABOUT = (TEXTS | SPEAKER_NOUNS | SPOKES_NOUNS | _BODIES).union(INSTITUTION_NOUNS)
_DOERS = re.compile(r"(?:er|or|ist|an|ant|ee|ess|crat)s?$|men$")
"""How many nouns for people end: "shareholders", "staffer"."""

_COUNTS = frozenset("hundred thousand million score dozen number group couple".split())
_NOUN = re.compile(r"(?!(?:one|two|three|four|five|six|seven|eight|nine|ten|[\d,.\s]+)$)", re.IGNORECASE)
_SMALL = frozenset("of for from with in to by on at and or the a".split())

_ABSTRACT = re.compile(r"(?:sion|tion|ness|ity|ism|ing)$")
"""How nouns end that the corpus never saw speak: "confusion", "probing"."""

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BEHIND = re.compile(
    r",? (?:who|which|whose|whom|where|that)\b.*"
    r"|\s+on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|\s+\([A-Z.]{2,10}\)$"
)
_BEFORE = re.compile(r"^(?:[•·*▪►>|#-]+\s*|\d(?=A |[A-Z][a-z]))")
_LINK = re.compile(r"https?:|www\.|\.com/|@\w+ ?[—–]")
_JOINT = re.compile(r",? (?:of|for|from|with|in|to|by|on|at) (?!.* (?:of|for|from|with|in|to|by|on|at) )")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def inside(told: Discourse, quote: Quote) -> frozenset[str]:
    """Return whom words name: who says them would be "he" there, or "I".

    Two people of one surname may be meant by it alone, and "the Berg government" names no person.
    """
    found: set[str] = set()
    for mention in (mention for span in quote.content for mention in told.mentions_in(span)):
        alone = mention.kind == "person" and len(name_words(mention.span.of(told.text))) < 2
        if not (alone and len(told.bearers(surname(mention.entity))) > 1) and not told.describes(mention):
            found.add(mention.entity)
    return frozenset(found)


def told_of(told: Discourse, quote: Quote, speaker: str, reason: str) -> bool:
    """Tell whether words name the one, or the institution, that is only inferred to say them."""
    if _GIVEN.match(reason):
        return False
    if told.person(speaker):
        return speaker in inside(
            told, quote
        )  # of institutions "Aldis Post would like to ..." is their own voice
    others = (name for name in inside(told, quote) if not told.person(name))
    return (
        quote.kind != "direct" and speaker in told.first and any(same_name(name, speaker) for name in others)
    )


def inside_speech(told: Discourse, quote: Quote) -> bool:
    """Tell whether "he said '...'" stands in a speaker's own words: nobody tells whom he talks of."""
    start = quote.source[0].start
    pronoun = quote.source[0].of(told.text).lower() in HE_SHE
    return pronoun and start < quote.content[0].start and marked(told.text, start)


def relayed(told: Discourse, quote: Quote, speaker: str, noun: str) -> bool:
    """Tell whether a cue says that a report or an office cites somebody: who relays does not claim.

    Args:
        told: the report.
        quote: the quote.
        speaker: who is its source.
        noun: the lemma of the source; people who cite a reason speak for themselves.
    """
    words = " ".join(span.of(told.text) for span in quote.cue).lower().split()
    person = told.person(speaker) or noun in SPEAKER_NOUNS | SPOKES_NOUNS
    return bool({"cite", "cites", "cited", "citing"} & set(words)) and not person


def other_subject(told: Discourse, quote: Quote) -> str | None:
    """Return who, by the parse, is the subject of a cue that another source was linked to; "" if unnamed.

    "Berg's remarks came as Patel left, saying ..." is Patel's; "Her remarks, said Patel, were ..." too.
    """
    if not quote.cue or not quote.source:
        return None
    sentence = told.sentence_at(quote.cue[0].start)
    clauses = told.clauses[sentence]
    inside = [at for at, token in enumerate(clauses.tokens) if _at(quote.cue[:1], token.start)]
    verbs = [at for at in inside if clauses.tokens[at].pos == "VERB"]
    if not verbs or told.sentence_at(quote.source[0].start) != sentence:
        return None
    head = head_of(clauses, quote.source)
    if head is not None and clauses.tokens[head].lemma.lower() in TEXTS:
        behind = _inverted(told, quote)
        if behind is not None:
            return behind
        if clauses.tokens[verbs[-1]].tag == "VBG" and _acts_between(clauses, quote.source[0].end, verbs[-1]):
            return ""
    elif told.people_in(quote.source[0]):
        return None
    subject = clauses.child(verbs[-1], "nsubj")
    if subject is None and clauses.tokens[verbs[-1]].tag == "VBG":
        subject = _of_participle(clauses, verbs[-1])
    if subject is None:
        return None
    token = clauses.tokens[subject]
    mention = told.named(sentence, subject)
    if mention is None or _at(quote.source, token.start) or _at(quote.content, token.start):
        return None
    if mention.kind == "person":
        return mention.entity if mention.entity[0].isalpha() else None
    return ""


def _inverted(told: Discourse, quote: Quote) -> str | None:
    """Return the person behind the verb of "Her remarks, said Anna Berg, were ..."."""
    start = quote.content[0].start
    if not quote.source[0].end < quote.cue[0].start < quote.cue[0].end <= start <= quote.cue[0].end + 1:
        return None
    mention = told.mention_at(start)
    comma = told.text[quote.source[0].end : quote.cue[0].start].strip() == ","
    begins = mention is not None and mention.kind == "person" and mention.start == start
    return mention.entity if mention is not None and comma and begins else None


def _acts_between(clauses: Clauses, start: int, verb: int) -> bool:
    """Tell whether somebody else acts between "her remarks" and "saying"."""
    between = (token for token in clauses.tokens[:verb] if token.start >= start)
    return any(token.dep == "nsubj" and token.tag not in ("WP", "WDT") for token in between)


def _of_participle(clauses: Clauses, verb: int) -> int | None:
    """Return the subject of the clause that "saying" hangs on, unless that is itself what somebody said."""
    above = clauses.tokens[verb].head
    over = clauses.tokens[clauses.tokens[above].head].lemma.lower()
    told = clauses.tokens[above].dep == "ccomp" or (
        clauses.tokens[above].dep != "ROOT" and speech(over) >= SPEECH
    )
    return clauses.child(above, "nsubj") if clauses.tokens[verb].dep == "advcl" and not told else None


def sane(
    told: Discourse, sentence: int, head: int, speaker: str, reason: str, source: Sequence[Span]
) -> str | None:
    """Return a speaker as a name or a short noun phrase, without what the page sets around it; or None."""
    name = _BEFORE.sub("", _BEHIND.sub("", speaker)).strip(" ,;:–—")
    for left, right in _PAIRS:
        if name.count(left) != name.count(right):
            name = name[: name.index(left)].strip(" ,") if left in name else ""
    most = LONGEST_NAME if reason == "institution" else LONGEST
    if _clause(told.clauses[sentence], head, name):
        return None
    name = name if len(name.split()) <= most else _cut(told, name, most)
    words = name.split()
    if reason != "name" and ":" in " ".join(span.of(told.text) for span in source):
        return None
    while words and words[-1].lower() in _SMALL:
        name = name[: name.rindex(words.pop())].rstrip(" ,")
    if not words or _LINK.search(name) or words[0].lower() == "whose" or not _NOUN.match(name):
        return None
    return name


def _cut(told: Discourse, name: str, most: int) -> str:
    """Cut a description to its head: "congressman from Idaho with a record" to "congressman from Idaho".

    A person's name that it ends with is the whole answer: "former attorney for the county Anna Berg".
    """
    last = name.split()[-2:]
    people = (
        told.bearers(surname(last[-1])) if last[0][:1].isupper() and name.split()[-3][:1].isupper() else ()
    )
    if len(people) == 1:
        return next(iter(people))
    first = name.split(",")[0]
    name = first if len(first.split()) > 1 else name
    while len(name.split()) > most:
        joint = _JOINT.search(name)
        if joint is None or joint.start() == 0:
            return ""
        name = name[: joint.start()]
    return name


def _clause(clauses: Clauses, head: int, name: str) -> bool:
    """Tell whether the words of a name form a clause of the sentence, not a noun phrase."""
    start = clauses.text.find(name, clauses.sentence.start, clauses.sentence.end)
    if start < 0 or not start <= clauses.tokens[head].start < start + len(name):
        return False
    inside = {at for at, token in enumerate(clauses.tokens) if start <= token.start < start + len(name)}
    verbs = [
        at for at in inside if clauses.tokens[at].tag in _FINITE and clauses.tokens[at].pos in ("VERB", "AUX")
    ]
    return any(not _describing(clauses, verb, inside) for verb in verbs)


def _describing(clauses: Clauses, verb: int, inside: set[int]) -> bool:
    """Tell whether a verb belongs to a clause that describes a noun of the phrase: "the rabbi they met"."""
    chain = [verb, *(at for at in clauses.ancestors(verb) if at in inside)]
    return any(clauses.tokens[at].dep == "relcl" for at in chain)


def thing(told: Discourse, sentence: int, head: int, quote: Quote) -> bool:
    """Tell whether a source is a thing that says nothing: "the shaft threatens to collapse".

    Its noun stands for no speaker and was none in the corpus that cues were counted on, and what it does is
    neither a verb of speech nor followed by a clause of its own.
    """
    clauses = told.clauses[sentence]
    head = _counted(clauses, _antecedent(clauses, head))
    token = clauses.tokens[head]
    noun = token.lemma.lower()
    article = clauses.child(head, "det")
    if article is not None and told.institution(sentence, head):
        return clauses.tokens[article].lemma.lower() in ("a", "an")
    if (
        not token.text[0].isalpha()
        or token.tag not in ("NN", "NNS")
        or told.named(sentence, head) is not None
        or noun in _ABOUT
    ):
        return False
    if _DOERS.search(token.text.lower()) or (token.text[:1].isupper() and token.tag == "NN"):
        return False
    seen, hits = spoke(noun)
    if seen and hits * 4 >= seen:
        return False
    if not seen and _ABSTRACT.search(noun):
        return True
    if not seen and quote.content[0].of(told.text).startswith("to "):
        return True
    return not any(_says(told.clauses[told.sentence_at(span.start)], span) for span in quote.cue)


def _antecedent(clauses: Clauses, head: int) -> int:
    """Return the noun that "which" stands for, or the token itself."""
    if clauses.tokens[head].tag not in ("WDT", "WP"):
        return head
    above = (clauses.tokens[at] for at in clauses.ancestors(head))
    return next((token.head for token in above if token.dep == "relcl"), head)


def _counted(clauses: Clauses, head: int) -> int:
    """Return the noun that "hundreds of" counts, or the token itself."""
    of = clauses.child(head, "prep") if clauses.tokens[head].lemma.lower() in _COUNTS else None
    many = clauses.child(of, "pobj") if of is not None else None
    return many if many is not None else head


def _says(clauses: Clauses, cue: Span) -> bool:
    """Tell whether a cue holds a verb that tells speech: by itself, or as it governs a clause."""
    for index, token in enumerate(clauses.tokens):
        if cue.start <= token.start < cue.end and token.pos in ("VERB", "AUX"):
            lemma = token.lemma.lower()
            if speech(lemma) >= SPEECH or (clauses.child(index, "ccomp") is not None and tells(lemma)):
                return True
    return False


def _at(spans: Sequence[Span], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in spans)
