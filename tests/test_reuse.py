"""Floors of copied passages and derivations on data that is not part of the repository."""

import hashlib
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from copydesk.model.document import Document
from copydesk.model.link import independent_count
from copydesk.model.report import Report
from copydesk.model.span import Citation
from copydesk.reuse.alignment import passages
from copydesk.reuse.derivation import derive

GOLD = "d35faa2a78238e6a799e46222fa1853b1c3036ae3adf2a7f19125803df082372"


def sets(path: Path) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        report = Report(row["id"], row["text"], "", "test", outlet=row["outlet"], published=row["published"])
        found[row["story"]].append(Document(report))
    return found


def side(citation: Citation) -> dict[str, Any]:
    return {"report": citation.report, "start": citation.start, "end": citation.end}


def compared(name: str, documents: list[Document]) -> dict[str, Any]:
    shared = passages(documents)
    return {
        "id": name,
        "passages": [{"kind": p.kind, "left": side(p.left), "right": side(p.right)} for p in shared],
        "derivations": [{"report": d.report, "source": d.source} for d in derive(documents, shared)],
    }


def test_floors_on_made_copies(shared: Path, tmp_path: Path) -> None:
    """Measured without zones: characters .989, derivations .979, no false copy."""
    gold = shared / "data" / "reuse" / "gold.jsonl"
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()
    assert digest.startswith(GOLD), f"the gold file changed ({digest}); measure again"
    rows = [compared(name, documents) for name, documents in sets(gold.with_name("reports.jsonl")).items()]
    told = tmp_path / "told.jsonl"
    told.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, str(shared / "eval" / "score.py"), "reuse", str(gold), str(told)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    characters, derivations = (float(figure) for figure in re.findall(r"F1=([.\d]+)", printed))
    assert characters >= 0.985
    assert derivations >= 0.97
    assert "false_copies=0 " in printed


def test_the_seeds_are_four_accounts(shared: Path) -> None:
    documents = [
        Document(Report(path.name[:3], path.read_text("utf-8"), "", str(path)))
        for path in sorted((shared / "seeds").glob("*.txt"))
    ]
    if len(documents) != 5:
        pytest.skip("the five seeds are not there")
    found = passages(documents)
    assert {(p.left.report, p.right.report) for p in found if p.kind == "copy"} == {("000", "003")}
    derivations = derive(documents, found)
    assert {d.report: d.source for d in derivations} == {
        "000": "latent:news.sky.com",
        "001": "latent:Reuters",
        "003": "latent:news.sky.com",
    }
    assert independent_count([document.id for document in documents], derivations) == 4
