"""Whom a noun or pronoun stands for that a quote has for its source."""

from collections.abc import Sequence

from copydesk.extract.clauses import TEXTS, Clauses
from copydesk.extract.continued import WRITER
from copydesk.extract.discourse import GROUP_PRONOUNS, Answer, Discourse
from copydesk.extract.genders import HE_SHE
from copydesk.extract.holders import TWO_SPOKESMEN, heads, holder, named_later, set_beside
from copydesk.extract.phrases import definite
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.text.names import person_words

_RELATIVES = frozenset("who which that whom whose".split())
_VAGUE = frozenset("man woman person people one thing boy girl user".split())
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

_REMARKS = frozenset("statement remark comment speech announcement".split())
_WRITERS = frozenset("i we me us my our you".split())

NAMELESS = ": a role without a name"


class Referents:
    """Reads the sources of a report's quotes, in order.

    Attributes:
        told: what the report has told so far.
        said: who has spoken so far, each with a place in the text.
        inside: people named by the words at hand, who are not "he" that says them.
        nameless_at: the sentence in which a spokesman without a name spoke last, -1 if none did.
    """

    def __init__(self, document: Document) -> None:
        self.told = Discourse(document)
        self.said: list[tuple[int, str]] = []
        self.inside: frozenset[str] = frozenset()
        self.nameless_at = -1

    def who(self, sentence: int, head: int) -> Answer:
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
        lately = since >= max(0, sentence - 2) and (not self.said or since >= self.spoke(0))
        if lately and not self.told.person_since(since + 1, sentence):
            return None, f"'{word}': who spoke last, without a name"
        if not self.said or self.spoke(0) < sentence - 2:
            return None
        last = self.said[-1][1].lower().split()
        gender = next((_SPOKES[form] for form in last if form in _SPOKES), None)
        if gender is None or HE_SHE[word] not in gender or self.told.person_since(self.spoke(0), sentence):
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
                    return self.who(sentence, noun)
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
            speaker, reason = self.who(sentence, owner)
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
        last = self.spoke(0)
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
                    speaker, reason = self.who(at, subject)
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

    def spoke(self, back: int) -> int:
        """Return the sentence of the last speaker but ``back``."""
        return self.told.sentence_at(self.said[-1 - back][0])


def _is_text(clauses: Clauses, head: int) -> bool:
    """Tell "a press release" from the release of somebody."""
    below = (clauses.tokens[child].lemma.lower() for child in clauses.children[head])
    return clauses.tokens[head].lemma.lower() != "release" or not {"press", "news", "media"}.isdisjoint(below)


def _capitals(phrase: str) -> str:
    """Cut off what stands before a name: "chief press secretary Anna Berg"."""
    words = phrase.split()
    small = [at for at, word in enumerate(words[:-1]) if word[0].islower() and words[at + 1][0].isupper()]
    return " ".join(words[small[0] + 1 :]) if small and words[0][0].islower() else phrase
