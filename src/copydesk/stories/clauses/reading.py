"""The clauses of one report, each read once, whichever step asks for them."""

from collections.abc import Sequence

from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence
from copydesk.stories.clauses.contrary import Stand, Stands
from copydesk.stories.clauses.cores import Core, Cores
from copydesk.stories.clauses.denials import told
from copydesk.stories.clauses.terms import Terms


class Clauses:
    """Reads the clauses of a report when they are first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.terms = Terms(document)
        self._cores, self._stands = Cores(document), Stands(document)
        self._read: dict[int, tuple[Core, ...]] = {}
        self._meant: dict[tuple[int, int], Core | None] = {}
        self._held: dict[tuple[int, int], Stand] = {}

    def of(self, sentence: Sentence) -> tuple[Core, ...]:
        """Return the cores of one of the report's sentences, in the order of their first words."""
        found = self._read.get(sentence.start)
        if found is None:
            found = self._read[sentence.start] = tuple(self._cores.of(sentence))
        return found

    def meant(self, core: Core) -> Core | None:
        """Return the core as what it says was or was not done (see ``denials.told``)."""
        key = core.sentence.start, core.head
        if key not in self._meant:
            self._meant[key] = told(core)
        return self._meant[key]

    def stand(self, core: Core) -> Stand:
        """Return what a core commits itself to, read for its sense where it has one."""
        key = core.sentence.start, core.head
        if key not in self._held:
            self._held[key] = self._stands.of(self.meant(core) or core)
        return self._held[key]

    def in_speech(self, span: Span) -> bool:
        """Tell whether ``span`` lies in somebody's own words."""
        return self._cores.in_speech(span)


def clauses(documents: Sequence[Document]) -> list[Clauses]:
    """Return the clauses of each of a story's reports, to be given to all steps that read them."""
    return [Clauses(document) for document in documents]
