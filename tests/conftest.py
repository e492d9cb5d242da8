"""What several tests share: the pinned model, parsed once, and the way to texts that are not ours."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.extract.syntax import Syntax
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


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
