"""Train ``copydesk.extract.quoting`` and write its weights and their SHA-256.

    python scripts/train_quotes.py ../shared/data/quotes/polnear-train.jsonl              # train, write
    python scripts/train_quotes.py ../shared/data/quotes/polnear-train.jsonl --judge OUT  # on 7/8; the rest

Needs torch (extra ``train``); the program itself runs the weights in plain numpy.

Model card
    What: a tagger (sums of feature embeddings, two BiLSTM layers, a CRF over seven labels: source, cue and
    content, each first and further, and outside) and a linker (two scorers of pairs with one hidden layer).
    Trained on: the training part of PolNeAR 1.0 (Newell, Margolin and Ruths, 2018): 840 reports by seven US
    outlets on one election, 2016, with statements, beliefs and intentions marked by hand. No text of it is
    in the weights but lemmas seen twice or more, and of how many words they were cues.
    Inputs: part of speech, dependency, entity, marks, word shape, the nearest likely cue above or beside a
    word, what the rules of ``extract/quotes.py`` say, frequent lemmas, and of every lemma that has one a
    projection of the language model's word vector, so that rare verbs are read as like ones are (on the
    eighth held back +.010 of the F1 of spans). All that was itself counted on the corpus (how often a lemma
    is a cue; the counts behind the rules) is counted anew without the fifth of the reports that a report
    belongs to, so that training sees what rare cues look like when they are new.
    Judged by: shared/eval/score.py on polnear-dev, which nothing was chosen on; docs/benchmarks.md has it.
    Fails on: contents that no verb of speech announces, and whether "on Thursday" at an edge belongs to them.
    Not for: other languages, speech without news style (plays, chats), and telling whether a quote is true.
    Deterministic: same corpus, same versions of torch and spaCy, one thread, same file.
"""

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from copydesk.extract.parser import load_model
from copydesk.extract.quoting import weights
from copydesk.extract.quoting.features import Lexicon, Vocabulary
from copydesk.extract.quoting.linker import CONTENT, CUE, SOURCE, Pairs, Part
from copydesk.model.quote import Quote
from quotes_corpus import Read, Row, documents, marks_of, read, rule_counts, rules_by

TARGET = Path(weights.__file__).with_name(weights.FILE)
SEED = 1
EMBEDDED, HIDDEN, PAIR_HIDDEN = 96, 64, 48
PASSES, RATE, DROPPED, HIDDEN_FEATURES, HIDDEN_VECTORS = 6, 2e-3, 0.25, 0.06, 0.1
LINK_PASSES, LINK_RATE, CUES_LEFT_OUT = 8, 3e-3, 0.25
OFFERED = 12
"""Alternatives on each side that the linker learns from; far ones teach it what distance means."""

BATCH, LINK_BATCH = 1_600, 64
SEEN_AT_LEAST, FREQUENT = 10, {0: 1_200, 5: 600}
VECTOR_SEEN, VECTOR_LENGTH = 2, 3.0
NEVER = -1e4
LEMMAS = (0, 5)
"""Columns of features that are lemmas: the word's own and that of its governor."""

Whole = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(slots=True)
class Paragraph:
    """What the tagger learns from: numbers of features and rows of vectors (token, column), and labels."""

    numbers: Whole
    vectors: Whole
    labels: Whole


@dataclass(slots=True)
class Vectors:
    """Word vectors of lemmas, which columns of lemmas share; row 0 is for lemmas without one."""

    rows: Mapping[str, int]
    table: Floats


@dataclass(slots=True)
class Choice:
    """What the linker learns from: features of each alternative, and which is right (their number: none)."""

    pairs: Floats
    right: int


def vocabulary(reads: Sequence[Read]) -> Vocabulary:
    """Number the features that were seen often enough, of lemmas only the most frequent."""
    width = len(reads[0].features[0][0])
    counts: list[Counter[str]] = [Counter() for _ in range(width)]
    for one in reads:
        for block in one.features:
            for column, values in zip(counts, zip(*block, strict=True), strict=True):
                column.update(values)
    keys = []
    for number, column in enumerate(counts):
        order = sorted(column, key=lambda key: (-column[key], key))[: FREQUENT.get(number, 400)]
        keys.append([key for key in order if column[key] >= SEEN_AT_LEAST and not set(key) & {"\t", "\n"}])
    return Vocabulary(keys)


def vectors(reads: Sequence[Read]) -> Vectors:
    """Return the language model's vectors of the lemmas seen often enough, all of one length."""
    seen = Counter(row[LEMMAS[0]] for one in reads for block in one.features for row in block)
    vocabulary = load_model().vocab
    lemmas = [
        lemma
        for lemma, number in sorted(seen.items(), key=lambda item: (-item[1], item[0]))
        if number >= VECTOR_SEEN and vocabulary.has_vector(lemma) and not set(lemma) & {"\t", "\n"}
    ]
    table = np.array([vocabulary.get_vector(lemma) for lemma in lemmas], np.float32)
    table *= VECTOR_LENGTH / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    none = np.zeros((1, table.shape[1]), np.float32)
    return Vectors({lemma: row for row, lemma in enumerate(lemmas, 1)}, np.concatenate([none, table]))


def paragraphs(one: Read, words: Vocabulary, meanings: Vectors) -> Iterator[Paragraph]:
    """Yield a report's blocks as the tagger sees them."""
    for block, features, gold in zip(one.blocks, one.features, one.gold, strict=True):
        labels = np.zeros(len(block.tokens), np.int64)
        for part, first, end, _ in gold:
            labels[first:end] = part + 1
            labels[first] = part
        rows = [[meanings.rows.get(row[column], 0) for column in LEMMAS] for row in features]
        numbers = np.array(words.numbers(features), np.int64).T.copy()
        yield Paragraph(numbers, np.array(rows, np.int64), labels)


def choices(one: Read, lexicon: Lexicon, drop: random.Random | None) -> Iterator[tuple[int, Choice]]:
    """Yield what the linker has to choose in a report; with ``drop`` a part of the cues is left out."""
    for block, gold in zip(one.blocks, one.gold, strict=True):
        owners: dict[Part, set[int]] = {}
        for part, first, end, number in gold:
            owners.setdefault(Part(part, first, end), set()).add(number)
        if drop is not None:
            kept = [p for p in owners if p.part != CUE or drop.random() >= CUES_LEFT_OUT]
            owners = {p: owners[p] for p in kept}
        parts = sorted(owners, key=lambda p: p.first)
        pairs = Pairs(block, parts, lexicon)
        for p in parts:
            if p.part == SOURCE:
                continue
            others = pairs.near(p, CUE if p.part == CONTENT else SOURCE, OFFERED)
            if others:
                seen = [pairs.features(p, o) if p.part == CONTENT else pairs.features(o, p) for o in others]
                right = [index for index, o in enumerate(others) if owners[o] & owners[p]]
                kind = CONTENT if p.part == CONTENT else SOURCE
                yield kind, Choice(np.array(seen, np.float32), right[0] if right else len(others))


def dropped(values: torch.Tensor) -> torch.Tensor:
    """Leave out some values at random, which keeps the network from leaning on any."""
    return functional.dropout(values, DROPPED)


class Tagger:
    """The network of ``quoting/network.py`` as it is trained."""

    def __init__(self, words: Vocabulary, meanings: Vectors) -> None:
        self.embedding = nn.Embedding(words.size, EMBEDDED)
        nn.init.normal_(self.embedding.weight, 0, 0.15)
        self.vectors = torch.from_numpy(meanings.table)
        self.projections = [nn.Linear(meanings.table.shape[1], EMBEDDED, bias=False) for _ in LEMMAS]
        self.layers = [
            [nn.LSTM(width, HIDDEN) for _ in ("ahead", "back")] for width in (EMBEDDED, 2 * HIDDEN)
        ]
        self.out = nn.Linear(2 * HIDDEN, 7)
        self.steps = nn.Parameter(torch.zeros(7, 7))
        self.first = nn.Parameter(torch.zeros(7))
        self.last = nn.Parameter(torch.zeros(7))
        penalty = torch.zeros(7, 7)
        for further in (2, 4, 6):
            penalty[:, further] = NEVER
            penalty[further - 1 : further + 1, further] = 0
        self.penalty = penalty
        self.first_penalty = penalty[0]

    def parameters(self) -> list[torch.Tensor]:
        """Return all that is learned."""
        modules = [
            self.embedding,
            *self.projections,
            *(side for sides in self.layers for side in sides),
            self.out,
        ]
        learned = [array for module in modules for array in module.parameters()]
        return [*learned, self.steps, self.first, self.last]

    def scores(self, numbers: torch.Tensor, rows: torch.Tensor, lengths: Sequence[int]) -> torch.Tensor:
        """Return the score of each label of each token; blocks come longest first."""
        size, longest, columns = numbers.shape
        summed = functional.embedding_bag(numbers.view(-1, columns), self.embedding.weight, mode="sum")
        for column, projection in enumerate(self.projections):
            summed = summed + projection(self.vectors[rows[..., column]]).view(-1, EMBEDDED)
        hidden = summed.view(size, longest, EMBEDDED).transpose(0, 1)
        times, ends = torch.arange(longest)[:, None], torch.tensor(lengths)[None]
        turn = torch.where(times < ends, ends - 1 - times, times)
        for ahead, back in self.layers:
            hidden = dropped(hidden)
            turned = back(_turned(hidden, turn))[0]
            hidden = torch.cat([ahead(hidden)[0], _turned(turned, turn)], 2)
        found: torch.Tensor = self.out(dropped(hidden)).transpose(0, 1)
        return found

    def loss(
        self, numbers: torch.Tensor, rows: torch.Tensor, labels: torch.Tensor, lengths: Sequence[int]
    ) -> torch.Tensor:
        """Return the negative log-likelihood of the labels, per token."""
        scores = self.scores(numbers, rows, lengths)
        ends = torch.tensor(lengths)
        live = torch.arange(scores.shape[1])[None] < ends[:, None]
        steps, done = (self.steps + self.penalty)[None], []
        total = self.first + self.first_penalty + scores[:, 0]
        for score, running in zip(scores.unbind(1)[1:], live.sum(0).tolist()[1:], strict=True):
            if running < len(total):
                done.append(total[running:])
                total = total[:running]
            total = torch.logsumexp(total[:, :, None] + steps, 1) + score[:running]
        every = torch.logsumexp(torch.cat([total, *reversed(done)]) + self.last, 1)
        path = (scores.gather(2, labels[..., None])[..., 0] * live).sum(1)
        path = path + (self.steps[labels[:, :-1], labels[:, 1:]] * live[:, 1:]).sum(1)
        path = path + self.first[labels[:, 0]] + self.last[labels.gather(1, (ends - 1)[:, None])[:, 0]]
        return (every - path).sum() / ends.sum()


def _turned(hidden: torch.Tensor, turn: torch.Tensor) -> torch.Tensor:
    """Turn each block (time, block, state) end for end; what fills short ones up stays where it is."""
    return hidden.gather(0, turn[..., None].expand(-1, -1, hidden.shape[2]))


def batches(items: Sequence[Paragraph], chance: random.Random) -> list[list[Paragraph]]:
    """Return batches of blocks of like length, longest first, in random order."""
    order = list(items)
    chance.shuffle(order)
    found: list[list[Paragraph]] = []
    for start in range(0, len(order), 1_024):
        group = sorted(order[start : start + 1_024], key=lambda item: -len(item.labels))
        while group:
            size = max(1, min(64, BATCH // len(group[0].labels)))
            found.append(group[:size])
            group = group[size:]
    chance.shuffle(found)
    return found


def train_tagger(items: Sequence[Paragraph], words: Vocabulary, meanings: Vectors) -> Tagger:
    """Train the tagger, by Adam with a rate that falls in a line."""
    chance = random.Random(SEED)  # noqa: S311 - order of training, no secret
    tagger = Tagger(words, meanings)
    absent = torch.tensor(words.starts)
    with torch.no_grad():
        tagger.embedding.weight[absent] = 0
    adam = torch.optim.Adam(tagger.parameters(), lr=RATE, betas=(0.9, 0.98))
    total = len(batches(items, random.Random(SEED))) * PASSES  # noqa: S311
    done = 0
    for number in range(PASSES):
        losses = []
        for batch in batches(items, chance):
            for group in adam.param_groups:
                group["lr"] = RATE * min(1, (done + 1) / 100) * max(0.02, 1 - done / total)
            lengths = [len(item.labels) for item in batch]
            numbers = absent.repeat(len(batch), lengths[0], 1)
            rows = torch.zeros(len(batch), lengths[0], len(LEMMAS), dtype=torch.long)
            labels = torch.zeros(len(batch), lengths[0], dtype=torch.long)
            for row, item in enumerate(batch):
                numbers[row, : lengths[row]] = torch.from_numpy(item.numbers)
                rows[row, : lengths[row]] = torch.from_numpy(item.vectors)
                labels[row, : lengths[row]] = torch.from_numpy(item.labels)
            hidden = torch.rand(numbers.shape) < HIDDEN_FEATURES
            rows[torch.rand(rows.shape) < HIDDEN_VECTORS] = 0
            numbers = torch.where(hidden, absent.expand_as(numbers), numbers)
            loss = tagger.loss(numbers, rows, labels, lengths)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 2.0)
            adam.step()
            losses.append(float(loss.detach()))
            done += 1
        print(f"pass {number + 1}: loss {sum(losses) / len(losses):.4f}", flush=True)
    return tagger


def train_linker(items: Sequence[Choice]) -> dict[str, Floats]:
    """Train a scorer of pairs; none of the alternatives scores 0."""
    chance = random.Random(SEED)  # noqa: S311
    width = items[0].pairs.shape[1]
    inner, out = nn.Linear(width, PAIR_HIDDEN), nn.Linear(PAIR_HIDDEN, 1, bias=False)
    parameters = [*inner.parameters(), *out.parameters()]
    adam = torch.optim.AdamW(parameters, lr=LINK_RATE, weight_decay=1e-2)
    order = list(items)
    total, done = LINK_PASSES * (len(order) // LINK_BATCH + 1), 0
    for _ in range(LINK_PASSES):
        chance.shuffle(order)
        for start in range(0, len(order), LINK_BATCH):
            batch = order[start : start + LINK_BATCH]
            most = max(len(item.pairs) for item in batch)
            pairs, penalty = torch.zeros(len(batch), most, width), torch.zeros(len(batch), most + 1)
            for row, item in enumerate(batch):
                pairs[row, : len(item.pairs)] = torch.from_numpy(item.pairs)
                penalty[row, len(item.pairs) : most] = NEVER
            right = torch.tensor([it.right if it.right < len(it.pairs) else most for it in batch])
            for group in adam.param_groups:
                group["lr"] = LINK_RATE * max(0.02, 1 - done / total)
            hidden = functional.dropout(torch.tanh(inner(pairs)), 0.1)
            scores = torch.cat([out(hidden)[..., 0], torch.zeros(len(batch), 1)], 1) + penalty
            loss = functional.cross_entropy(scores, right)
            adam.zero_grad()
            loss.backward()
            adam.step()
            done += 1
    arrays = {"in": inner.weight.T, "bias": inner.bias, "out": out.weight[0]}
    return {name: array.detach().numpy() for name, array in arrays.items()}


def meant(tagger: Tagger, words: Vocabulary, meanings: Vectors) -> tuple[list[list[str]], torch.Tensor]:
    """Return the keys and embeddings of all columns, with each lemma's vector added to its embedding.

    So the program need know nothing of vectors: to it a lemma is a feature like others.
    """
    keys: list[list[str]] = []
    arrays: list[torch.Tensor] = []
    for column, known in enumerate(words.keys):
        start = words.starts[column]
        own = {key: start + 1 + number for number, key in enumerate(known)}
        rows = meanings.rows if column in LEMMAS else {}
        listed = [*rows, *(key for key in known if key not in rows)]
        array = tagger.embedding.weight[[start, *(own.get(key, start) for key in listed)]]
        if rows:
            projected = tagger.projections[LEMMAS.index(column)](tagger.vectors)
            array = array + projected[[0, *(rows.get(key, 0) for key in listed)]]
        keys.append(listed)
        arrays.append(array)
    return keys, torch.cat(arrays)


def arrays_of(
    tagger: Tagger, words: Vocabulary, meanings: Vectors, known: Mapping[str, int]
) -> dict[str, NDArray[Any]]:
    """Return the tagger's weights under the names that ``quoting/network.py`` reads."""
    keys, embedding = meant(tagger, words, meanings)
    learned = {"embedding": embedding}
    for number, sides in enumerate(tagger.layers, 1):
        for side, layer in zip(("ahead", "back"), sides, strict=True):
            state = layer.state_dict()
            learned[f"input{number}_{side}"] = state["weight_ih_l0"].T
            learned[f"recurrent{number}_{side}"] = state["weight_hh_l0"].T
            learned[f"bias{number}_{side}"] = state["bias_ih_l0"] + state["bias_hh_l0"]
    learned |= {"out": tagger.out.weight.T, "out_bias": tagger.out.bias}
    learned |= {"transitions": tagger.steps, "first": tagger.first, "last": tagger.last}
    found: dict[str, NDArray[Any]] = {
        name: array.detach().numpy().astype(np.float16) for name, array in learned.items()
    }
    table = "\n".join("\t".join(column) for column in keys)
    lemmas = "\n".join(
        f"{key}\t{rank}" for key, rank in sorted(known.items()) if rank != 1 and not set(key) & {"\t", "\n"}
    )
    for name, text in (("vocabulary", table), ("lexicon", lemmas)):
        found[name] = np.frombuffer(text.encode(), np.uint8)
    return found


def write(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the weights, and their SHA-256 beside them."""
    np.savez_compressed(path, **dict(arrays))  # type: ignore[arg-type]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(weights.SUM).write_text(f"{digest}  {weights.FILE}\n", "ascii")


def train(rows: Sequence[Row]) -> dict[str, NDArray[Any]]:
    """Train tagger and linker on reports and return the arrays to ship."""
    torch.manual_seed(SEED)
    reads, known = read(rows)
    words = vocabulary(reads)
    meanings = vectors(reads)
    items = [item for one in reads for item in paragraphs(one, words, meanings)]
    found = arrays_of(train_tagger(items, words, meanings), words, meanings, known)
    chance = random.Random(SEED)  # noqa: S311
    lexicon = Lexicon(known)
    offered = [item for one in reads for drop in (None, chance) for item in choices(one, lexicon, drop)]
    for part, name in ((CONTENT, "content"), (SOURCE, "source")):
        trained = train_linker([choice for kind, choice in offered if kind == part])
        found |= {f"{name}_{layer}": array.astype(np.float16) for layer, array in trained.items()}
    return found


def judge(
    rows: Sequence[Row], rules: Sequence[Sequence[Quote]], arrays: Mapping[str, NDArray[Any]], out: Path
) -> None:
    """Write gold and what is found in reports held back, for ``score.py quotes``."""
    from copydesk.extract.quoting.tagger import tagged

    learned = weights.from_arrays(arrays)
    with (
        out.with_suffix(".gold").open("w", encoding="utf-8") as gold,
        out.open("w", encoding="utf-8") as file,
    ):
        for (row, document), told in zip(rows, rules, strict=True):
            marks = marks_of(document.text)
            quotes = [
                {
                    name: [[span.start, span.end] for span in getattr(quote, name)]
                    for name in ("source", "cue", "content")
                }
                for quote in tagged(document, marks, told, learned)
            ]
            gold.write(json.dumps(row) + "\n")
            file.write(json.dumps({"id": row["id"], "text": document.text, "quotes": quotes}) + "\n")


def main() -> None:
    """Train on the corpus named; with ``--judge OUT`` on seven eighths; write what is found in the rest."""
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("--judge", type=Path, metavar="OUT")
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    rows = documents(given.corpus)
    if given.judge:
        seen = [row for index, row in enumerate(rows) if index % 8 != 7]
        kept = rows[7::8]
        judge(kept, rules_by([rule_counts(seen)], kept), train(seen), given.judge)
    else:
        write(TARGET, train(rows))


if __name__ == "__main__":
    main()
