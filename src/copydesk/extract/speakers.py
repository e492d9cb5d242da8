"""Who a quote's source is: a name, an institution, a role learned in the report, or nobody we can tell.

Every answer names the rule that gave it. A pronoun is never an answer, and neither is "the man":
where no name is found, an unnamed source is printed only as it is described ("senior official").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from copydesk.extract.continued import CONTINUES, NOBODY, Continued, is_spoken
from copydesk.extract.cues import SPEECH, speech
from copydesk.extract.discourse import Answer
from copydesk.extract.nouns import PERSON_NOUNS, SPEAKER_NOUNS, SPOKES_NOUNS
from copydesk.extract.phrases import definite, head_of
from copydesk.extract.referents import NAMELESS, Referents
from copydesk.extract.refusals import inside, inside_speech, other_subject, relayed, sane, thing, told_of
from copydesk.extract.signed import account
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.text.names import same_person
from copydesk.text.unsaid import unsaid

_GOES_ON = frozenset("add continue conclude".split())
_PERSONS = PERSON_NOUNS | SPEAKER_NOUNS | SPOKES_NOUNS

UNSAID = 0.3
"""Most that the score of what turns out to be no speech may be: it is no utterance then."""

THING = "a thing that says nothing"
READER = "said to the reader, outside quotation marks"
_DESCRIBED = re.compile("as described|described before|institution")
_NO_SPEECH = frozenset((THING, READER))
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


class _Answers(Referents):
    """The speakers of one report's quotes, found in the order in which the sources stand."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.text = document.text
        self.quotes = document.quotes
        self.aloud = False

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
        speaker, reason = self._told_by(quote, sentence, head) or self.who(sentence, head)
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
        return verb in _GOES_ON and bool(self.said) and self.spoke(0) >= sentence - 3
