"""What was looked at in a result, and what was found to be off."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from copydesk.errors import VerifyError


class Ledger:
    """Counts what is checked, by kind ("citations", "values"), and notes each fault with its place."""

    def __init__(self) -> None:
        self.faults: list[VerifyError] = []
        self.checked: Counter[str] = Counter()
        self._place = ""

    def fault(self, what: str) -> None:
        """Note what is off in the row that is looked at."""
        self.faults.append(VerifyError(f"{self._place}: {what}; run tell again on the same input"))

    def right(self, kind: str, good: bool, what: str) -> None:
        """Count one thing of a kind as checked, and note ``what`` if it is not good."""
        self.checked[kind] += 1
        if not good:
            self.fault(what)

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Look at what stands at a place; a row that lacks a field, or holds something else, is a fault."""
        before, self._place = self._place, place
        try:
            yield
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            self.fault(f"not a row that tell writes ({type(error).__name__}: {error})")
        finally:
            self._place = before
