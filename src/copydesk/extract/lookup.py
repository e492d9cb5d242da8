"""Where the sentences, names and direct speech of a report stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from copydesk.extract.clauses import Clauses
from copydesk.extract.phrases import names_a_thing
from copydesk.extract.stretches import as_called, spoken
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Span
from copydesk.text.names import surname

MENTIONS = 60
"""Names among which "the zoo" looks for one that holds "zoo"."""


class Lookup:
    """A report's sentences, names and direct speech, found by their characters.

    Attributes:
        clauses: the report's sentences.
        first: where each name stands first.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.clauses = [Clauses(sentence, self.text) for sentence in document.sentences]
        self.starts = [sentence.start for sentence in document.sentences]
        self._mentions = [as_called(mention) for mention in document.mentions]
        self._mention_starts = [mention.start for mention in document.mentions]
        self._spoken = spoken(document)
        self.first: dict[str, int] = {}
        for mention in self._mentions:
            self.first.setdefault(mention.entity, mention.start)
        self._surnames: dict[str, set[str]] = {}
        for mention in self._mentions:
            if mention.kind == "person":
                self._surnames.setdefault(surname(mention.entity), set()).add(mention.entity)
        self.institutions = {mention.entity for mention in self._mentions if mention.kind == "organisation"}

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds the character at ``offset``, or the one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def mention_at(self, offset: int) -> Mention | None:
        """Return the mention that holds the character at ``offset``."""
        at = bisect_right(self._mention_starts, offset) - 1
        return self._mentions[at] if at >= 0 and self._mentions[at].end > offset else None

    def mentions_in(self, span: Span) -> Sequence[Mention]:
        """Return the names that begin inside a span."""
        first, last = (bisect_left(self._mention_starts, at) for at in (span.start, span.end))
        return self._mentions[first:last]

    def people_in(self, span: Span) -> bool:
        """Tell whether a person is named inside a span."""
        return any(mention.kind == "person" for mention in self.mentions_in(span))

    def person(self, name: str) -> bool:
        """Tell whether a name is a person's."""
        return name in self._surnames.get(surname(name), ())

    def institution(self, sentence: int, head: int) -> bool:
        """Tell whether a noun is part of an institution's name."""
        mention = self.mention_at(self.clauses[sentence].tokens[head].start)
        return mention is not None and mention.kind == "organisation"

    def describes(self, mention: Mention) -> bool:
        """Tell whether a name only describes a thing: "the Berg administration"."""
        clauses = self.clauses[self.sentence_at(mention.start)]
        first, last = (
            bisect_left(clauses.tokens, at, key=lambda token: token.start)
            for at in (mention.start, mention.end)
        )
        inside = clauses.tokens[first:last]
        return any(names_a_thing(clauses, token, mention) for token in inside)

    def bearers(self, name: str) -> set[str]:
        """Return the people of the report who have a surname."""
        return self._surnames.get(name, set())

    def names_before(self, offset: int) -> Sequence[Mention]:
        """Return the last ``MENTIONS`` names before an offset, the nearest first."""
        last = bisect_left(self._mention_starts, offset)
        return self._mentions[max(0, last - MENTIONS) : last][::-1]

    def in_speech(self, offset: int) -> bool:
        """Tell whether the character at an offset stands in direct speech."""
        at = bisect_right(self._spoken, Span(offset, 2**60)) - 1
        return at >= 0 and self._spoken[at].end > offset
