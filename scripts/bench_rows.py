"""What the benchmarks share: where things are, and the row that each of them gives."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Row:
    """One measured line: what, ours, the peer's, their ratio."""

    what: str
    ours: str
    peer: str
    ratio: str
