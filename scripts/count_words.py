"""Count in how many reports each word occurs, for the background of story clustering.

    python scripts/count_words.py ../shared/data > src/copydesk/stories/grouping/background.tsv

Reads quotes/polnear-train.jsonl, dates/timebank-aquaint.jsonl and the main texts of
pages/article-extraction.jsonl.gz below the given folder: 840, 257 and 181 English texts of 1989 to 2019.
What is kept is counts only: words that occur in at least five texts, and pairs of neighbouring words with
capital letters that occur in at least three, each with that number. The files that clustering is measured on
are not read.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

SOURCES = (
    ("quotes/polnear-train.jsonl", "text"),
    ("dates/timebank-aquaint.jsonl", "text"),
    ("pages/article-extraction.jsonl.gz", "body"),
)
LEAST, LEAST_PAIR = 5, 3
WORD = re.compile(r"[^\W_]+")
JOINING = " -'’"
"""What may stand between the words of a pair."""


def texts(path: Path, field: str) -> Iterator[str]:
    """Yield one field of each line of a JSON Lines file, compressed or not."""
    data = path.read_bytes()
    plain = gzip.decompress(data) if path.suffix == ".gz" else data
    return (json.loads(line)[field] for line in plain.decode("utf-8").split("\n") if line.strip())


def pairs(text: str) -> Iterator[str]:
    """Yield two words side by side that both begin with a capital letter."""
    for one, two in pairwise(WORD.finditer(text)):
        between = text[one.end() : two.start()]
        if len(between) == 1 and between in JOINING and one[0][0].isupper() and two[0][0].isupper():
            yield f"{one[0]} {two[0]}".lower()


def main(folder: Path) -> None:
    """Print the number of reports, then a word and its count on each line."""
    counts: Counter[str] = Counter()
    reports = 0
    for source, field in SOURCES:
        for text in texts(folder / source, field):
            counts.update(set(WORD.findall(text.lower())))
            counts.update(set(pairs(text)))
            reports += 1
    print(f"\t{reports}")
    for word, count in sorted(counts.items()):
        if count >= (LEAST_PAIR if " " in word else LEAST):
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
