"""The order of the stages: the one file that knows them all.

``label`` is cheap and done for every report; ``annotate`` parses; ``compare`` tells one story.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from copydesk.errors import PipelineError
from copydesk.extract.claims import Claims
from copydesk.extract.headings import completed
from copydesk.extract.mentions import Mentions
from copydesk.extract.quotes import Quotes
from copydesk.extract.speakers import Speakers
from copydesk.extract.syntax import PARSED_CHARACTERS, Syntax
from copydesk.extract.times import Times
from copydesk.extract.zones import Zones
from copydesk.extract.zones import label_all as label_zones
from copydesk.model.document import Document, Silence, Stage
from copydesk.model.link import independent_count
from copydesk.model.report import Report
from copydesk.model.story import Cluster, Revision, Story
from copydesk.readers.identity import report_address
from copydesk.reuse.alignment import passages
from copydesk.reuse.changes import changes
from copydesk.reuse.derivation import derive
from copydesk.reuse.revisions import revisions
from copydesk.stories.agreeing.undisputed import undisputed
from copydesk.stories.agreement import agreements
from copydesk.stories.brief import brief
from copydesk.stories.clauses.corroboration import tellings
from copydesk.stories.clauses.reading import clauses
from copydesk.stories.disagreeing.contradictions import contradictions
from copydesk.stories.disagreeing.disputes import denials
from copydesk.stories.disagreement import disagreements, ranked
from copydesk.stories.refining.breakdowns import breakdowns, unexplained
from copydesk.stories.refining.precision import precisions
from copydesk.stories.refining.spellings import spelled
from copydesk.stories.rising import leading_tolls, vaguer_tolls
from copydesk.stories.timeline import timeline
from copydesk.stories.updating import joined, outdated, risen
from copydesk.stories.utterances import utterances
from copydesk.text.titles import Headed, beginning, first_headed, story_title

ANCHOR_SPREAD = 3
"""Days that the dated reports of a story may lie apart and still date an undated one: relative
dates such as "Thursday" mean the same day only while the story is fresh."""

_DAY_LONG = len("2016-12-29")

_BESIDE_QUOTES = ("dates", "claims")
"""Layers that neither quotes nor utterances ask for."""


@runtime_checkable
class _ReadsAhead(Protocol):
    """A stage that is quicker when it is shown together what it will be given one by one."""

    def ahead(self, documents: Sequence[Document]) -> None: ...


class Pipeline:
    """Stages run one after another over one document.

    Raises:
        PipelineError: a stage stands before one that fills a layer it requires.
    """

    def __init__(self, stages: Sequence[Stage]) -> None:
        filled: set[str] = set()
        for stage in stages:
            missing = [layer for layer in stage.requires if layer not in filled]
            if missing:
                name = type(stage).__name__
                raise PipelineError(
                    f"stage {name} requires {', '.join(missing)}; filled before it: "
                    f"{', '.join(sorted(filled)) or 'nothing'}; move {name} behind the stages that fill them"
                )
            filled.add(stage.assigns)
        self.stages = tuple(stages)

    def __call__(self, document: Document) -> Document:
        """Fill every layer; a layer that does not know the report's language gets a ``Silence``."""
        return self.together([document])[0]

    def together(self, documents: Sequence[Document]) -> list[Document]:
        """Fill every layer of several documents: what comes out is the same as one by one, only sooner."""
        filled = list(documents)
        for stage in self.stages:
            if isinstance(stage, _ReadsAhead):
                stage.ahead([document for document in filled if _knows(stage, document.report.language)])
            filled = [_filled(stage, document) for document in filled]
        return filled

    def reads(self, layer: str, language: str | None) -> bool:
        """Tell whether all stages that fill this layer know the language; an unknown one is tried."""
        return all(_knows(stage, language) for stage in self.stages if stage.assigns == layer)


def annotator(model: Path | None = None) -> Pipeline:
    """Build the pipeline that ``annotate`` runs, with the pinned language model or the one at ``model``."""
    return Pipeline([Zones(), Syntax(model), Mentions(), Quotes(), Speakers(), Times(), Claims()])


def quoter(model: Path | None = None) -> Pipeline:
    """Build the part of ``annotator`` that quotes and their speakers need."""
    return Pipeline([stage for stage in annotator(model).stages if stage.assigns not in _BESIDE_QUOTES])


def label(report: Report) -> Document:
    """Label the zones of a report and read from them what its metadata does not give."""
    return label_all([report])[0]


def label_all(reports: Sequence[Report]) -> list[Document]:
    """Label reports together: lines that reports of one outlet share tell more of each, and it is faster."""
    zones = label_zones(reports)
    return [_labelled(Document(report, zones=own)) for report, own in zip(reports, zones, strict=True)]


def _labelled(document: Document) -> Document:
    report = completed(document)
    anchor_from = "the report's own date" if report.published else None
    return replace(
        document,
        report=report,
        anchor=report.published,
        anchor_from=anchor_from,
        silences=tuple(_cut_short(document)),
    )


def _cut_short(document: Document) -> Iterator[Silence]:
    """Say so where a report is longer than what is parsed of one."""
    length = sum(map(len, document.spans()))
    if length > PARSED_CHARACTERS:
        reason = f"of {length:,} characters of evidence the first {PARSED_CHARACTERS:,} were read"
        yield Silence("sentences", reason)


def revised(documents: Sequence[Document]) -> list[Document]:
    """Say of each revision that does not speak for its report which one does (``Document.revision_of``).

    Args:
        documents: labelled, each id once; ``reuse/revisions.py`` says what a revision is, and which speaks.
    """
    found = revisions((report_address(document.report.url), document) for document in documents)
    speakers = {document.id: group[-1].id for group in found for document in group[:-1]}
    return [
        document
        if document.revision_of == speakers.get(document.id)
        else replace(document, revision_of=speakers.get(document.id))
        for document in documents
    ]


def anchored(documents: Sequence[Document], clusters: Iterable[Cluster]) -> list[Document]:
    """Give undated reports the date of their story to resolve relative dates against.

    It is the day most reports of the story that are dated to the day share, the earliest on a tie, and
    none if they lie more than ``ANCHOR_SPREAD`` days apart. ``report.published`` stays None.
    """
    by_id = {document.id: document for document in documents}
    for group in clusters:
        members = [by_id[report] for report in group.reports]
        silent = {revision for revision, _ in group.revision_of}
        speaking = [member for member in members if member.id not in silent]
        dated = [member for member in speaking if len(member.report.published or "") >= _DAY_LONG]
        days = Counter((member.report.published or "")[:_DAY_LONG] for member in dated)
        if not days or all(member.anchor for member in members) or _spread(days) > ANCHOR_SPREAD:
            continue
        day = min(days, key=lambda one: (-days[one], one))
        source = next(m.id for m in dated if (m.report.published or "").startswith(day))
        for member in members:
            if member.anchor is None:
                reason = f"its story: report {source} was published then"
                by_id[member.id] = replace(member, anchor=day, anchor_from=reason)
    return [by_id[document.id] for document in documents]


def compare(documents: Sequence[Document], story: str) -> Story:
    """Tell one story from the annotated documents of its reports; each report speaks in one revision.

    Args:
        documents: at least one, each id once; of the revisions of a report, all but the one that
            speaks for it name that one (see ``revised``).
        story: the story's id.
    """
    days = sorted(document.report.published for document in documents if document.report.published)
    documents = sorted(documents, key=_place)
    ids, changed = tuple(document.id for document in documents), _changed(documents)
    silent = {revision.report for revision in changed}
    documents = [document for document in documents if document.id not in silent]
    shared = passages(documents)
    derivations = tuple(derive(documents, shared))
    said = utterances(documents, derivations)
    read = clauses(documents)
    heard = [telling for one in read for telling in tellings(one)]
    broken = breakdowns(documents, derivations)
    differ = disagreements(documents, said, derivations)
    differ = (*differ, *contradictions(heard, differ, derivations))
    differ, changed_since = outdated(unexplained(differ, broken, derivations), documents, derivations)
    differ = ranked((*differ, *denials(heard, derivations)))
    updates = joined(leading_tolls(documents, derivations), risen(heard, derivations), changed_since)
    agree = undisputed(agreements(heard, derivations), differ, derivations)
    return Story(
        id=story,
        title=_title(documents),
        reports=ids,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        independent=independent_count((document.id for document in documents), derivations),
        passages=tuple(shared),
        derivations=derivations,
        utterances=said,
        agreements=agree,
        disagreements=differ,
        timeline=timeline(read, derivations),
        brief=brief(read, said, agree, differ, updates, derivations),
        revisions=changed,
        updates=updates,
        refinements=(
            *broken,
            *vaguer_tolls(documents, derivations),
            *precisions(heard, derivations),
            *spelled(documents, derivations),
        ),
    )


def _place(document: Document) -> tuple[str, str, str]:
    report = document.report
    return report.published or "9", report.modified or "", report.id


def _changed(documents: Sequence[Document]) -> tuple[Revision, ...]:
    """Hold each revision that does not speak for its report against the one that does."""
    by_id = {document.id: document for document in documents}
    silent: dict[str, list[Document]] = {}
    for document in documents:
        if document.revision_of is not None and document.revision_of in by_id:
            silent.setdefault(document.revision_of, []).append(document)
    return tuple(
        Revision(old.id, speaker, changed)
        for speaker, olds in silent.items()
        for old, changed in zip(olds, changes(olds, by_id[speaker]), strict=True)
    )


def one_story(key: str, documents: Sequence[Document]) -> Cluster:
    """Make one story of the reports of these documents, with an id that is given, such as a field's value."""
    days = sorted(document.report.published for document in documents if document.report.published)
    ids = tuple(document.id for document in documents)
    told = tuple((one.id, one.revision_of) for one in documents if one.revision_of is not None)
    return Cluster(key, ids, days[0] if days else None, days[-1] if days else None, told)


def _knows(stage: Stage, language: str | None) -> bool:
    return stage.languages is None or language is None or language in stage.languages


def _filled(stage: Stage, document: Document) -> Document:
    language = document.report.language
    if stage.languages is not None and not _knows(stage, language):
        known = ", ".join(sorted(stage.languages))
        reason = f"the report is in '{language}'; this layer knows {known}"
        return _silenced(document, Silence(stage.assigns, reason))
    layers: Mapping[str, Any] = {stage.assigns: tuple(stage(document))}
    return replace(document, **layers)


def _silenced(document: Document, silence: Silence) -> Document:
    """Note a silence, once for each layer: two stages may fill one."""
    if silence in document.silences:
        return document
    return replace(document, silences=(*document.silences, silence))


def _spread(days: Iterable[str]) -> int:
    known = sorted(date.fromisoformat(day) for day in days)
    return (known[-1] - known[0]).days


def _title(documents: Sequence[Document]) -> str:
    """Return what a story is called, as its store calls it."""
    texts = {Headed(one.report.published, one.id, one.report.title): one.text for one in documents}
    return story_title(texts) or beginning(texts[first_headed(texts)])
