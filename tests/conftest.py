"""What several tests share: the pinned model, parsed once, a browser, the way to texts that are not ours."""

import gc
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.extract.syntax import Syntax
from copydesk.model.document import Document, Stage
from copydesk.model.report import Report, Zone
from copydesk.model.story import Story
from copydesk.pipeline import annotator, compare

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module", autouse=True)
def _frozen() -> None:
    """Keep what other modules left out of garbage collection, which else takes its time from tests of growth.

    Seen: with spaCy, numba and browsers loaded, twice the text took 4.7 times as long.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def syntax() -> Syntax:
    return Syntax()


@pytest.fixture(scope="session")
def parse(syntax: Syntax) -> Callable[[str], Document]:
    """A document with one body zone and its sentences."""

    def parsed(text: str) -> Document:
        zones = (Zone(0, len(text), "body"),) if text else ()
        document = Document(Report("r", text, "", "test", language="en"), zones=zones)
        return replace(document, sentences=tuple(syntax(document)))

    return parsed


def filled(document: Document, stage: Stage) -> Document:
    layers: Mapping[str, Any] = {stage.assigns: tuple(stage(document))}
    return replace(document, **layers)


@pytest.fixture(scope="session")
def stages() -> tuple[Stage, ...]:
    """All stages but the zones: each report is one body."""
    return annotator().stages[1:]


@pytest.fixture
def tell(parse: Callable[[str], Document], stages: tuple[Stage, ...]) -> Callable[..., Story]:
    """The story of reports of Tuesday, 11 March 2025, a minute apart, each of an outlet of its own."""

    def told(*texts: str, outlets: Sequence[str] = (), published: Sequence[str | None] = ()) -> Story:
        documents = []
        for number, text in enumerate(texts):
            document = parse(text)
            at = (
                f"2025-03-11T{8 + number // 60:02}:{number % 60:02}:00"
                if not published
                else published[number]
            )
            outlet = outlets[number] if outlets else f"r{number}.example"
            report = replace(document.report, id=f"r{number}", published=at, outlet=outlet)
            document = replace(document, report=report, anchor=at and at[:10])
            for stage in stages[1:]:
                document = filled(document, stage)
            documents.append(document)
        return compare(documents, "s")

    return told


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds and gold data, which is not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    sync = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("no chromium on the path: apt install chromium")
    with sync.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()
