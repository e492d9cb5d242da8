"""Floors on gold data: a change that falls below one is a change for the worse."""

from pathlib import Path

import pytest

from copydesk.errors import InputError
from copydesk.evaluate import GOLD_SETS, GoldSet, figures


@pytest.mark.slow
@pytest.mark.parametrize("gold_set", GOLD_SETS, ids=lambda gold_set: gold_set.name)
def test_figures_stay_above_their_floors(gold_set: GoldSet, shared: Path) -> None:
    found = figures(gold_set, shared)
    assert gold_set.floors
    below = {name: (found[name], least) for name, least in gold_set.floors if found[name] < least}
    assert not below
    assert found.get("false_copies", 0) == 0


def test_another_gold_file_is_refused(tmp_path: Path) -> None:
    gold_set = GOLD_SETS[0]
    (tmp_path / gold_set.gold).parent.mkdir(parents=True)
    (tmp_path / gold_set.gold).write_text("{}\n")
    with pytest.raises(InputError, match="not the gold file that the floors were measured on"):
        figures(gold_set, tmp_path)
