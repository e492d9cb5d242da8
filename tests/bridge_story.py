"""An invented story with one of everything that a page has to show; every word is ours."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from copydesk.model.claim import Agreement, Disagreement, Refinement, Side
from copydesk.model.document import Document, Silence
from copydesk.model.link import Derivation, Passage
from copydesk.model.quote import Quote, QuoteKind, Utterance, Wording
from copydesk.model.report import Report, Zone, ZoneKind
from copydesk.model.span import Citation, Span
from copydesk.model.story import BriefSentence, Step, Story, TimelineEntry, Update
from copydesk.model.syntax import Sentence

TEXTS = Path(__file__).parent / "bridge"
"""A line of these files is a kind of zone, a bar, a space and a line of the report."""


@dataclass
class Desk:
    """Builds documents and finds characters in them by the words themselves."""

    documents: dict[str, Document] = field(default_factory=dict)

    def add(self, report: Report, quotes: tuple[Quote, ...] = (), *silences: Silence) -> None:
        zones, done = [], 0
        for kind, line in _lines(report.id):
            zones.append(Zone(done, done + len(line), kind))
            done += len(line)
        sentences = tuple(
            Sentence(zone.start + start, zone.start + end, ())
            for zone in zones
            if zone.kind == "body"
            for start, end in _sentences(report.text[zone.start : zone.end])
        )
        self.documents[report.id] = Document(
            report, tuple(zones), sentences, quotes=quotes, silences=silences
        )

    def at(self, report: str, words: str) -> Citation:
        start = self.documents[report].text.index(words)
        return Citation(report, start, start + len(words))

    def wording(self, report: str, words: str, kind: QuoteKind) -> Wording:
        return Wording(self.at(report, words), words, kind)


def _sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for end, mark in enumerate(text):
        if mark == "\n" or (mark == "." and text[end + 1 : end + 2] == " "):
            if text[start:end].strip():
                found.append((start, end + (mark == ".")))
            start = end + 1 + (mark == ".")
    return found


def _lines(name: str) -> list[tuple[ZoneKind, str]]:
    rows = (TEXTS / f"{name}.txt").read_text("utf-8").splitlines()
    cut = [row.partition("|") for row in rows]
    return [(cast("ZoneKind", kind), line.removeprefix(" ") + "\n") for kind, _, line in cut]


def _report(name: str, **more: str | None) -> Report:
    text = "".join(line for _, line in _lines(name))
    plain = Report(name, text, "ab" * 32, f"scraped/{name}.txt", language="en")
    return replace(plain, **more)  # type: ignore[arg-type]


def _quote(text: str, content: str, cue: str, source: str, kind: QuoteKind, speaker: str | None) -> Quote:
    def span(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    return Quote(span(content), span(cue), span(source), kind, 0.9, speaker, "named beside the cue")


def desk() -> Desk:
    """Five reports: two take from one agency text that is not there, one has no outlet, one no date."""
    made = Desk()
    courier = _report(
        "courier",
        outlet="orrincourier.example",
        published="2031-03-14T07:20:00+01:00",
        title="Orrin Bridge closed after cracks are found in two piers",
        modified="2031-03-14",
        url="https://orrincourier.example/news/bridge",
        published_from="meta tag of the page",
    )
    made.add(
        courier,
        (
            _quote(
                courier.text,
                "We will not gamble with a single crossing, not for a day and not for an hour",
                "told reporters",
                "Mayor Ilse Brandt",
                "direct",
                "Ilse Brandt",
            ),
            _quote(
                courier.text,
                "About 21,000 vehicles use the bridge on a working day",
                "said.",
                "the council",
                "indirect",
                "Kestrelford council",
            ),
            _quote(
                courier.text,
                "a bridge forgives much, but it does not forget",
                "said that",
                "Yael Shamir",
                "mixed",
                "Yael Shamir",
            ),
        ),
    )
    post = _report(
        "post",
        outlet="lowlandpost.example",
        published="2031-03-14",
        title="Cracked piers shut Kestrelford's main crossing",
        published_from="feed entry",
        url="https://lowlandpost.example/a?b=1&c=2",
    )
    made.add(
        post,
        (
            _quote(
                post.text,
                "the town would not gamble with a single crossing",
                "said",
                "Mayor Ilse Brandt",
                "indirect",
                "Ilse Brandt",
            ),
        ),
    )
    herald = _report(
        "herald",
        outlet="Saltby Herald",
        published="2031-03-15",
        published_from="URL",
        title="No way across: Orrin Bridge shut",
        url="javascript:alert(1)",
    )
    made.add(
        herald,
        (
            _quote(
                herald.text,
                "We will not gamble with a single crossing",
                "wrote",
                "Mayor Ilse Brandt",
                "direct",
                "Ilse Brandt",
            ),
        ),
    )
    monitor = _report(
        "monitor",
        outlet="seawaymonitor.example",
        published="2031-03-16",
        title="גשר אורין נסגר",
        published_from="a line of the text: “16.3.31”",
    )
    made.add(
        monitor,
        (
            _quote(
                monitor.text,
                "A bridge pardons a great deal and forgets nothing",
                "told",
                "Yael Shamir",
                "direct",
                "Yael Shamir",
            ),
        ),
    )
    leaflet = _report("ferry-leaflet", published_from="no date stands in the text or its address")
    made.add(
        leaflet,
        (),
        Silence("quotes", "the text has no cue of speech"),
        Silence("claims", "too short to compare"),
    )
    return made


def bridge_story() -> tuple[Story, dict[str, Document]]:
    """The story and its documents."""
    made = desk()
    at = made.at
    closed = "The council closed the Orrin Bridge on Friday after divers found cracks in two of its piers."
    told = "The contractor Halvorsen & Daughters was told on 3 February, and answered on 7 February."
    vehicles = "12,000 vehicles use the bridge on a working day."
    ferries = "Ferries will run every twenty minutes from 17 March."
    story = Story(
        id="orrin-bridge",
        title="Orrin Bridge closed after cracks are found in two piers",
        reports=("courier", "post", "herald", "monitor", "ferry-leaflet"),
        first="2031-03-14T07:20:00+01:00",
        last="2031-03-16",
        independent=3,
        passages=(
            Passage("copy", at("herald", closed), at("post", closed)),
            Passage("copy", at("herald", vehicles), at("post", vehicles)),
            Passage("copy", at("herald", told), at("post", told)),
            Passage("copy", at("ferry-leaflet", ferries), at("herald", ferries)),
            Passage(
                "quotation",
                at("courier", "We will not gamble with a single crossing"),
                at("herald", "We will not gamble with a single crossing"),
            ),
        ),
        derivations=(
            Derivation(
                "post",
                "latent:Northern Press Agency",
                0.87,
                ("credits it in its last line", "three passages shared with Saltby Herald"),
            ),
            Derivation(
                "herald",
                "latent:Northern Press Agency",
                0.52,
                ("shares its passages with a report that credits it",),
            ),
            Derivation(
                "ferry-leaflet", "herald", 0.31, ("one passage, later than the other",), directed=False
            ),
        ),
        utterances=(
            Utterance(
                "Ilse Brandt",
                (
                    made.wording(
                        "courier",
                        "We will not gamble with a single crossing, not for a day and not for an hour",
                        "direct",
                    ),
                    made.wording("herald", "We will not gamble with a single crossing", "direct"),
                    made.wording(
                        "monitor",
                        "she was not going to gamble with even one crossing for an hour",
                        "indirect",
                    ),
                    made.wording("post", "the town would not gamble with a single crossing", "indirect"),
                ),
                3,
            ),
            Utterance(
                "Yael Shamir",
                (
                    made.wording("courier", "a bridge forgives much, but it does not forget", "mixed"),
                    made.wording("monitor", "A bridge pardons a great deal and forgets nothing", "direct"),
                ),
                2,
            ),
            Utterance(
                "Kestrelford council",
                (
                    made.wording(
                        "courier", "About 21,000 vehicles use the bridge on a working day", "indirect"
                    ),
                ),
                1,
            ),
            Utterance(None, (made.wording("herald", "Repairs should end by 30 September", "indirect"),), 1),
        ),
        agreements=(
            Agreement(
                "The council closed the bridge on 14 March.",
                (
                    at("courier", closed),
                    at("post", closed),
                    at("herald", closed),
                    at("monitor", "On 14 March the council closed the bridge to all traffic."),
                ),
                3,
            ),
            Agreement("Ferries run from 17 March.", (at("herald", ferries), at("ferry-leaflet", ferries)), 1),
        ),
        disagreements=(
            Disagreement(
                "number",
                "Vehicles that use the bridge on a working day",
                (
                    Side(
                        "12000 vehicle", (at("post", "12,000 vehicles"), at("herald", "12,000 vehicles")), 1
                    ),
                    Side("21000 vehicle", (at("courier", "21,000 vehicles"),), 1),
                ),
            ),
            Disagreement(
                "platform",
                "Where Brandt made it known",
                (
                    Side("Facebook", (at("courier", "Facebook"),), 1),
                    Side("Telegram", (at("herald", "Telegram"),), 1),
                ),
            ),
            Disagreement(
                "wording",
                "Shamir on bridges",
                (
                    Side("a", (at("courier", "a bridge forgives much, but it does not forget"),), 1),
                    Side("b", (at("monitor", "A bridge pardons a great deal and forgets nothing"),), 1),
                ),
            ),
        ),
        timeline=_timeline(made, closed, told, ferries),
        brief=(
            BriefSentence(
                "The council closed the Orrin Bridge on [14 March] after divers found cracks in two of"
                " its piers.",
                (at("courier", closed), at("post", closed), at("herald", closed)),
            ),
            BriefSentence(
                "[The cracks] were first noted in a survey on 18 November, but the report lay unread"
                " until February.",
                (
                    at(
                        "courier",
                        "The cracks were first noted in a survey on 18 November, but the report"
                        " lay unread until February.",
                    ),
                ),
            ),
            BriefSentence(ferries, (at("herald", ferries), at("ferry-leaflet", ferries))),
        ),
        updates=(
            Update(
                "When the council knew of the cracks",
                (
                    Step("February", "2031-03-14T07:20:00+01:00", (at("courier", "February"),), 1),
                    Step("January 2031", "2031-03-16", (at("monitor", "January 2031"),), 1),
                ),
            ),
        ),
        refinements=(
            Refinement(
                "precision",
                "date",
                (
                    Side("2031-03-14", (at("monitor", "14 March"),), 1),
                    Side("2031-W11", (at("courier", "Friday"), at("post", "Friday")), 1),
                ),
            ),
        ),
    )
    return story, made.documents


def _timeline(made: Desk, closed: str, told: str, ferries: str) -> tuple[TimelineEntry, ...]:
    at = made.at
    return (
        TimelineEntry(
            "2030-11-18",
            "A survey notes cracks.",
            (at("courier", "a survey on 18 November"), at("post", "a survey on 18 November")),
            2,
        ),
        TimelineEntry(
            "2031-01",
            "Shamir writes to the council.",
            (at("monitor", "Shamir had written to the council in January 2031."),),
            1,
        ),
        TimelineEntry("2031-02-03", "The contractor is told.", (at("post", told), at("herald", told)), 1),
        TimelineEntry("2031-02-07", "The contractor answers.", (at("post", "answered on 7 February"),), 1),
        TimelineEntry(
            "2031-03-14",
            "The council closes the bridge.",
            (at("courier", closed), at("post", closed), at("herald", closed)),
            2,
        ),
        TimelineEntry(
            "2031-03-14",
            "Brandt makes the order known.",
            (at("courier", "Brandt posted the order on Facebook shortly before six."),),
            1,
        ),
        TimelineEntry(
            "2031-03-17", "Ferries begin to run.", (at("herald", ferries), at("ferry-leaflet", ferries)), 1
        ),
        TimelineEntry(
            "2031-09-30", "Repairs are to end.", (at("herald", "Repairs should end by 30 September"),), 1
        ),
    )
