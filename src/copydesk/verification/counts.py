"""Whether what a story counts and says of its reports follows from its citations and its reports' rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from copydesk.model.document import Document
from copydesk.model.link import LATENT, Derivation, Sources
from copydesk.model.span import Span
from copydesk.output import Row
from copydesk.text.titles import Headed, beginning, first_headed, story_title
from copydesk.verification.scope import Scope, sided

ROUNDED = 0.0006
"""By how much a printed share may be off: it has three digits, cut from four."""

_Stretches = Mapping[tuple[str, str], list[Span]]
"""For two reports, what the first one has in common with the second one."""


def check_counts(story: Scope) -> None:
    """Check how many accounts are independent, of the story and of everything it tells."""
    row = story.row
    sources = Sources([_derivation(one) for one in row["derivations"]])
    _count(story, "independent", row, (one.id for one in story.speaking), sources)
    for number, one in enumerate(row["utterances"]):
        _count(story, f"utterances[{number}]", one, _reports(one["wordings"]), sources)
    for number, one in enumerate(row["agreements"]):
        where, due = f"agreements[{number}]", sorted(_reports(one["spans"]))
        _count(story, where, one, due, sources)
        what = f"reports are {one['reports']}, its spans are of {due}"
        story.right("counts", one["reports"] == due, where, what)
    for number, one in enumerate(row["timeline"]):
        _count(story, f"timeline[{number}]", one, _reports(one["citations"]), sources)
    for where, item in sided(row):
        for place, side in enumerate(item["values"]):
            here, reports = f"{where}.values[{place}]", _reports(side["spans"])
            if "published" in side:
                _published(story, here, side, reports)
                if side["independent"] == 1 and _of_one_outlet(story, reports):
                    story.ledger.checked["counts"] += 1
                    continue  # what an outlet tells over and over is one account
            _count(story, here, side, reports, sources)


def _derivation(row: Row) -> Derivation:
    return Derivation(row["report"], row["source"], row["share"], tuple(row["evidence"]), row["directed"])


def _count(story: Scope, where: str, told: Row, reports: Iterable[str], sources: Sources) -> None:
    counted = sources.independent(reports)
    what = f"independent is {told['independent']}, its reports and their derivations give {counted}"
    story.right("counts", told["independent"] == counted, where, what)


def _reports(spans: Iterable[Row]) -> set[str]:
    return {span["report"] for span in spans}


def _of_one_outlet(story: Scope, reports: Iterable[str]) -> bool:
    held = [story.reports[one].document.report.outlet for one in reports if one in story.reports]
    return None not in held and len(set(held)) == 1


def _published(story: Scope, where: str, step: Row, reports: Iterable[str]) -> None:
    """The time of a value is that of the first report that gives it."""
    held = [story.reports[one].document.report.published for one in reports if one in story.reports]
    known = sorted(one for one in held if one)
    given = step["published"]
    good = given in known if given else len(known) < len(held) or not held
    first = known[0] if known else None
    story.right("dates", good, where, f"published is {given}, its first report was published {first}")


def check_story(story: Scope) -> None:
    """Check which reports a story holds, in which order, its first and last day, and its title."""
    row = story.row
    for report in row["reports"]:
        if report not in story.reports:
            story.fault("reports", f"report {report} is not in reports.jsonl")
        elif story.reports[report].story not in (None, row["id"]):
            story.fault("reports", f"report {report} is of story {story.reports[report].story}")
    if len(set(row["reports"])) < len(row["reports"]):
        story.fault("reports", "a report stands there twice")
    documents = [story.reports[one].document for one in row["reports"] if one in story.reports]
    if not documents or len(documents) < len(row["reports"]):
        return
    ordered = [one.id for one in sorted(documents, key=_place)]
    if ordered != row["reports"]:
        story.fault("reports", f"in order of publication they are {', '.join(ordered)}")
    days = sorted(one.report.published for one in documents if one.report.published)
    for field, day in (("first", days[:1]), ("last", days[-1:])):
        due = day[0] if day else None
        what = f"it is {row[field]}, and should be {due} by the reports' dates"
        story.right("dates", row[field] == due, field, what)
    title = _title(story.speaking)
    what = f"it is {row['title']!r}, and should be {title!r} by the reports' titles"
    story.right("titles", row["title"] == title, "title", what)


def _place(document: Document) -> tuple[str, str, str]:
    return document.report.published or "9", document.report.modified or "", document.id


def _title(documents: Iterable[Document]) -> str | None:
    """Return what a story of these reports is called (as ``pipeline.compare`` calls it)."""
    texts = {Headed(one.report.published, one.id, one.report.title): one.text for one in documents}
    return (story_title(texts) or beginning(texts[first_headed(texts)])) if texts else None


def check_derivations(story: Scope) -> None:
    """Check who a derivation is of, and which part of a report it says was taken over."""
    row = story.row
    shared: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for passage in row["passages"]:
        if passage["kind"] == "copy":
            for one, other in (("left", "right"), ("right", "left")):
                span = Span(passage[one]["start"], passage[one]["end"])
                shared[passage[one]["report"], passage[other]["report"]].append(span)
    siblings: defaultdict[str, list[str]] = defaultdict(list)
    for told in row["derivations"]:
        siblings[told["source"]].append(told["report"])
    partners: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in shared:
        partners[one].append(other)
    for number, told in enumerate(row["derivations"]):
        where, report, source = f"derivations[{number}]", told["report"], told["source"]
        if report not in story.reports or not (source.startswith(LATENT) or source in story.reports):
            story.fault(where, f"{report} or {source} is no report of the story")
            continue
        sources = [source]
        if source.startswith(LATENT):
            same = set(siblings[source])
            sources = [one for one in partners[report] if one in same]
        _share(story, where, told, sources, shared)


def _share(story: Scope, where: str, told: Row, sources: Iterable[str], shared: _Stretches) -> None:
    spans = list(chain.from_iterable(shared.get((told["report"], one), []) for one in sources))
    latent = told["source"].startswith(LATENT)
    due = None if latent and not spans else _taken(story.reports[told["report"]].document, spans)
    given = told["share"]
    good = given is None if due is None else given is not None and abs(given - due) <= ROUNDED
    told_as = None if due is None else round(due, 3)
    story.right("shares", good, where, f"share is {given}, its passages of copied text give {told_as}")


def _taken(document: Document, spans: Iterable[Span]) -> float:
    """Return the part of the report proper that spans cover, white space not counted (see ``derive``)."""
    own = list(document.spans()) if document.zones else [Span(0, len(document.text))]
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    taken, at = 0, 0
    for zone in own:
        while at < len(joined) and joined[at].end <= zone.start:
            at += 1
        for span in joined[at:]:
            if span.start >= zone.end:
                break
            taken += _printed(document.text[max(span.start, zone.start) : min(span.end, zone.end)])
    return taken / max(1, sum(_printed(zone.of(document.text)) for zone in own))


def _printed(text: str) -> int:
    return sum(map(len, text.split()))
