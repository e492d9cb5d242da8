"""The trained weights: one file beside this module, checked against its SHA-256 before it is used.

``scripts/train_quotes.py`` writes both; its docstring says what they were trained on.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from copydesk.errors import ModelError
from copydesk.extract.quoting.features import Lexicon, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from copydesk.extract.quoting.linker import Linker
    from copydesk.extract.quoting.network import Network

FILE = "quotes.npz"
SUM = "quotes.npz.sha256"


@dataclass(frozen=True, slots=True)
class Trained:
    """All that was learned: what features mean, and the two networks."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    network: "Network"
    linker: "Linker"


def available() -> bool:
    """Tell whether weights are there; without them only the rules read quotes."""
    return resources.files(__package__).joinpath(FILE).is_file()


@cache
def trained() -> Trained:
    """Load the weights, once.

    Raises:
        ModelError: the file is missing, or is not the one that was measured.
    """
    import numpy as np

    file = resources.files(__package__).joinpath(FILE)
    if not file.is_file():
        raise ModelError(f"{FILE}: missing; install copydesk again")
    check(file.read_bytes(), resources.files(__package__).joinpath(SUM).read_text("ascii"))
    with resources.as_file(file) as path, np.load(path, allow_pickle=False) as arrays:
        return from_arrays(dict(arrays))


def check(data: bytes, line: str) -> None:
    """Hold the weights' bytes against the line that ``sha256sum`` writes.

    Raises:
        ModelError: they are other bytes.
    """
    if hashlib.sha256(data).hexdigest() != line.split()[0]:
        raise ModelError(f"{FILE}: not the file that was checked; install copydesk again")


def from_arrays(arrays: "Mapping[str, NDArray[np.generic]]") -> Trained:
    """Build what was learned from the arrays of the file."""
    from copydesk.extract.quoting.linker import Linker
    from copydesk.extract.quoting.network import Network

    columns = [line.split("\t") if line else [] for line in _text(arrays["vocabulary"]).split("\n")]
    rows = (line.split("\t") for line in _text(arrays["lexicon"]).split("\n") if line)
    lexicon = Lexicon({key: int(rank) for key, rank in rows})
    return Trained(lexicon, Vocabulary(columns), Network(arrays), Linker(arrays))


def _text(array: "NDArray[np.generic]") -> str:
    return array.tobytes().decode("utf-8")
