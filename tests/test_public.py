"""What a caller may rely on: the public names, and that nothing heavy is loaded for a look at the help."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import copydesk


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
