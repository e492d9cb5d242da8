"""The model of py3langid, asked with arrays, says what py3langid says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from copydesk.text import language_model as module
from copydesk.text.language_model import LanguageModel, language_model

THEIRS = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

TEXTS = (
    "",
    "x",
    "no",
    "The council voted on Monday to close the old swing bridge for the summer.",
    "THE COUNCIL VOTED ON MONDAY.",
    "Der Rat hat am Montag beschlossen, die alte Brücke für den Sommer zu schließen.",
    "Совет решил в понедельник закрыть старый мост.",
    "市議会は月曜日に古い橋を閉鎖することを決めた。",
    "a\u0308 \ud800 \U0001f600",
)


def _differ(ours: LanguageModel, text: str) -> float:
    theirs: dict[str, float] = dict(THEIRS.rank(text))
    pairs = zip(ours.codes, ours.chances(text).tolist(), strict=True)
    differences: list[float] = [abs(theirs[code] - chance) for code, chance in pairs if chance]
    return max(differences)


@pytest.mark.parametrize("text", TEXTS)
def test_chances_are_those_of_py3langid(text: str) -> None:
    assert _differ(language_model(), text) < 1e-4


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_chances_of_any_text_are_those_of_py3langid(text: str) -> None:
    assert _differ(language_model(), text) < 1e-4


def test_chances_are_the_same_when_weights_were_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [language_model().chances(text) for text in TEXTS]
    monkeypatch.setattr(module, "_KEPT", 40)
    language_model()._forget()
    try:
        again = [language_model().chances(text) for text in TEXTS for _ in range(2)][::2]
    finally:
        monkeypatch.undo()
        language_model()._forget()
    assert all(np.allclose(one, two, atol=1e-6) for one, two in zip(before, again, strict=True))
