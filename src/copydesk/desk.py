"""The main jobs, whole: what each command does, for Python callers too.

Every job takes a ``refused`` function that is told of each input that could not be read;
the good ones always come out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from copydesk.engines.base import Engine
from copydesk.engines.local import Local
from copydesk.errors import InputError
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.model.story import Cluster, Story
from copydesk.pipeline import Pipeline, anchored, annotator, label_all, one_story, revised
from copydesk.pipeline import compare as compare_documents
from copydesk.readers.files import Reading
from copydesk.readers.files import read as read_inputs
from copydesk.readers.inputs import named
from copydesk.reuse.families import Family, families
from copydesk.stories.clustering import cluster as cluster_documents
from copydesk.stories.quotations import Quotation, quotations
from copydesk.stories.votes import voted
from copydesk.text.batches import batches

Refused = Callable[[InputError], None]
Repeated = Callable[[int], None] | None
By = Callable[[Report], str] | None

BATCH_REPORTS, BATCH_CHARACTERS = 512, 4_000_000
"""Reports that are labelled together, so that what one outlet prints again and again is seen: so many of
them, or so many characters."""

TOGETHER = 100_000
"""Characters of reports that are annotated together: parsing is quicker when sentences of like length go
side by side, and a parse takes about a hundred bytes a character."""

ENGINE: Engine = Local()
"""What runs the stages; another engine has the same two verbs."""


def read(inputs: Iterable[str | Path], refused: Refused, repeated: Repeated = None) -> Iterator[Document]:
    """Yield each readable report with its zones labelled.

    Args:
        inputs: files, folders, globs, or "-" for standard input.
        refused: called with one error for each thing that could not be read.
        repeated: told at the end how many reports were the very same as one before, and left out.

    Raises:
        TypeError: ``inputs`` is one path, or something in it is none; nothing is read then.
    """
    return _labelled(read_inputs(inputs), refused, repeated)


def _labelled(reading: Reading, refused: Refused, repeated: Repeated) -> Iterator[Document]:
    for batch in in_batches(reading, refused):
        yield from label_all(batch)
    if repeated is not None and reading.repeats:
        repeated(reading.repeats)


def in_batches(reading: Iterable[Report | InputError], refused: Refused) -> Iterator[list[Report]]:
    """Yield as many reports at once as are labelled together."""
    batch: list[Report] = []
    characters = 0
    for found in reading:
        if isinstance(found, InputError):
            refused(found)
            continue
        batch.append(found)
        characters += len(found.text)
        if len(batch) == BATCH_REPORTS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def annotate(documents: Iterable[Document], pipeline: Pipeline, by: By = None) -> Iterator[Document]:
    """Yield each labelled document with all layers filled, in the order given, revisions too.

    Undated reports borrow their story's date to resolve relative dates (see ``pipeline.anchored``).
    """
    together = batches(_with_anchors(revised(_listed(documents)), by), _length, TOGETHER)
    yield from chain.from_iterable(ENGINE.map(pipeline.together, together))


def cluster(documents: Iterable[Document], by: By = None) -> list[Cluster]:
    """Group labelled documents into stories: by content, or one for each key that ``by`` gives.

    By content, all revisions of a report are in one story; a key may part them.
    """
    documents = _listed(documents)
    if by is None:
        return cluster_documents(revised(documents))
    keyed = ((by(document.report), document) for document in documents)
    return [one_story(key, revised(members)) for key, members in ENGINE.group(keyed)]


def compare(documents: Iterable[Document], pipeline: Pipeline, by: By = None) -> Iterator[Story]:
    """Tell stories from labelled documents: all are one story, or one for each key that ``by`` gives."""
    documents = _listed(documents)
    groups = cluster(documents, by if by is not None else lambda _: "story")
    for _, story in tell_groups(documents, groups, pipeline):
        yield story


def quotes(documents: Iterable[Document], pipeline: Pipeline, by: By = None) -> Iterator[list[Quotation]]:
    """Yield the quotes of each story of labelled documents; of a report's revisions the one that speaks.

    ``pipeline`` fills the layers up to the speakers (see ``pipeline.quoter``); ``by`` is as for ``cluster``.
    """
    documents = _listed(documents)
    for group, members in _annotated(documents, cluster(documents, by), pipeline):
        yield quotations([member for member in members if member.revision_of is None], group.id)


def speaking(documents: Iterable[Document]) -> list[Document]:
    """Return one revision of each report, the one that speaks for it."""
    return [document for document in revised(_listed(documents)) if document.revision_of is None]


def find_families(
    documents: Iterable[Document], progress: Callable[[int, int], None] | None = None
) -> Iterator[Family]:
    """Yield the reports that took their text from one another or from one source, family by family.

    No language model is asked: any language will do.

    Args:
        documents: labelled, in any order; of a report's revisions the one that speaks is looked at.
        progress: told now and then how many reports are done, of how many.

    Raises:
        TypeError: something in ``documents`` is none.
    """
    heard = speaking(documents)
    done = 0

    def counted(number: int) -> None:
        nonlocal done
        done += number
        if progress is not None:
            progress(done, len(heard))

    return families(heard, counted)


def tell(
    inputs: Iterable[str | Path],
    folder: str | Path,
    refused: Refused,
    model: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    repeated: Repeated = None,
) -> list[Story]:
    """Do the main job: read, cluster, compare, and write the result to ``folder``.

    Args:
        inputs: as for ``read``.
        folder: made if missing; ``index.html``, a page per story, ``stories.jsonl`` and
            ``reports.jsonl`` are written there, and ``*.parquet`` if pyarrow is installed.
        refused: as for ``read``.
        model: folder of another spaCy model.
        progress: told after each story how many reports are done, of how many.
        repeated: as for ``read``.

    Returns:
        The stories, in order of their first report.

    Raises:
        InputError: there is no report at all; nothing is written then.
        TypeError: as ``read``.
        OSError: the folder cannot be written to.
    """
    from copydesk.result import Result

    names = named(inputs)
    documents = list(read(names, refused, repeated))
    if not documents:
        remedy = "name files or folders that hold reports"
        raise InputError("no report to tell of", where=", ".join(names), remedy=remedy)
    groups = cluster(documents)
    done = 0
    told = []
    with Result(Path(folder)) as result:
        for members, story in tell_groups(documents, groups, annotator(model)):
            result.add(story, members)
            told.append(story)
            done += len(members)
            if progress is not None:
                progress(done, len(documents))
    return told


def _listed(documents: Iterable[Document]) -> list[Document]:
    """Return the documents as a list: every job but ``read`` goes over them more than once."""
    given: object = documents
    if not isinstance(given, Iterable):
        raise TypeError(f"{type(given).__name__} is no list of documents; give what copydesk.read yields")
    listed = list(documents)
    for number, kind in enumerate(map(type, listed)):
        if not issubclass(kind, Document):
            what = f"document {number:,} is {kind.__name__}, not Document"
            raise TypeError(f"{what}; give what copydesk.read yields")
    return listed


def _with_anchors(documents: Sequence[Document], by: By) -> list[Document]:
    if all(document.anchor for document in documents):
        return list(documents)
    return anchored(documents, cluster(documents, by))


def tell_groups(
    documents: Sequence[Document], groups: Sequence[Cluster], pipeline: Pipeline
) -> Iterator[tuple[list[Document], Story]]:
    """Yield each group's annotated documents and the story that they tell, in order of the groups."""
    for group, members in _annotated(documents, groups, pipeline):
        yield members, compare_documents(members, group.id)


def _annotated(
    documents: Sequence[Document], groups: Sequence[Cluster], pipeline: Pipeline
) -> Iterator[tuple[Cluster, list[Document]]]:
    """Annotate stories in order, so that only the parses of one, or of a few short ones, are in memory."""
    by_id = {document.id: document for document in anchored(documents, groups)}
    stories = ((group, _members(group, by_id)) for group in groups)
    for batch in batches(stories, lambda story: sum(map(_length, story[1])), TOGETHER):
        reports = chain.from_iterable(members for _, members in batch)
        together = ENGINE.map(pipeline.together, batches(reports, _length, TOGETHER))
        annotated = chain.from_iterable(together)
        for group, members in batch:
            yield group, voted(list(islice(annotated, len(members))))


def _members(group: Cluster, by_id: Mapping[str, Document]) -> list[Document]:
    speakers = dict(group.revision_of)
    return [replace(by_id[report], revision_of=speakers.get(report)) for report in group.reports]


def _length(document: Document) -> int:
    return len(document.text)
