"""Who did what in a clause, in forms that other reports' clauses can be held against.

A core is a finite clause with the infinitives and participles that hang on it. Its parts are compared
by stems, so that "invited" and "an invitation to", "resigned" and "his resignation" share a form.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Sentence, Token
from copydesk.stories.terms import term

Role = Literal["told", "beside"]

SAYING = frozenset("say tell add speak note write tweet comment state claim explain argue insist ask".split())
"""Verbs after which a date is mostly the day on which somebody spoke."""

_FINITE = frozenset({"ROOT", "ccomp", "relcl", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_ENDING = re.compile(r"(?:ations?|itions?|ions?|ments?|ings?|als?|ers?|ors?|ures?|ed|e|s)$")
_STEM = 5
"""Letters that a stem keeps at least: "invitation" and "invite" are "invit", "nation" stays whole."""

_LIGHT = frozenset("way part number time thing lot case place fact".split())


def stem(form: str) -> str:
    """Return the form without an ending that makes a noun of a verb, if enough of it is left."""
    cut = _ENDING.sub("", form)
    return cut if len(cut) >= _STEM else form


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
        role: "beside" if the clause hangs on a noun or only gives the time of another act.
        actor: its subject, ``NOBODY`` for pronouns and passives without an agent.
        act: stem of its verb.
        objects: stems of its other content words, without words of time and of direct speech.
        figures: stems that are numbers.
        negated: it says that the act was not done.
    """

    document: Document
    sentence: Sentence
    head: int
    members: tuple[int, ...]
    role: Role
    actor: Actor
    act: str
    objects: frozenset[str]
    figures: frozenset[str]
    negated: bool

    @property
    def saying(self) -> bool:
        """Whether the clause tells that somebody spoke."""
        return self.sentence.tokens[self.head].lemma.lower() in SAYING

    @property
    def stems(self) -> frozenset[str]:
        """All content words of the clause."""
        return self.objects | self.actor.names | self.actor.kinds | {self.act}

    @property
    def citation(self) -> Citation:
        """The sentence that holds the clause."""
        return Citation(self.document.id, self.sentence.start, self.sentence.end)


class Cores:
    """Reads the clauses of one document, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._mentions = sorted(document.mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        direct = [span for quote in document.quotes if quote.kind == "direct" for span in quote.content]
        marked = [Span(*match.span()) for match in _MARKED.finditer(document.text)]
        times = [date.span for date in document.dates if date.type != "DURATION"]
        self._silent = sorted([*direct, *marked, *times])

    def of(self, sentence: Sentence) -> Iterator[Core]:
        """Yield the cores of a sentence, in the order of their first words."""
        tokens = sentence.tokens
        homes = _homes(tokens)
        members: dict[int, list[int]] = {}
        for index, home in enumerate(homes):
            members.setdefault(home, []).append(index)
        silent = _inside(tokens, self._overlapping(sentence.span))
        for head, indices in members.items():
            if tokens[head].pos in ("VERB", "AUX"):
                yield self._core(sentence, head, tuple(indices), silent)

    def _overlapping(self, span: Span) -> list[Span]:
        first = bisect_left(self._silent, span.start - _LONGEST, key=lambda one: one.start)
        last = bisect_left(self._silent, span.end, key=lambda one: one.start)
        return [one for one in self._silent[first:last] if one.overlaps(span)]

    def _core(self, sentence: Sentence, head: int, members: tuple[int, ...], silent: set[int]) -> Core:
        tokens = sentence.tokens
        subject = _subject(tokens, head)
        actor = self._actor(tokens, subject) if subject is not None else NOBODY
        own = _subtree(tokens, subject) if subject is not None else set()
        forms = {
            index: form
            for index in members
            if index != head and index not in own and index not in silent and (form := term(tokens[index]))
        }
        figures = frozenset(form for index, form in forms.items() if tokens[index].pos == "NUM")
        negated = any(
            tokens[index].dep == "neg" or tokens[index].lower == "no" for index in members
        ) if False else any(tokens[i].dep == "neg" and tokens[i].head == head for i in members)
        return Core(
            self._document,
            sentence,
            head,
            members,
            _role(tokens, head),
            actor,
            stem(tokens[head].lemma.lower()),
            frozenset(stem(form) for form in forms.values()) - _LIGHT,
            figures,
            negated,
        )

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
        kinds = {stem(form) for index in near if tokens[index].pos == "NOUN" and (form := term(tokens[index]))}
        proper = [index for index in sorted(near) if tokens[index].pos == "PROPN"]
        mention = self._mention(token)
        names = _words(mention.entity) if mention is not None else set()
        if not names and token.pos == "PROPN":
            names = {form for index in proper if (form := term(tokens[index]))}
        if not names:
            appositions = [i for i in proper if tokens[i].dep == "appos" or tokens[tokens[i].head].dep == "appos"]
            names = {form for index in appositions if (form := term(tokens[index]))}
        return Actor(frozenset(names), frozenset(kinds))

    def _mention(self, token: Token) -> Mention | None:
        at = bisect_right(self._starts, token.start) - 1
        if at >= 0 and self._mentions[at].end > token.start:
            return self._mentions[at]
        return None


_MARKED = re.compile(r"“[^”\n]{1,2000}”|\"[^\"\n]{1,2000}\"")
_LONGEST = 2002
_TITLES = frozenset("mr mrs ms dr the of".split())
_ALIASES = {"u.s": "us", "u.s.": "us", "united": "us", "states": "us", "u.k.": "uk", "u.n.": "un"}


def _words(name: str) -> set[str]:
    forms = {word.strip(".,'’\"").lower() for word in name.split()} - _TITLES
    return {_ALIASES.get(form, form) for form in forms if form}


def _homes(tokens: Sequence[Token]) -> list[int]:
    """For each token the index of the finite verb it belongs to."""
    homes = [-1] * len(tokens)
    for index in range(len(tokens)):
        path: list[int] = []
        at = index
        while homes[at] < 0 and not _is_finite(tokens, at) and len(path) <= len(tokens):
            path.append(at)
            at = tokens[at].head
        home = homes[at] if homes[at] >= 0 else at
        for one in (*path, at):
            homes[one] = home
    return homes


def _is_finite(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.head == index:
        return True
    if token.pos not in ("VERB", "AUX"):
        return False
    if token.dep in _FINITE:
        return True
    if token.dep == "conj":
        return tokens[token.head].pos in ("VERB", "AUX")
    return token.dep == "advcl" and _subject_of(tokens, index) is not None


def _subject_of(tokens: Sequence[Token], head: int) -> int | None:
    for index, token in enumerate(tokens):
        if token.head == head and token.dep in _SUBJECTS and index != head:
            return index
    return None


def _subject(tokens: Sequence[Token], head: int) -> int | None:
    """Return who acts: the agent of a passive, the noun before "who", or the first verb's subject."""
    agent = next((i for i, t in enumerate(tokens) if t.head == head and t.dep == "agent"), None)
    if agent is not None:
        return next((i for i, t in enumerate(tokens) if t.head == agent and t.dep == "pobj"), None)
    at = head
    for _ in range(_LEVELS):
        subject = _subject_of(tokens, at)
        if subject is not None:
            if tokens[subject].dep == "nsubjpass":
                return None
            if tokens[subject].tag in ("WDT", "WP") and tokens[at].dep == "relcl":
                return tokens[at].head
            return subject
        if tokens[at].dep != "conj":
            return None
        at = tokens[at].head
    return None


_LEVELS = 5


def _subtree(tokens: Sequence[Token], top: int) -> set[int]:
    """Indices of ``top`` and all that hangs on it, to one contiguous reach of eight levels."""
    found = {top}
    for _ in range(8):
        more = {index for index, token in enumerate(tokens) if token.head in found} - found
        if not more:
            break
        found |= more
    return found


def _inside(tokens: Sequence[Token], spans: Sequence[Span]) -> set[int]:
    return {i for i, t in enumerate(tokens) for span in spans if span.start <= t.start < span.end}


_TIME_OF_ANOTHER = frozenset("before after since until till when while as once by".split())


def _role(tokens: Sequence[Token], head: int) -> Role:
    """Tell a clause that carries the sentence from one that hangs on a noun or gives another's time."""
    at = head
    for _ in range(_LEVELS):
        token = tokens[at]
        if token.dep in ("relcl", "acl"):
            return "beside"
        if token.dep in ("advcl", "pcomp"):
            return "beside"
        if token.head == at:
            return "told"
        at = token.head
    return "beside"
