"""What the commands print: one JSON object a line, with the fields that docs/outputs.md promises."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from copydesk.model.claim import Agreement, Disagreement, Refinement
from copydesk.model.document import Document
from copydesk.model.link import Derivation, Passage
from copydesk.model.quote import Wording
from copydesk.model.report import ZONE_KINDS
from copydesk.model.span import Citation, Span
from copydesk.model.story import Cluster, Revision, Story, Update
from copydesk.reuse.families import Family

Row = dict[str, Any]
"""A JSON object; its fields are listed in docs/outputs.md."""


def text_digest(text: str) -> str:
    """SHA-256 (hex) of a report's text in UTF-8; what ``verify`` holds the printed text against."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_row(document: Document) -> Row:
    """Build the object that ``read`` prints for a labelled report."""
    report = document.report
    return {
        "id": report.id,
        "outlet": report.outlet,
        "outlet_from": report.outlet_from,
        "url": report.url,
        "title": report.title,
        "title_from": report.title_from,
        "byline": report.byline,
        "byline_from": report.byline_from,
        "published": report.published,
        "published_from": report.published_from,
        "modified": report.modified,
        "modified_from": report.modified_from,
        "language": report.language,
        "language_from": report.language_from,
        "digest": report.digest,
        "text_digest": text_digest(report.text),
        "origin": report.origin,
        "text": report.text,
        "zones": [{"start": z.start, "end": z.end, "kind": z.kind} for z in document.zones],
    }


def annotate_row(document: Document) -> Row:
    """Build the object that ``annotate`` prints: ``read``'s and the layers, with the silent ones' reasons."""
    row = read_row(document)
    row["revision_of"] = document.revision_of
    row["anchor"] = document.anchor
    row["anchor_from"] = document.anchor_from
    row["mentions"] = [
        {"start": m.start, "end": m.end, "kind": m.kind, "entity": m.entity} for m in document.mentions
    ]
    row["quotes"] = [
        {
            "content": _spans(q.content),
            "cue": _spans(q.cue),
            "source": _spans(q.source),
            "speaker": q.speaker,
            "speaker_reason": q.speaker_reason,
            "kind": q.kind,
            "score": round(q.score, 3),
            "found_by": q.found_by,
        }
        for q in document.quotes
    ]
    row["dates"] = [
        {"start": d.start, "end": d.end, "type": d.type, "value": d.value} for d in document.dates
    ]
    row["claims"] = [
        {
            "start": c.start,
            "end": c.end,
            "act": c.act,
            "negated": c.negated,
            "modality": c.modality or None,
            "asserted_by": c.asserted_by,
            "values": [{"start": v.start, "end": v.end, "kind": v.kind, "value": v.value} for v in c.values],
        }
        for c in document.claims
    ]
    row["silences"] = [{"layer": s.layer, "reason": s.reason} for s in document.silences]
    return row


def cluster_row(cluster: Cluster) -> Row:
    """Build the object that ``cluster`` prints."""
    return {
        "id": cluster.id,
        "reports": list(cluster.reports),
        "first": cluster.first,
        "last": cluster.last,
        "revisions": [{"report": one, "revision_of": speaker} for one, speaker in cluster.revision_of],
    }


def story_row(story: Story) -> Row:
    """Build the object that ``compare`` prints."""
    return {
        "id": story.id,
        "title": story.title,
        "first": story.first,
        "last": story.last,
        "reports": list(story.reports),
        "independent": story.independent,
        "passages": [_passage(passage) for passage in story.passages],
        "derivations": [_derivation(derivation) for derivation in story.derivations],
        "utterances": [
            {
                "speaker": u.speaker,
                "independent": u.independent,
                "wordings": [_wording(wording) for wording in u.wordings],
            }
            for u in story.utterances
        ],
        "agreements": [_agreement(agreement) for agreement in story.agreements],
        "disagreements": [_sides(disagreement) for disagreement in story.disagreements],
        "timeline": [
            {
                "date": t.date,
                "text": t.text,
                "independent": t.independent,
                "citations": _citations(t.citations),
                "otherwise": _citations(t.otherwise),
            }
            for t in story.timeline
        ],
        "brief": [{"text": b.text, "citations": _citations(b.citations)} for b in story.brief],
        "revisions": [_revision(revision) for revision in story.revisions],
        "updates": [_update(update) for update in story.updates],
        "refinements": [_sides(refinement) for refinement in story.refinements],
    }


def family_row(family: Family) -> Row:
    """Build the object that ``reuse`` prints."""
    return {
        "id": family.id,
        "reports": [report.id for report in family.reports],
        "independent": family.independent,
        "passages": [_passage(passage) for passage in family.passages],
        "derivations": [_derivation(derivation) for derivation in family.derivations],
    }


def _passage(passage: Passage) -> Row:
    return {"kind": passage.kind, "left": _citation(passage.left), "right": _citation(passage.right)}


def _derivation(derivation: Derivation) -> Row:
    return {
        "report": derivation.report,
        "source": derivation.source,
        "share": None if derivation.share is None else round(derivation.share, 3),
        "directed": derivation.directed,
        "evidence": list(derivation.evidence),
    }


def _wording(wording: Wording) -> Row:
    return {
        **_citation(wording.citation),
        "text": wording.text,
        "kind": wording.kind,
        "cue": _spans(wording.cue),
    }


def _agreement(agreement: Agreement) -> Row:
    return {
        "text": agreement.text,
        "reports": sorted({citation.report for citation in agreement.citations}),
        "independent": agreement.independent,
        "spans": _citations(agreement.citations),
    }


def _sides(found: Disagreement | Refinement) -> Row:
    return {
        "kind": found.kind,
        "about": found.about,
        "values": [
            {"value": side.value, "independent": side.independent, "spans": _citations(side.citations)}
            for side in found.sides
        ],
    }


def _update(update: Update) -> Row:
    return {
        "about": update.about,
        "values": [
            {
                "value": step.value,
                "published": step.published,
                "independent": step.independent,
                "spans": _citations(step.citations),
            }
            for step in update.steps
        ],
    }


def _revision(revision: Revision) -> Row:
    return {
        "report": revision.report,
        "revision_of": revision.revision_of,
        "changes": [
            {"old": change.old and _citation(change.old), "new": change.new and _citation(change.new)}
            for change in revision.changes
        ],
    }


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _citation(citation: Citation) -> Row:
    return {"report": citation.report, "start": citation.start, "end": citation.end}


def _citations(citations: Iterable[Citation]) -> list[Row]:
    return [_citation(citation) for citation in citations]


def zone_stats(rows: Iterable[Row]) -> Iterable[str]:
    """Yield the lines of a table: characters of each zone kind, per report and in sum."""
    yield "\t".join(["report", *ZONE_KINDS, "characters"])
    total: Counter[str] = Counter()
    for row in rows:
        counts: Counter[str] = Counter()
        for zone in row["zones"]:
            counts[zone["kind"]] += zone["end"] - zone["start"]
        total += counts
        yield _stats_line(" ".join(row["id"].split()), counts)
    yield _stats_line("all", total)


def _stats_line(name: str, counts: Counter[str]) -> str:
    return "\t".join([name, *(str(counts[kind]) for kind in ZONE_KINDS), str(counts.total())])
