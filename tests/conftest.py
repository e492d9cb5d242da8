"""What several tests share: the pinned model, parsed once, a browser, the way to texts that are not ours."""

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.extract.syntax import Syntax
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone

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
