"""Some thousand mutated inputs of every format; docs/fuzzing.md tells of the long runs."""

from pathlib import Path

import pytest

INPUTS = 2_100


def test_mutated_inputs_are_reports_or_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "scripts"))
    from fuzz_readers import fuzz
    from fuzz_seeds import Seed

    findings: list[str] = []

    def told(one: Seed, number: int, error: BaseException) -> None:
        findings.append(f"input {number} ({one.kind}): {error!r}")

    counts = fuzz(INPUTS, 3, told)
    assert not findings
    assert sum(sum(found.values()) for found in counts.values()) == INPUTS
    assert {
        "HTML",
        "WARC",
        "WARC.gz",
        "RSS",
        "Atom",
        "JSON Feed",
        "JSON Lines",
        "CSV",
        "ninjs",
    } <= counts.keys()
    assert all(found["reports"] > 0 for found in counts.values()), "each format still gives reports"
