"""Imports only go down, and the modules of one layer never import one another's packages."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "copydesk"

LAYERS = (
    {"errors"},
    {"model"},
    {"text", "parquet"},
    {"readers", "fetching", "extract", "reuse", "stories", "store"},
    {"pipeline"},
    {"output", "exports"},
    {"engines"},
    {"web"},
    {"result"},
    {"desk", "verification", "marked", "console"},
    {"keeping", "judging", "abbreviated", "polling", "telling"},
    {"watching", "server", "unloading"},
    {"listing", "storing", "judging_command"},
    {"cli", "evaluate"},
    {"__init__", "__main__"},
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

STORIES = (
    {"clauses"},
    {"figures", "grouping", "wording"},
    {"agreeing", "briefing", "dating", "disagreeing", "refining"},
)
"""The packages of ``stories/``, likewise; its modules outside of them are above all."""

SEAMS = {
    "fastwarc": {"readers/warc.py"},
    "feedparser": {"readers/feeds.py"},
    "jinja2": {"web/pages.py"},
    "numba": {"text/compiling.py"},
    "protego": {"fetching/robots.py"},
    "pyarrow": {"parquet.py"},
    "py3langid": {"text/language.py"},
    "dateutil": {"readers/stamps.py"},
    "resiliparse": {"readers/page/markup.py"},
    "rapidfuzz": {"text/names.py"},
    "spacy": {"extract/parser.py"},
    "sqlite3": {"store/sqlite.py"},
    "thinc": {"extract/parser.py"},
    "tqdm": {"console.py"},
}
PURE = ("text", "extract", "reuse", "stories")
OUTSIDE = {"os", "io", "pathlib", "socket", "time", "subprocess", "urllib", "shutil", "tempfile"}
MODULES = sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def home(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_only_go_down(path: Path) -> None:
    here = home(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "copydesk" or len(parts) < 2 or parts[1] == here:
            continue
        assert parts[1] in RANK, f"{path}: {parts[1]} is in no layer"
        assert RANK[parts[1]] < RANK[here], f"{path} ({here}) imports {name}, which is not below it"


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "stories").rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_imports_only_go_down_within_stories(path: Path) -> None:
    rank = {name: rank for rank, layer in enumerate(STORIES) for name in layer}
    here = path.relative_to(SOURCE / "stories").parts[0]
    for name in imported(path):
        parts = name.split(".")
        if parts[:2] == ["copydesk", "stories"] and len(parts) > 2 and parts[2] != here and here in rank:
            assert rank.get(parts[2], len(STORIES)) < rank[here], f"{path} imports {name}, not below it"


def test_web_sees_the_model_only() -> None:
    for path in (SOURCE / "web").rglob("*.py"):
        for name in imported(path):
            if name.startswith("copydesk."):
                assert name.split(".")[1] in {"model", "web", "errors"}, f"{path} imports {name}"


@pytest.mark.parametrize("library", sorted(SEAMS))
def test_each_library_has_one_seam(library: str) -> None:
    users = {
        str(path.relative_to(SOURCE))
        for path in MODULES
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert users <= SEAMS[library]


def test_the_middle_opens_nothing() -> None:
    for layer in PURE:
        for path in (SOURCE / layer).rglob("*.py"):
            found = {name.split(".")[0] for name in imported(path)} & OUTSIDE
            # The language model is files: its seam, and the stage that is told which, alone name paths.
            allowed = {"pathlib"} if path.name in ("parser.py", "syntax.py") else set()
            assert found <= allowed, f"{path} imports {found}"
