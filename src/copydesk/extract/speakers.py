"""Who a quote's source is: a name, an institution, a role learned in the report, or nobody we can tell.

Every answer names the rule that gave it. A pronoun is never an answer, and neither is "the man":
where no name is found, an unnamed source is printed only as it is described ("senior official").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.extract.clauses import TEXTS
from copydesk.extract.discourse import GROUP_PRONOUNS, HE_SHE, Answer, Discourse, definite, head_of
from copydesk.model.document import Document
from copydesk.model.quote import Mention, Quote

_WRITERS = frozenset("i we me us my our you".split())
_RELATIVES = frozenset("who which that whom whose".split())
_GOES_ON = frozenset("add continue conclude".split())
_VAGUE = frozenset("man woman person people one thing boy girl user".split())
_ANYBODY = frozenset("many some others most few several all both one another none more".split())
_OF = frozenset("by from of".split())
_CONTINUES = 2_000
"""Characters over which speech may go on from the paragraph before."""


class Speakers:
    """Stage that gives each quote its speaker, or the reason why there is none."""

    requires = ("quotes", "mentions", "sentences")
    assigns = "quotes"
    languages = frozenset({"en"})

    def __call__(self, document: Document) -> Iterator[Quote]:
        """Yield the quotes again, in order, with ``speaker`` and ``speaker_reason`` set."""
        answers = _Answers(document).all()
        for index, quote in enumerate(document.quotes):
            speaker, reason = answers[index]
            yield replace(quote, speaker=speaker, speaker_reason=reason)


class _Answers:
    """The speakers of one report's quotes, found in the order in which the sources stand."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.quotes = document.quotes
        self.told = Discourse(document)
        self.said: list[tuple[int, str]] = []
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
        return found

    def _anchor(self, index: int) -> int:
        quote = self.quotes[index]
        return (quote.source or quote.cue or quote.content)[0].start

    def _answer(self, quote: Quote) -> Answer:
        if not quote.source:
            return self._unsourced(quote)
        sentence = self.told.sentence_at(quote.source[0].start)
        clauses = self.told.clauses[sentence]
        head = head_of(clauses, quote.source)
        if head is None:
            return None, "the source lies outside the parsed text"
        speaker, reason = self._who(sentence, head)
        if speaker is None and definite(clauses, head) and self._goes_on(sentence, head):
            return self.said[-1][1], "'added': who spoke last"
        return speaker, reason

    def _unsourced(self, quote: Quote) -> Answer:
        """Let speech in marks, without source or cue, go on from the line before."""
        start = quote.content[0].start
        if quote.kind == "direct" and not quote.cue and self.aloud:
            at, speaker = self.said[-1]
            lines = self.text[at:start].split("\n") if at < start <= at + _CONTINUES else []
            if 0 < sum(bool(line.strip()) for line in lines) <= 2:
                return speaker, "speech goes on from the paragraph before"
        return None, "no source is named"

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
        if word in HE_SHE or word in GROUP_PRONOUNS:
            return self.told.pronoun(sentence, token.start, word)
        if word in _RELATIVES:
            return self._antecedent(sentence, head)
        if word in _WRITERS:
            return None, f"'{word}': the writer or the reader"
        if token.pos in ("PRON", "DET") or word in _ANYBODY:
            return None, f"'{word}': nobody in particular"
        return self._noun(sentence, head)

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
        if clauses.tokens[head].lemma.lower() in TEXTS:
            return self._author(sentence, head)
        if definite(clauses, head) and mention is None:
            speaker, reason = self.told.role(sentence, head)
            if speaker is not None:
                return speaker, reason
        return self._unnamed(sentence, head, mention)

    def _author(self, sentence: int, head: int) -> Answer:
        """Resolve "Tiller's statement", "a letter from the embassy", "the statement"."""
        clauses = self.told.clauses[sentence]
        word = clauses.tokens[head].text.lower()
        owner = clauses.child(head, "poss")
        by = clauses.child(head, "prep", "agent")
        if owner is None and by is not None and clauses.tokens[by].lemma in _OF:
            owner = clauses.child(by, "pobj")
        if owner is not None:
            speaker, reason = self._who(sentence, owner)
            return speaker, f"'{word}' of: {reason}"
        if self.said and self._spoke(0) >= sentence - 4:
            return self.said[-1][1], f"'{word}': who spoke last"
        return None, f"'{word}': nobody says whose"

    def _unnamed(self, sentence: int, head: int, mention: Mention | None) -> Answer:
        """Return an institution, or the words that describe an unnamed source, without the article."""
        clauses = self.told.clauses[sentence]
        token = clauses.tokens[head]
        lemma = token.lemma.lower()
        phrase = self.told.phrase(sentence, head)
        if mention is not None and mention.kind in ("organisation", "place"):
            whole = mention.end - mention.start >= len(phrase) - 1
            return (mention.entity if whole else phrase), "institution"
        words = phrase.lower().split()
        if token.tag in ("NN", "NNP") and definite(clauses, head) and len(words) <= 3:
            earlier = self._described(sentence, {lemma, *words})
            if earlier is not None:
                return earlier, f"'the {lemma}': described before"
        bare = len(words) == 1 and token.tag == "NN"
        if not phrase or (bare and (lemma in _VAGUE or definite(clauses, head))):
            return None, f"'{token.text.lower()}': a role without a name"
        return phrase, "as described; no name is given"

    def _described(self, sentence: int, words: Sequence[str] | set[str]) -> str | None:
        """Return the last speaker described with all of these words in an earlier sentence."""
        for at, speaker in reversed(self.said[-12:]):
            if self.told.sentence_at(at) < sentence and set(words) <= set(speaker.lower().split()):
                return speaker
        return None
