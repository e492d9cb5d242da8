"""Who is said to have said nothing: the source is drawn as [source]."""

import pytest

from copydesk.text.unsaid import unsaid


@pytest.mark.parametrize(
    "picture",
    [
        "[Nobody at the ministry] said the dam would burst.",
        "[No minister] said taxes would rise.",
        "[None of the experts] said the dam was safe.",
        "[No-one] said so.",
        "If [Berg] says the talks are over, the markets will fall.",
        "It would fall even if [Berg] said so.",
        "It is wrong to claim that [Berg] said so.",
    ],
)
def test_nobody_is_said_to_have_said_it(picture: str) -> None:
    assert _of(picture)


@pytest.mark.parametrize(
    "picture",
    [
        "[Berg] said the dam would burst.",
        "[Noble] said the dam would burst.",
        "[No. 10] said the dam would burst.",
        "Asked if the dam would burst, [Berg] said it would.",
        "It looked as if [Berg] had said so.",
        "[] According to nobody's report.",
    ],
)
def test_somebody_is(picture: str) -> None:
    assert not _of(picture)


def _of(picture: str) -> bool:
    before, rest = picture.split("[")
    source, after = rest.split("]")
    return unsaid(before + source + after, len(before), source)
