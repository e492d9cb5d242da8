"""A result that says what its reports do not is found out, by one line for each thing that is off."""

import copy
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk.desk import tell
from copydesk.errors import InputError
from copydesk.output import text_digest
from copydesk.verification import Checked, check, verify
from copydesk.verification.checking import KINDS

Row = dict[str, Any]
Change = Callable[[Row], object]
EXAMPLES = Path(__file__).parent.parent / "examples"
TEXTS = {
    "a": (
        "The fire at the mill injured 17 people on Monday. “I am tired of all this,” wrote Ada Kling on "
        "Facebook. The mill has 35 looms. More than 200 came. The mayor was in the hall."
    ),
    "b": (
        "The fire at the mill injured fourteen people on Monday. “I am weary of all this,” wrote Ada Klingg "
        "on Telegram. The mill has 31 old looms and four new ones. About 240 came. The mayor was not in the "
        "hall. It burned all of the night."
    ),
    "c": "The fire at the mill injured fourteen people on Monday. A year ago, in 2030, it had burned too.",
}
TITLES = {"a": "Fire at the mill", "b": "Mill burns", "c": "Mill burns again"}
FIRE = "The fire at the mill injured fourteen people on Monday."


def span(report: str, words: str) -> Row:
    start = TEXTS[report].index(words)
    return {"report": report, "start": start, "end": start + len(words)}


def at(report: str, words: str) -> Row:
    return {key: value for key, value in span(report, words).items() if key != "report"}


def side(value: str, independent: int, *spans: Row, **more: Any) -> Row:
    return {"value": value, "independent": independent, "spans": list(spans), **more}


def report(name: str) -> Row:
    text = TEXTS[name]
    people = [word for word in ("Ada Klingg", "Ada Kling") if word in text][:1]
    number = "17" if name == "a" else "fourteen"
    claim = {**at(name, text[: text.index(".")]), "act": "injure"}
    injured = {**at(name, f"{number} people"), "kind": "quantity", "value": "17 person"}
    looms = {**at(name, "35 looms"), "kind": "quantity", "value": "35 loom"} if name == "a" else injured
    platform = "Facebook" if name == "a" else "Telegram"
    posted = [{**at(name, platform), "kind": "platform", "value": platform}] if name != "c" else []
    said = {"a": "I am tired of all this,", "b": "I am weary of all this,"}.get(name)
    quote = {"content": [at(name, said)], "cue": [at(name, "wrote")], "source": []} if said else None
    told = {"kind": "direct", "score": 0.9, "speaker": "Ada Kling" if name == "a" else None}
    return {
        "id": name,
        "outlet": f"{name}.example",
        "title": TITLES[name],
        "published": f"2031-03-0{'abc'.index(name) + 3}",
        "modified": None,
        "text": text,
        "text_digest": text_digest(text),
        "zones": [{"start": 0, "end": len(text), "kind": "body"}],
        "revision_of": None,
        "mentions": [{**at(name, one), "kind": "person", "entity": one} for one in people],
        "quotes": [{**quote, **told}] if quote else [],
        "dates": [
            {**at(name, "Monday"), "type": "DATE", "value": "2031-03-03"},
            *([{**at(name, "2030"), "type": "DATE", "value": "2030"}] if name == "c" else []),
        ],
        "claims": [
            {**claim, "values": [injured]},
            {**claim, "act": "have", "values": [looms]},
            {**claim, "act": "write", "values": posted},
        ],
        "in_story": "s",
    }


def story() -> Row:
    tired, weary = span("a", "I am tired of all this,"), span("b", "I am weary of all this,")
    fires = [span("b", FIRE), span("c", FIRE)]
    alike = span("a", TEXTS["a"][: TEXTS["a"].index(" “")])
    share = round(len("".join(FIRE.split())) / len("".join(TEXTS["c"].split())), 3)
    return {
        "id": "s",
        "title": "Mill burns",
        "first": "2031-03-03",
        "last": "2031-03-05",
        "reports": ["a", "b", "c"],
        "independent": 2,
        "passages": [{"kind": "copy", "left": fires[0], "right": fires[1]}],
        "derivations": [{"report": "c", "source": "b", "share": share, "directed": True, "evidence": []}],
        "utterances": [
            {
                "speaker": "Ada Kling",
                "independent": 2,
                "wordings": [
                    {**tired, "text": "I am tired of all this,", "kind": "direct", "cue": [at("a", "wrote")]},
                    {**weary, "text": "I am weary of all this,", "kind": "direct", "cue": []},
                ],
            }
        ],
        "agreements": [{"text": FIRE, "reports": ["a", "b"], "independent": 2, "spans": [fires[0], alike]}],
        "disagreements": disagreements(),
        "timeline": [
            {
                "date": "2031-03-03",
                "text": FIRE,
                "independent": 1,
                "citations": fires,
                "otherwise": [alike],
            },
            {
                "date": "2030",
                "text": "A year ago, in 2030, it had burned too.",
                "independent": 1,
                "citations": [span("c", "A year ago, in 2030, it had burned too.")],
                "otherwise": [],
            },
        ],
        "brief": [{"text": f"{FIRE[:-10]} [on 3 March].", "citations": [fires[0]]}],
        "revisions": [],
        "updates": [
            {
                "about": "people injured",
                "values": [
                    side("14", 1, span("b", "fourteen"), span("c", "fourteen"), published="2031-03-04"),
                    side("17", 1, span("a", "17 people"), published="2031-03-03"),
                ],
            }
        ],
        "refinements": [
            {
                "kind": "breakdown",
                "about": "loom",
                "values": [
                    side("35", 1, span("a", "35 looms")),
                    side("31 + 4", 1, span("b", "31 old"), span("b", "four new")),
                ],
            },
            {
                "kind": "precision",
                "about": "date",
                "values": [
                    side("about 240", 1, span("b", "240")),
                    side("at least 200", 1, span("a", "200")),
                ],
            },
            {
                "kind": "spelling",
                "about": "Ada Kling",
                "values": [
                    side("Ada Kling", 1, span("a", "Ada Kling")),
                    side("Ada Klingg", 1, span("b", "Ada Klingg")),
                ],
            },
        ],
    }


def disagreements() -> list[Row]:
    tired, weary = span("a", "I am tired of all this"), span("b", "I am weary of all this")
    return [
        {
            "kind": "number",
            "about": "the mill injured … people on Monday",
            "values": [
                side("14", 1, span("b", "fourteen"), span("c", "fourteen")),
                side("17", 1, span("a", "17")),
            ],
        },
        {
            "kind": "wording",
            "about": "what Ada Kling said",
            "values": [
                side("I am tired of all this", 1, tired),
                side("I am weary of all this", 1, weary),
            ],
        },
        {
            "kind": "platform",
            "about": "where Ada Kling said it",
            "values": [
                side("Facebook", 1, span("a", "Facebook")),
                side("Telegram", 1, span("b", "Telegram")),
            ],
        },
        {
            "kind": "polarity",
            "about": "The mayor was in the hall",
            "values": [
                side("asserted", 1, span("a", "The mayor was in the hall")),
                side("denied", 1, span("b", "The mayor was not in the hall")),
            ],
        },
    ]


def write(folder: Path, reports: list[Row], told: Row) -> None:
    rows = (json.dumps(one) + "\n" for one in reports)
    (folder / "reports.jsonl").write_text("".join(rows), "utf-8")
    (folder / "stories.jsonl").write_text(json.dumps(told) + "\n", "utf-8")
    (folder / "index.html").write_text("front", "utf-8")
    (folder / "s.html").write_text("page", "utf-8")


def rows() -> list[Row]:
    return [report(name) for name in TEXTS]


def test_a_good_result_passes(tmp_path: Path) -> None:
    write(tmp_path, rows(), story())
    found = check(tmp_path)
    assert found.faults == []
    assert found.told == (
        "58 citations, 2 quotes, 1 bracket, 22 counts, 1 share, 15 values, 8 subjects, 6 dates, "
        "1 speaker and 1 title"
    )
    assert verify(tmp_path) == (58, [])


def value(field: str, item: int, place: int, new: str) -> Change:
    return lambda s: s[field][item]["values"][place].update(value=new)


def about(field: str, item: int, new: str) -> Change:
    return lambda s: s[field][item].update(about=new)


EDITS: dict[str, Change] = {
    "title": lambda s: s.update(title="Mill saved"),
    "another report's title": lambda s: s.update(title="Fire at the mill"),
    "first": lambda s: s.update(first="2031-03-02"),
    "last": lambda s: s.update(last=None),
    "independent": lambda s: s.update(independent=3),
    "order of reports": lambda s: s.update(reports=["b", "a", "c"]),
    "a report too many": lambda s: s["reports"].append("z"),
    "a report of an agreement": lambda s: s["agreements"][0]["reports"].append("c"),
    "agreement's count": lambda s: s["agreements"][0].update(independent=3),
    "agreement's words": lambda s: s["agreements"][0].update(text=FIRE.replace("fourteen", "forty")),
    "utterance's count": lambda s: s["utterances"][0].update(independent=1),
    "speaker": lambda s: s["utterances"][0].update(speaker="Donald Duck"),
    "no speaker": lambda s: s["utterances"][0].update(speaker=None),
    "wording": lambda s: s["utterances"][0]["wordings"][0].update(text="I am fine,"),
    "wording with brackets": lambda s: s["utterances"][0]["wordings"][0].update(
        text="I am [tired] of all this,"
    ),
    "kind of a wording": lambda s: s["utterances"][0]["wordings"][0].update(kind="indirect"),
    "cue": lambda s: s["utterances"][0]["wordings"][0]["cue"][0].update(end=5000),
    "number": value("disagreements", 0, 1, "170"),
    "number of the other side": value("disagreements", 0, 1, "14"),
    "number with a bound": value("disagreements", 0, 1, "at least 17"),
    "number with a word": value("disagreements", 0, 1, "17 children"),
    "number in words": value("disagreements", 0, 0, "fifteen"),
    "wording of a side": value("disagreements", 1, 0, "I am tired of you"),
    "wording of the other side": value("disagreements", 1, 0, "I am weary of all this"),
    "platform": value("disagreements", 2, 0, "Twitter"),
    "polarity": value("disagreements", 3, 0, "denied"),
    "side's count": lambda s: s["disagreements"][0]["values"][0].update(independent=2),
    "side without citations": lambda s: s["disagreements"][3]["values"][0].update(spans=[], independent=0),
    "about": about("disagreements", 0, "the barn injured … people on Monday"),
    "about a speaker": about("disagreements", 1, "what Donald Duck said"),
    "about a clause": about("disagreements", 3, "The mayor was in the bath"),
    "about a toll": about("updates", 0, "people arrested"),
    "about what is counted": about("refinements", 0, "sheep"),
    "about nothing": about("disagreements", 3, ""),
    "update": value("updates", 0, 1, "18"),
    "update's count": lambda s: s["updates"][0]["values"][0].update(independent=2),
    "update's time": lambda s: s["updates"][0]["values"][0].update(published="2031-03-01"),
    "total": value("refinements", 0, 0, "36"),
    "part": value("refinements", 0, 1, "31 + 5"),
    "part left out": value("refinements", 0, 1, "31"),
    "bound": value("refinements", 1, 1, "200"),
    "other bound": value("refinements", 1, 0, "up to 240"),
    "spelling": value("refinements", 2, 1, "Ada Kling"),
    "date": lambda s: s["timeline"][0].update(date="2031-03-04"),
    "month for a day": lambda s: s["timeline"][0].update(date="2031-03"),
    "year": lambda s: s["timeline"][1].update(date="2029"),
    "timeline's count": lambda s: s["timeline"][0].update(independent=2),
    "timeline's words": lambda s: s["timeline"][0].update(text=FIRE.replace("mill", "[barn]")),
    "brief without citations": lambda s: s["brief"][0].update(citations=[]),
    "share": lambda s: s["derivations"][0].update(share=0.11),
    "no share": lambda s: s["derivations"][0].update(share=None),
    "brief": lambda s: s["brief"][0].update(text=f"{FIRE[:-10]} [on 4 March]."),
    "brief's words": lambda s: s["brief"][0].update(text=FIRE.replace("mill", "barn")),
    "a field too few": lambda s: s.pop("brief"),
    "passage": lambda s: s["passages"].append(
        {
            "kind": "quotation",
            "left": span("b", "wrote Ada Klingg on"),
            "right": span("c", "it had burned too"),
        }
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_of_a_story_is_one_line(name: str, tmp_path: Path) -> None:
    told = story()
    EDITS[name](told)
    write(tmp_path, rows(), told)
    faults = [str(fault) for fault in check(tmp_path).faults]
    assert len(faults) == 1, faults
    assert "stories.jsonl:1: " in faults[0]


REPORT_EDITS: dict[str, Change] = {
    "the text is not the one": lambda r: r.update(text_digest="0"),
    "zones do not cover": lambda r: r["zones"][0].update(start=1),
    "zones end at": lambda r: r["zones"][0].update(end=5),
    "no characters": lambda r: r["claims"][2].update(end=5000),
    "of story other": lambda r: r.update(in_story="other"),
    "title": lambda r: r.update(title=None),
    "first": lambda r: r.update(published="2031-03-02"),
    "KeyError: 'dates'": lambda r: r.pop("dates"),
}


@pytest.mark.parametrize("fault", REPORT_EDITS)
def test_each_edit_of_a_report_is_found(fault: str, tmp_path: Path) -> None:
    given = rows()
    REPORT_EDITS[fault](given[0])
    write(tmp_path, given, story())
    assert fault in "\n".join(map(str, check(tmp_path).faults))


def test_a_report_that_no_story_lists_is_found(tmp_path: Path) -> None:
    given = rows()
    write(tmp_path, [*given, {**given[2], "id": "d"}], story())
    (fault,) = check(tmp_path).faults
    assert "reports.jsonl:4: report d is of story s, which does not list it" in str(fault)


def test_a_report_that_stands_there_twice_is_found(tmp_path: Path) -> None:
    given = rows()
    write(tmp_path, [given[0], *given], story())
    assert "report a stands there twice" in str(check(tmp_path).faults[0])


def test_stories_need_not_be_in_the_order_of_their_reports(tmp_path: Path) -> None:
    other = {**report("a"), "id": "x", "in_story": "t", "claims": [], "mentions": [], "quotes": []}
    empty: Row = {key: [] for key, held in story().items() if isinstance(held, list)}
    told = {"id": "t", "title": TITLES["a"], "first": other["published"], "last": other["published"]}
    write(tmp_path, [other, *rows()], story())
    with (tmp_path / "stories.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**empty, **told, "reports": ["x"], "independent": 1}) + "\n")
    (tmp_path / "t.html").write_text("page", "utf-8")
    assert check(tmp_path).faults == []


def test_a_missing_page_is_found(tmp_path: Path) -> None:
    write(tmp_path, rows(), story())
    (tmp_path / "s.html").unlink()
    assert "page s.html is missing" in str(verify(tmp_path)[1][0])


def test_a_folder_without_a_result_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no result to verify; name a folder that tell wrote"):
        verify(tmp_path)


def test_nothing_checked_is_said() -> None:
    assert Checked(Counter(), []).told == "nothing"


def _refuse(error: InputError) -> None:
    raise error


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, told."""
    folder = tmp_path_factory.mktemp("told")
    tell([EXAMPLES], folder, refused=_refuse)
    return folder


def test_an_unedited_result_has_nothing_wrong(told: Path) -> None:
    found = check(told)
    assert found.faults == []
    assert all(found.numbers[kind] for kind in KINDS)


NOT_CHECKED = {"kind", "directed", "act", "evidence", "start", "end", "report", "source", "id"}
"""Fields of a story's row that no edit below touches; docs/outputs.md tells which of them are not checked."""


def edited(row: Row) -> Iterator[Row]:
    """Yield the row of a story with one number, date or name of it changed at a time."""
    for path in paths(row):
        changed = copy.deepcopy(row)
        *above, last = path
        home: Any = changed
        for key in above:
            home = home[key]
        old = home[last]
        if isinstance(old, int) and last == "independent":
            home[last] = old + 1
        elif isinstance(old, float):
            home[last] = old / 2
        elif last == "value" and old not in ("asserted", "denied"):
            home[last] = (
                re.sub(r"\d+", lambda found: found[0] + "7", old) if old[-1].isdigit() else old + " Oy"
            )
        elif last in ("speaker", "title", "first", "last", "about", "published", "text"):
            home[last] = f"{old} Oy"
        elif last == "date":
            home[last] = "1999" + old[4:]
        else:
            continue
        yield changed


def paths(value: object, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each field that is no object or list."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in items:
        if isinstance(held, dict | list):
            yield from paths(held, (*here, key))
        elif key not in NOT_CHECKED:
            yield (*here, key)


def test_each_value_of_a_real_result_is_held_to_its_reports(told: Path, tmp_path: Path) -> None:
    stories = [json.loads(line) for line in (told / "stories.jsonl").read_text("utf-8").splitlines()]
    for name in ("reports.jsonl", "index.html", *(f"{one['id']}.html" for one in stories)):
        (tmp_path / name).write_bytes((told / name).read_bytes())
    others, row = stories[1:], stories[0]
    missed = 0
    tried = 0
    for changed in edited(row):
        lines = "".join(json.dumps(one) + "\n" for one in (changed, *others))
        (tmp_path / "stories.jsonl").write_text(lines, "utf-8")
        tried += 1
        missed += len(check(tmp_path).faults) != 1
    assert tried > 50
    assert missed == 0
