"""Where something befell somebody: "was born in Norway", "police arrested Anna Berg in Lyon".

Only what happens to nobody twice, or to nobody twice on one day, and only places that nobody takes for one
another: another place is otherwise another event, or a wider name of the same place.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Sentence, Token
from copydesk.stories.clauses.places import surely_elsewhere
from copydesk.text.names import same_person, surname

ONCE = {
    "bear": "was born",
    "die": "died",
    "kill": "was killed",
    "bury": "was buried",
    "murder": "was murdered",
}
"""Lemmas of what befalls everybody once at most, in words."""

ONCE_A_DAY = {"arrest": "was arrested", "detain": "was detained", "capture": "was captured"}
"""Lemmas of what may befall somebody again on another day."""

MOST = 60
"""Scenes of one person and act that are compared, the first ones."""

_ACTS = ONCE | ONCE_A_DAY
_IN = frozenset("in near outside".split())
_MODALS = frozenset("will would may might could can should must shall".split())


@dataclass(frozen=True, slots=True)
class Scene:
    """What befell whom, and where; the sentence names ``days``, and ``span`` is the place's name."""

    act: str
    person: str
    place: str
    days: frozenset[str]
    document: Document
    span: Span

    @property
    def about(self) -> str:
        """What is told, in words: "where Anna Berg was born"."""
        return f"where {self.person} {_ACTS[self.act]}"

    @property
    def citation(self) -> Citation:
        """The place's name with the report's id."""
        return Citation(self.document.id, self.span.start, self.span.end)


def scenes_that_differ(documents: Sequence[Document]) -> Iterator[list[Scene]]:
    """Yield the scenes of one person and act of which reports give places that cannot both be true."""
    told: defaultdict[tuple[str, str], list[Scene]] = defaultdict(list)
    for document in documents:
        for scene in _scenes(document):
            told[scene.act, surname(scene.person)].append(scene)
    for _, scenes in sorted(told.items()):
        first = scenes[:MOST]
        apart = [one for one in first if any(_cannot_both_be(one, other) for other in first)]
        while apart:  # namesakes are told apart
            person = apart[0].person
            yield [one for one in apart if one.person == person or same_person(one.person, person)]
            apart = [one for one in apart if one.person != person and not same_person(one.person, person)]


def _cannot_both_be(one: Scene, other: Scene) -> bool:
    if one.document.id == other.document.id or not surely_elsewhere(one.place, other.place):
        return False
    if not same_person(one.person, other.person):
        return False
    if one.act in ONCE_A_DAY:
        return not one.days.isdisjoint(other.days)
    return not (one.days and other.days and one.days.isdisjoint(other.days))


def _scenes(document: Document) -> Iterator[Scene]:
    people = [mention for mention in document.mentions if mention.kind == "person"]
    places = [mention for mention in document.mentions if mention.kind == "place"]
    people.sort(key=lambda one: one.start)
    places.sort(key=lambda one: one.start)
    for sentence in document.sentences:
        for verb, token in enumerate(sentence.tokens):
            if (
                token.pos != "VERB"
                or token.lemma.lower() not in _ACTS
                or not _happened(sentence.tokens, verb)
            ):
                continue
            person = _named(people, sentence.tokens, _whom(sentence.tokens, verb))
            place = _named(places, sentence.tokens, _where(sentence.tokens, verb))
            if person is not None and place is not None:
                printed = place.span.of(document.text)
                days = _days(document, sentence)
                yield Scene(token.lemma.lower(), person.entity, printed, days, document, place.span)


def _happened(tokens: Sequence[Token], verb: int) -> bool:
    """Tell whether a verb is told as done: not denied, planned or wished."""
    below = [token for token in tokens if token.head == verb]
    return not any(t.dep in ("neg", "mark") or t.text.lower() in _MODALS or t.tag == "TO" for t in below)


def _whom(tokens: Sequence[Token], verb: int) -> int | None:
    """Return whom an act befell: the object, the subject of a passive, who died; the noun before "who"."""
    dies = tokens[verb].lemma.lower() == "die"
    for role in ("nsubj",) if dies else ("nsubjpass", "dobj"):
        found = next((i for i, t in enumerate(tokens) if t.head == verb and t.dep == role), None)
        if found is not None and tokens[found].tag in ("WP", "WDT"):
            return tokens[verb].head if tokens[verb].dep == "relcl" else None
        if found is not None:
            return _by_name(tokens, found)
    return None


def _by_name(tokens: Sequence[Token], index: int) -> int:
    """Return the name beside a noun, "the banker Anna Berg", else the noun."""
    if tokens[index].entity == "PERSON":
        return index
    return next((i for i, t in enumerate(tokens) if t.head == index and t.dep == "appos"), index)


def _where(tokens: Sequence[Token], verb: int) -> int | None:
    """Return the place right below the verb, None where there are two."""
    found = [
        i
        for i, t in enumerate(tokens)
        if t.dep == "pobj"
        and tokens[t.head].head == verb
        and tokens[t.head].text.lower() in _IN
        and t.entity == "GPE"
    ]
    return found[0] if len(found) == 1 else None


def _named(mentions: Sequence[Mention], tokens: Sequence[Token], index: int | None) -> Mention | None:
    """Return the mention that ends with, or holds, a token."""
    if index is None:
        return None
    at = bisect_left(mentions, tokens[index].end, key=lambda one: one.start) - 1
    return mentions[at] if at >= 0 and mentions[at].end >= tokens[index].end else None


def _days(document: Document, sentence: Sentence) -> frozenset[str]:
    first = bisect_left(document.dates, sentence.start, key=lambda one: one.start)
    days = set()
    for date in document.dates[first:]:
        if date.start >= sentence.end:
            break
        if date.value and date.type in ("DATE", "TIME") and len(date.value) >= len("2025-03-07"):
            days.add(date.value[:10])
    return frozenset(days)
