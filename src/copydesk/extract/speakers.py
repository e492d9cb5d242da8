"""Who a quote's source is: a name, an institution, a role learned in the report, or nobody we can tell.

Every answer names the rule that gave it. A pronoun is never an answer, and neither is "the man":
where no name is found, an unnamed source is printed only as it is described ("senior official").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.extract.clauses import TEXTS, Clauses
from copydesk.extract.continued import CONTINUES, NOBODY, WRITER, Continued, is_spoken
from copydesk.extract.cues import SPEECH, speech
from copydesk.extract.discourse import GROUP_PRONOUNS, Answer, Discourse, definite, head_of
from copydesk.extract.genders import HE_SHE
from copydesk.extract.holders import TWO_SPOKESMEN, heads, holder, named_later, set_beside
from copydesk.extract.nouns import PERSON_NOUNS, SPEAKER_NOUNS, SPOKES_NOUNS
from copydesk.extract.refusals import inside, inside_speech, other_subject, relayed, sane, thing, told_of
from copydesk.extract.signed import account
from copydesk.model.document import Document
from copydesk.model.quote import Mention, Quote
from copydesk.text.names import person_words, same_person
from copydesk.text.unsaid import unsaid

_WRITERS = frozenset("i we me us my our you".split())
_RELATIVES = frozenset("who which that whom whose".split())
_GOES_ON = frozenset("add continue conclude".split())
_VAGUE = frozenset("man woman person people one thing boy girl user".split())
_PERSONS = PERSON_NOUNS | SPEAKER_NOUNS | SPOKES_NOUNS
_ANYBODY = frozenset("many some others most few several all both one another none more".split())
_OF = frozenset("by from of".split())
_BODIES = frozenset("government military army navy parliament opposition court police judiciary".split())
"""Institutions of which a country has one: "the government" tells who it is."""

_SPOKES: dict[str, tuple[str, ...]] = dict.fromkeys(
    "spokesperson source official officer lawyer attorney diplomat witness eyewitness".split(), ("he", "she")
) | {"spokesman": ("he",), "spokeswoman": ("she",)}
"""Speakers who often stay without a name, and what they are called then."""

_ISSUING = frozenset(
    """issue release publish post send write tweet put make give read sign deliver circulate share record
    upload print distribute broadcast""".split()
)
"""What is done with "a statement" by whom it is from."""

UNSAID = 0.3
"""Most that the score of what turns out to be no speech may be: it is no utterance then."""

THING = "a thing that says nothing"
READER = "said to the reader, outside quotation marks"
NAMELESS = ": a role without a name"
_DESCRIBED = re.compile("as described|described before|institution")
_NO_SPEECH = frozenset((THING, READER))
_REMARKS = frozenset("statement remark comment speech announcement".split())
_REPORTS = frozenset("article report story interview profile book memoir paper account".split())


class Speakers:
    """Stage that gives each quote its speaker, or the reason why there is none."""

    requires = ("quotes", "mentions", "sentences")
    assigns = "quotes"
    languages = frozenset({"en"})

    def __call__(self, document: Document) -> Iterator[Quote]:
        """Yield the quotes again, in order, with ``speaker`` and ``speaker_reason`` set.

        The score of indirect speech that turns out to be none is lowered to ``UNSAID``.
        """
        answers = _Answers(document).all()
        for index, quote in enumerate(document.quotes):
            speaker, reason = answers[index]
            score = (
                min(quote.score, UNSAID) if reason in _NO_SPEECH and quote.kind == "indirect" else quote.score
            )
            yield replace(quote, speaker=speaker, speaker_reason=reason, score=score)


class _Answers:
    """The speakers of one report's quotes, found in the order in which the sources stand."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.quotes = document.quotes
        self.told = Discourse(document)
        self.said: list[tuple[int, str]] = []
        self.aloud = False
        self.inside: frozenset[str] = frozenset()
        self.nameless_at = -1

    def all(self) -> dict[int, Answer]:
        """Return an answer for each quote, by its index."""
        found: dict[int, Answer] = {}
        if not self.told.clauses:
            return dict.fromkeys(range(len(self.quotes)), (None, "the report was not parsed"))
        for index in sorted(range(len(self.quotes)), key=self._anchor):
            at = self._anchor(index)
            self.told.read_to(self.told.sentence_at(at))
            found[index] = self._answer(self.quotes[index])
            speaker = found[index][0]
            if speaker is not None:
                self.said.append((at, speaker))
                self.aloud = self.quotes[index].kind != "indirect"
        return Continued(self.text, self.quotes).all(found)

    def _anchor(self, index: int) -> int:
        quote = self.quotes[index]
        return (quote.source or quote.cue or quote.content)[0].start

    def _answer(self, quote: Quote) -> Answer:
        if not quote.source:
            return self._in_cue(quote) or self._unsourced(quote)
        first = min((*quote.source, *quote.cue)).start
        if unsaid(self.text, first, quote.source[0].of(self.text)):
            return None, "nobody is said to have said it"
        name = account(quote.source[0].of(self.text))
        if name is not None:
            return self._of_account(quote.source[0].start, name), "name of an account"
        sentence = self.told.sentence_at(quote.source[0].start)
        clauses = self.told.clauses[sentence]
        head = head_of(clauses, quote.source)
        if head is None:
            return None, "the source lies outside the parsed text"
        if self.told.clauses[sentence].tokens[head].text.lower() == "you" and not self._in_marks(quote):
            return None, READER
        other = other_subject(self.told, quote)
        if other is not None:
            return (
                (other, "name, the subject of the verb")
                if other
                else (None, "two subjects come into question")
            )
        ahead = quote.kind == "indirect" and quote.source[0].start < quote.content[0].start
        self.inside = inside(self.told, quote) if ahead else frozenset()
        speaker, reason = self._told_by(quote, sentence, head) or self._who(sentence, head)
        if self._of_two(quote, sentence) and not any(one == speaker for _, one in self.said[-1:]):
            return None, "the words in marks end before the sentence that names somebody"
        speaker, reason = self._doubted(quote, sentence, head, speaker, reason)
        if speaker is not None:
            self.told.nameless.answered(sentence, head, speaker)
        if (
            speaker is None
            and reason not in _NO_SPEECH
            and definite(clauses, head)
            and self._goes_on(sentence, head)
        ):
            return self.said[-1][1], "'added': who spoke last"
        return speaker, reason

    def _doubted(self, quote: Quote, sentence: int, head: int, speaker: str | None, reason: str) -> Answer:
        """Take a speaker back who cannot be the one."""
        if (speaker is None or _DESCRIBED.search(reason)) and thing(self.told, sentence, head, quote):
            return None, THING
        noun = self.told.clauses[sentence].tokens[head].lemma.lower()
        if speaker is None:
            if reason.endswith(NAMELESS) and noun in _PERSONS:
                self.nameless_at = sentence
            return None, reason
        if inside_speech(self.told, quote):
            return None, "whom a speaker talks of"
        if relayed(self.told, quote, speaker, noun):
            return None, "who relays words does not say them"
        if told_of(self.told, quote, speaker, reason):
            return None, "the words tell of the one who would say them"
        name = sane(self.told, sentence, head, speaker, reason, quote.source)
        return (name, reason) if name else (None, "the source is no name")

    def _in_marks(self, quote: Quote) -> bool:
        return quote.kind != "indirect" or self.told.in_speech(quote.source[0].start)

    def _of_two(self, quote: Quote, sentence: int) -> bool:
        """Tell whether speech in marks was joined to a sentence behind it that tells something of its own."""
        first, last = quote.content[0], quote.content[-1]
        source = quote.source[0]
        if len(quote.content) < 2 or not quote.cue or not first.end < source.start < last.start:
            return False
        ends = max(span.end for span in quote.content if span.end <= source.start)
        starts = self.told.clauses[sentence].sentence.start
        closed = any(mark in self.text[ends : source.start] for mark in '”"')
        return ends <= starts and closed and any(mark in self.text[ends - 1 : ends + 1] for mark in ".!?")

    def _of_account(self, start: int, name: str) -> str:
        """Return the person whom a post's signature names, else the signature as it stands."""
        mention = self.told.mention_at(start + name.rfind(" ") + 1)
        if mention is None or mention.kind != "person" or "/" in mention.entity:
            return name
        return mention.entity if same_person(mention.entity, name) else name

    def _in_cue(self, quote: Quote) -> Answer | None:
        """Return the person in the words of a cue that has no source of its own: "Added Berg:"."""
        for span in quote.cue:
            sentence = self.told.sentence_at(span.start)
            tokens = self.told.clauses[sentence].tokens
            first = bisect_left(tokens, span.start, key=lambda token: token.start)
            last = bisect_right(tokens, span.end, key=lambda token: token.end)
            for token in tokens[first:last]:
                mention = self.told.mention_at(token.start) if token.dep == "nsubj" else None
                if mention is not None and mention.kind == "person":
                    return mention.entity, "name"
        return None

    def _told_by(self, quote: Quote, sentence: int, head: int) -> Answer | None:
        """Return who speaks in "according to an article, Berg said ...", not the article."""
        if self.told.clauses[sentence].tokens[head].lemma.lower() not in _REPORTS:
            return None
        inner = self.told.sentence_at(quote.content[0].start)
        clauses = self.told.clauses[inner]
        first = bisect_left(clauses.tokens, quote.content[0].start, key=lambda token: token.start)
        for index in range(max(0, first - 3), min(first + 3, len(clauses.tokens))):
            token = clauses.tokens[index]
            mention = self.told.named(inner, index)
            says = speech(clauses.tokens[token.head].lemma.lower()) >= SPEECH
            if token.dep == "nsubj" and says and mention is not None and mention.kind == "person":
                return mention.entity, "name, in what a publication tells"
        return None

    def _unsourced(self, quote: Quote) -> Answer:
        """Let speech in marks, without source or cue, go on from the line before."""
        start = quote.content[0].start
        if is_spoken(self.text, quote) and not quote.cue and self.aloud:
            at, speaker = self.said[-1]
            lines = self.text[at:start].split("\n") if at < start <= at + CONTINUES else []
            if 0 < sum(bool(line.strip()) for line in lines) <= 2:
                return speaker, "speech goes on from the paragraph before"
        return NOBODY

    def _goes_on(self, sentence: int, head: int) -> bool:
        """Tell whether a noun is the subject of "added" close behind other words of a speaker."""
        clauses = self.told.clauses[sentence]
        verb = clauses.tokens[clauses.tokens[head].head].lemma
        return verb in _GOES_ON and bool(self.said) and self._spoke(0) >= sentence - 3

    def _spoke(self, back: int) -> int:
        """Return the sentence of the last speaker but ``back``."""
        return self.told.sentence_at(self.said[-1 - back][0])

    def _who(self, sentence: int, head: int) -> Answer:
        """Return who the noun or pronoun ``head`` of a sentence stands for."""
        token = self.told.clauses[sentence].tokens[head]
        capitals = token.text.isupper() and len(token.text) > 1  # "US" is no "us"
        word = "" if capitals else token.text.lower()
        if word in HE_SHE:
            answer = self._stranger(sentence, word)
            return answer or self.told.pronoun(sentence, token.start, word, self.inside)
        if word in GROUP_PRONOUNS:
            return self.told.pronoun(sentence, token.start, word)
        if word in _RELATIVES:
            return self._antecedent(sentence, head)
        if word in _WRITERS:
            return None, f"'{word}'{WRITER}"
        named = token.text[:1].isupper() and self.told.mention_at(token.start) is not None
        if (token.pos in ("PRON", "DET") and not named) or word in _ANYBODY:
            one = self._one_of(sentence, head)
            if one is not None:
                return one, "name"
            return None, f"'{word}': nobody in particular"
        return self._noun(sentence, head)

    def _stranger(self, sentence: int, word: str) -> Answer | None:
        """Return the spokesman without a name who spoke last, if no person was a subject since."""
        since = self.nameless_at
        lately = since >= max(0, sentence - 2) and (not self.said or since >= self._spoke(0))
        if lately and not self.told.person_since(since + 1, sentence):
            return None, f"'{word}': who spoke last, without a name"
        if not self.said or self._spoke(0) < sentence - 2:
            return None
        last = self.said[-1][1].lower().split()
        gender = next((_SPOKES[form] for form in last if form in _SPOKES), None)
        if gender is None or HE_SHE[word] not in gender or self.told.person_since(self._spoke(0), sentence):
            return None
        return self.said[-1][1], f"'{word}': who spoke last, without a name"

    def _one_of(self, sentence: int, head: int) -> str | None:
        """Return whom "one of the women, Anna Berg" names."""
        clauses = self.told.clauses[sentence]
        if clauses.tokens[head].lemma.lower() not in ("one", "another"):
            return None
        of = clauses.child(head, "prep")
        many = clauses.child(of, "pobj") if of is not None else None
        for index in (head, many):
            mention = self.told.named(sentence, index) if index is not None else None
            if mention is not None and mention.kind == "person":
                return mention.entity
        return None

    def _antecedent(self, sentence: int, head: int) -> Answer:
        """Resolve "who" to the noun that its clause describes."""
        clauses = self.told.clauses[sentence]
        for above in clauses.ancestors(head):
            if clauses.tokens[above].dep in ("relcl", "acl"):
                noun = clauses.tokens[above].head
                if clauses.tokens[noun].text.lower() not in _RELATIVES:
                    return self._who(sentence, noun)
        return None, "'who': nobody before it"

    def _noun(self, sentence: int, head: int) -> Answer:
        clauses = self.told.clauses[sentence]
        mention = self.told.named(sentence, head)
        if mention is not None and mention.kind == "person":
            return mention.entity, "name"
        if mention is None and clauses.tokens[head].lemma.lower() in TEXTS:
            if not _is_text(clauses, head):
                return None, f"'{clauses.tokens[head].text.lower()}': no text of somebody's"
            return self._author(sentence, head)
        if definite(clauses, head) and mention is None:
            speaker, reason = holder(self.told, sentence, head)
            if speaker is not None or reason == TWO_SPOKESMEN:
                return speaker, reason
        elif mention is None and clauses.tokens[head].tag == "NN":
            speaker, reason = named_later(self.told, sentence, head)
            if speaker is not None:
                return speaker, reason
        return self._unnamed(sentence, head, mention)

    def _author(self, sentence: int, head: int) -> Answer:
        """Resolve "Tiller's statement", "a letter from the embassy", "the statement"."""
        clauses = self.told.clauses[sentence]
        word = clauses.tokens[head].text.lower()
        owner = clauses.child(head, "poss")
        by = (child for child in clauses.children[head] if clauses.tokens[child].lemma in _OF)
        if owner is None:
            owner = next((clauses.child(child, "pobj") for child in by), None)
        if owner is not None:
            speaker, reason = self._who(sentence, owner)
            return speaker, f"'{word}' of: {reason}"
        for child in clauses.children[head]:
            name = self.told.mention_at(clauses.tokens[child].start)
            if clauses.tokens[child].dep == "compound" and name is not None and name.kind == "organisation":
                return name.entity, f"'{word}' of: institution"
        issued = self._issuer(sentence, clauses.tokens[head].lemma.lower())
        if issued is not None:
            return issued
        noun = clauses.tokens[head].lemma.lower()
        if definite(clauses, head) and self.said and self._issued(noun, sentence):
            return self.said[-1][1], f"'{word}': who spoke last"
        return None, f"'{word}': nobody says whose"

    def _issued(self, noun: str, sentence: int) -> bool:
        """Tell whether the last speaker, at most four sentences ago, spoke in a text of this noun."""
        last = self._spoke(0)
        near = last >= sentence - 4
        if noun in _REMARKS and last >= sentence - 1:
            return True
        tokens = self.told.clauses[last].tokens
        return near and any(token.lemma.lower() == noun and token.dep == "pobj" for token in tokens)

    def _issuer(self, sentence: int, noun: str) -> Answer | None:
        """Return who issued "the statement": the subject of a verb before it that has one for its object."""
        for at in range(sentence - 1, max(-1, sentence - 4), -1):
            clauses = self.told.clauses[at]
            for token in clauses.tokens:
                issued = clauses.tokens[token.head].lemma.lower() in _ISSUING
                if token.lemma.lower() == noun and token.dep == "dobj" and issued:
                    subject = clauses.child(token.head, "nsubj")
                    if subject is None or clauses.tokens[subject].lemma.lower() in TEXTS:
                        continue
                    speaker, reason = self._who(at, subject)
                    if speaker is not None:
                        return speaker, f"'{noun}' issued by: {reason}"
        return None

    def _unnamed(self, sentence: int, head: int, mention: Mention | None) -> Answer:
        """Return an institution, or the words that describe an unnamed source, without the article."""
        clauses = self.told.clauses[sentence]
        token = clauses.tokens[head]
        lemma = token.lemma.lower()
        phrase = self.told.phrase(sentence, head)
        if mention is not None and mention.kind in ("organisation", "place"):
            whole = mention.end - mention.start >= len(phrase) - 1
            return (mention.entity if whole else phrase), "institution"
        if token.tag == "NNP" and token.text[:1].isupper():
            name = _capitals(phrase)
            last = [who for _, who in self.said if person_words(who)[-1:] == person_words(name)[-1:]]
            return (last[-1] if last and " " not in name else name), "name"
        if mention is None and token.tag == "NN":
            beside = set_beside(self.told, sentence, head)
            if beside is not None:
                return beside, "name, set beside the role"
        words = phrase.lower().split()
        if token.tag in ("NN", "NNP") and definite(clauses, head) and len(words) <= 3:
            earlier = self._described(sentence, lemma, {lemma, *words})
            if earlier is not None:
                return earlier, f"'the {lemma}': described before"
        bare = len(words) == 1 and token.tag == "NN" and lemma not in _BODIES
        if not phrase or (bare and (lemma in _VAGUE or definite(clauses, head))):
            return None, f"'{token.text.lower()}'{NAMELESS}"
        return phrase, "as described; no name is given"

    def _described(self, sentence: int, head: str, words: Sequence[str] | set[str]) -> str | None:
        """Return the last speaker described with all of these words in an earlier sentence."""
        for at, speaker in reversed(self.said[-12:]):
            if self.told.sentence_at(at) >= sentence or not heads(head, speaker):
                continue
            if set(words) <= set(speaker.lower().split()):
                return speaker
        return None


def _is_text(clauses: Clauses, head: int) -> bool:
    """Tell "a press release" from the release of somebody."""
    below = (clauses.tokens[child].lemma.lower() for child in clauses.children[head])
    return clauses.tokens[head].lemma.lower() != "release" or not {"press", "news", "media"}.isdisjoint(below)


def _capitals(phrase: str) -> str:
    """Cut off what stands before a name: "chief press secretary Anna Berg"."""
    words = phrase.split()
    small = [at for at, word in enumerate(words[:-1]) if word[0].islower() and words[at + 1][0].isupper()]
    return " ".join(words[small[0] + 1 :]) if small and words[0][0].islower() else phrase
