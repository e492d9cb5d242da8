"""What the docs say is tried: each command runs, each link leads somewhere, each glossary file is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.cli import _parser

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])
COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
MADE = ("make demo", "make test")
"""Commands that this test cannot call from inside themselves; `.ci/run` and the demo's users do."""


def commands() -> list[str]:
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            found += [command for command in COMMAND.findall(block) if command not in MADE]
    return sorted(set(found))


def test_every_command_of_the_docs_runs(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = commands()
    # What tell writes is read by the commands that follow it in the docs.
    for command in sorted(found, key=lambda command: "tell" not in command):
        done = subprocess.run(
            ["/bin/bash", "-o", "pipefail", "-c", command],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
    assert len(found) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_command_is_described() -> None:
    described = (ROOT / "docs" / "outputs.md").read_text("utf-8")
    choices = next(
        action.choices for action in _parser()._actions if action.dest == "==SUPPRESS==" or action.choices
    )
    assert choices
    for name in choices:
        assert f"## `copydesk {name}" in described


def test_files_named_in_the_docs_are_there() -> None:
    for page in PAGES:
        for name in re.findall(
            r"`((?:src|tests|docs|scripts|examples)/[\w./-]+\w)`", page.read_text("utf-8")
        ):
            assert (ROOT / name).exists(), f"{page.name}: {name}"
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    for name in re.findall(r"`((?:model|extract|reuse|stories)/\w+\.py)`", glossary):
        assert (ROOT / "src" / "copydesk" / name).exists(), name
