"""What the benchmarks share: where things are, and the row that each of them gives."""

import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as many as the peers use; read when numpy is loaded
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Row:
    """One measured line: what, ours, the peer's, their ratio."""

    what: str
    ours: str
    peer: str
    ratio: str
