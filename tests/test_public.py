"""What a caller may rely on: the public names, and that nothing heavy is loaded for a look at the help."""

import ast
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import copydesk
from copydesk import desk
from copydesk.model.report import Report
from copydesk.pipeline import Pipeline, label_all


def test_public_names() -> None:
    assert copydesk.__all__ == [
        "CopydeskError",
        "Document",
        "Family",
        "InputError",
        "ModelError",
        "PipelineError",
        "Report",
        "Span",
        "Story",
        "VerifyError",
        "annotate",
        "cluster",
        "compare",
        "find_families",
        "find_reuse",
        "read",
        "shared_passages",
        "tell",
        "verify",
    ]
    for name in copydesk.__all__:
        assert getattr(copydesk, name) is not None


def test_type_checkers_see_every_public_name() -> None:
    tree = ast.parse(Path(copydesk.__file__).read_text("utf-8"))
    imported = {
        name.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("copydesk.")
        for name in node.names
    }
    assert sorted(map(str, imported)) == copydesk.__all__
    for name, module in imported.items():
        assert getattr(copydesk, str(name)).__module__ == module


def test_a_public_name_stays_what_it_is() -> None:
    for _ in range(2):
        for name in copydesk.__all__:
            assert callable(getattr(copydesk, name)), f"{name} became the module of that name"


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from copydesk.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'numpy', 'lxml', 'jinja2', 'resiliparse'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    best = min(_seconds([sys.executable, "-c", code]) for _ in range(3))
    assert best < 0.4


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


# What is given wrongly is said in a line, before anything is read.


ONE_PATH = "one path was given in place of a list of paths; give ['a.txt']"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a.txt", ONE_PATH),
        (Path("a.txt"), ONE_PATH),
        (b"a.txt", ONE_PATH),
        (None, "NoneType was given in place of a list of paths"),
        (["a.txt", b"b.txt"], "input 1 is bytes, not a path"),
    ],
)
def test_inputs_are_a_list_of_paths(given: Any, said: str, tmp_path: Path) -> None:
    for job in (copydesk.read, lambda inputs, refused: copydesk.tell(inputs, tmp_path / "out", refused)):
        with pytest.raises(TypeError) as caught:
            job(given, print)
        assert said in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_paths_may_be_paths_and_come_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge is closed.\n")
    (document,) = copydesk.read(iter([tmp_path / "a.txt"]), print)
    assert document.text == "The bridge is closed.\n"
    with pytest.raises(copydesk.InputError, match="no report to tell of"):
        copydesk.tell([tmp_path / "none.txt"], str(tmp_path / "out"), lambda error: None)


JOBS: list[Callable[[Any], object]] = [
    copydesk.cluster,
    copydesk.find_families,
    desk.speaking,
    lambda documents: list(copydesk.annotate(documents, Pipeline([]))),
    lambda documents: list(copydesk.compare(documents, Pipeline([]))),
    lambda documents: list(desk.quotes(documents, Pipeline([]))),
]


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("text", "document 0 is str"),
        (["text"], "document 0 is str"),
        ([None], "document 0 is NoneType"),
        ([Report("a", "A text.", "", "a.txt")], "document 0 is Report"),
        (None, "NoneType is no list of documents"),
    ],
)
def test_documents_are_what_read_yields(job: Callable[[Any], object], given: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        job(given)


def told(found: object) -> list[object]:
    return list(found) if not isinstance(found, Sequence) else [*found]  # type: ignore[call-overload]


@pytest.mark.parametrize("job", JOBS)
def test_documents_may_come_one_by_one(job: Callable[[Any], object]) -> None:
    words = (
        "The council voted on Monday to close the old bridge for two years after inspectors found cracks. "
        "Drivers will have to take the tunnel, which is four miles longer and costs three crowns each way.\n"
    )
    documents = label_all([Report(name, words, "", f"{name}.txt") for name in "ab"])
    assert told(job(iter(documents))) == told(job(documents)) != []


@pytest.mark.parametrize("given", [None, b"text", ["text"]])
def test_passages_are_of_two_texts(given: Any) -> None:
    for pair, side in (((given, "text"), "left"), (("text", given), "right")):
        with pytest.raises(TypeError, match=f"{side} is {type(given).__name__}, not str"):
            copydesk.shared_passages(*pair)


@pytest.mark.parametrize("given", [None, 3, {"a": "text"}])
def test_reuse_is_found_in_texts(given: Any) -> None:
    with pytest.raises(TypeError, match="was given in place of a collection; put texts"):
        copydesk.find_reuse(given)
