"""Who did what in a clause, in forms that other reports' clauses can be held against.

A core is a finite clause with the infinitives and participles that hang on it. Its parts are compared
by stems, so that "invited" and "an invitation to", "resigned" and "his resignation" share a form.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token
from copydesk.stories.clauses.terms import term
from copydesk.stories.clauses.trees import homes, is_beside, is_denial, subject, subtree
from copydesk.text.names import surname

SAYING = frozenset("say tell add speak note write tweet comment state claim explain argue insist ask".split())
"""Verbs after which a date is mostly the day on which somebody spoke."""

_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
_ENDING = re.compile(r"(?:ations?|itions?|ions?|ments?|ings?|als?|ers?|ors?|ures?|ed|e|s)$")
_STEM = 5
"""Letters that a stem keeps at least: "invitation" and "invite" are "invit", "nation" stays whole."""

_BRITISH = re.compile(r"(?<=[a-z]en)ce?$")
"""The end of "licence", "defence" and their stems, in American spelling."""

_LIGHT = frozenset("way part number time thing lot case place fact new last first".split())
_MAGNITUDES = frozenset("hundred thousand million billion trillion dozen".split())


@lru_cache(1 << 16)
def stem(form: str) -> str:
    """Return the form without an ending that makes a noun of a verb, if enough of it is left."""
    cut = _ENDING.sub("", form)
    return _BRITISH.sub("s", cut if len(cut) >= _STEM else form)


@dataclass(frozen=True, slots=True)
class Actor:
    """The subject of a clause: words of its name, and stems of the common nouns that tell what it is."""

    names: frozenset[str]
    kinds: frozenset[str]

    def same(self, other: "Actor") -> bool | None:
        """Tell whether two subjects are one; None where nothing says so and nothing speaks against it."""
        if self.names and other.names:
            shared = len(self.names & other.names)
            return 2 * shared > min(len(self.names), len(other.names))
        if self.kinds & other.kinds:
            return True
        return None


NOBODY = Actor(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Core:
    """One clause.

    Args:
        document: where it stands.
        sentence: the sentence that holds it.
        head: index of its verb in the sentence.
        members: indices of its tokens, in order.
        beside: the clause hangs on a noun, or only adds to another act.
        actor: its subject, ``NOBODY`` for pronouns and passives without an agent.
        act: stem of its verb.
        objects: stems of its other content words, without words of time and of direct speech, and
            without what is told of a named actor beside the name ("a retired general").
        figures: stems that are numbers.
        days: values of the dates in it.
        named: places that it names beside the actor.
        persons: surnames of those whom its verb is done to.
        common: stems of words in lower case, which are no names.
        negated: it says that the act was not done.
        stems: all content words of the clause.
    """

    document: Document
    sentence: Sentence
    head: int
    members: tuple[int, ...]
    beside: bool
    actor: Actor
    act: str
    objects: frozenset[str]
    figures: frozenset[str]
    days: frozenset[str]
    named: frozenset[str]
    persons: frozenset[str]
    common: frozenset[str]
    negated: bool
    stems: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        stems = self.objects | self.actor.names | self.actor.kinds | {self.act}
        object.__setattr__(self, "stems", stems)

    @property
    def saying(self) -> bool:
        """Whether the clause tells that somebody spoke."""
        return self.sentence.tokens[self.head].lemma.lower() in SAYING

    @property
    def agentless(self) -> bool:
        """Whether something is said to be done, but not by whom: "a missile was fired"."""
        tokens = self.sentence.tokens
        passive = any(tokens[i].dep == "nsubjpass" and tokens[i].head == self.head for i in self.members)
        return passive and self.actor == NOBODY


class Cores:
    """Reads the clauses of one document, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._mentions = sorted(document.mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        direct = [span for quote in document.quotes if quote.kind == "direct" for span in quote.content]
        marked = [Span(*match.span()) for match in _MARKED.finditer(document.text)]
        times = [date.span for date in document.dates if date.type != "DURATION"]
        self._dates = {
            date.start: date.value[:10] for date in document.dates if date.value and date.type == "DATE"
        }
        self._speech = sorted([*direct, *marked])
        self._silent = sorted([*self._speech, *times])

    def in_speech(self, span: Span) -> bool:
        """Tell whether ``span`` lies in somebody's own words."""
        return any(one.contains(span) for one in _overlapping(self._speech, span))

    def of(self, sentence: Sentence) -> Iterator[Core]:
        """Yield the cores of a sentence, in the order of their first words."""
        tokens = sentence.tokens
        verbs = homes(tokens)
        members: dict[int, list[int]] = {}
        for index, home in enumerate(verbs):
            members.setdefault(home, []).append(index)
        silent = _inside(tokens, _overlapping(self._silent, sentence.span))
        denying = [index for index in range(len(tokens)) if is_denial(tokens, index)]
        for head, indices in members.items():
            if tokens[head].pos in ("VERB", "AUX"):
                negated = any(tokens[index].head == head and verbs[index] == head for index in denying)
                yield self._core(sentence, head, tuple(indices), silent, negated)

    def _core(
        self, sentence: Sentence, head: int, members: tuple[int, ...], silent: set[int], negated: bool
    ) -> Core:
        tokens = sentence.tokens
        acting = subject(tokens, head)
        actor = self._actor(tokens, acting) if acting is not None else NOBODY
        own = subtree(tokens, acting) if acting is not None and actor.names else set()
        forms = {
            index: form
            for index in members
            if index != head and index not in silent and index not in own and (form := term(tokens[index]))
        }
        figures = frozenset(form for i, form in forms.items() if tokens[i].pos == "NUM") - _MAGNITUDES
        named = {m.entity for i in forms if (m := self._mention(tokens[i])) is not None and m.kind == "place"}
        days = {self._dates.get(tokens[i].start) for i in members} if self._dates else set()
        return Core(
            self._document,
            sentence,
            head,
            members,
            is_beside(tokens, head),
            actor,
            stem(tokens[head].lemma.lower()),
            frozenset(map(stem, forms.values())) - _LIGHT - actor.names - actor.kinds,
            figures,
            frozenset(day for day in days if day),
            frozenset(named),
            self._persons(tokens, head, members),
            frozenset(stem(form) for index, form in forms.items() if tokens[index].text[0].islower()),
            negated,
        )

    def _persons(self, tokens: Sequence[Token], head: int, members: Sequence[int]) -> frozenset[str]:
        objects = (tokens[i] for i in members if tokens[i].head == head and tokens[i].dep in _OBJECTS)
        mentions = [self._mention(token) for token in objects]
        return frozenset(surname(m.entity) for m in mentions if m is not None and m.kind == "person") - {""}

    def _actor(self, tokens: Sequence[Token], subject: int) -> Actor:
        token = tokens[subject]
        if token.pos == "PRON":
            return NOBODY
        near = {subject} | {
            index
            for index, other in enumerate(tokens)
            if other.head in (subject,) and other.dep in ("compound", "appos", "amod", "nmod", "flat")
        }
        near |= {
            index
            for index, other in enumerate(tokens)
            if other.head in near and other.dep in ("compound", "flat")
        }
        kinds = {
            stem(form) for index in near if tokens[index].pos == "NOUN" and (form := term(tokens[index]))
        }
        proper = [index for index in sorted(near) if tokens[index].pos == "PROPN"]
        mention = self._mention(token)
        names = _words(mention.entity) if mention is not None else set()
        if not names and token.pos == "PROPN":
            names = {form for index in proper if (form := term(tokens[index]))}
        if not names:
            appositions = [
                i for i in proper if tokens[i].dep == "appos" or tokens[tokens[i].head].dep == "appos"
            ]
            names = {form for index in appositions if (form := term(tokens[index]))}
        return Actor(frozenset(names), frozenset(kinds))

    def _mention(self, token: Token) -> Mention | None:
        at = bisect_right(self._starts, token.start) - 1
        if at >= 0 and self._mentions[at].end > token.start:
            return self._mentions[at]
        return None


_MARKED = re.compile(r"“[^”\n]{1,2000}”|\"[^\"\n]{1,2000}\"")
_LONGEST = 2002


def _overlapping(spans: Sequence[Span], span: Span) -> list[Span]:
    """Return those of the sorted ``spans`` that overlap ``span``."""
    first = bisect_left(spans, span.start - _LONGEST, key=lambda one: one.start)
    last = bisect_left(spans, span.end, key=lambda one: one.start)
    return [one for one in spans[first:last] if one.overlaps(span)]


_TITLES = frozenset("mr mrs ms dr the of".split())
_ALIASES = {"u.s": "us", "u.s.": "us", "united": "us", "states": "us", "u.k.": "uk", "u.n.": "un"}


def _words(name: str) -> set[str]:
    forms = {word.strip(".,'’\"").lower() for word in name.split()} - _TITLES
    return {_ALIASES.get(form, form) for form in forms if len(form) > 1}


def _inside(tokens: Sequence[Token], spans: Sequence[Span]) -> set[int]:
    if not spans:
        return set()
    return {i for i, t in enumerate(tokens) for span in spans if span.start <= t.start < span.end}
