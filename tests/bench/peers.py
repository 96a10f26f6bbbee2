"""Peers of the name search, over the same distinct names: SQLite FTS5 trigrams, tantivy n-grams, rapidfuzz.

Each is used as its documentation says for finding similar strings: the grams of a sign joined by OR and
ranked by BM25 (LIKE where a sign is shorter than a trigram), or a comparison with every name. Peers know no
classes.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench.measuring import folder_bytes, timed

Search = Callable[[str, int], list[str]]
LEAST_QUERIES = 30
PATIENCE = 90.0  # seconds that one peer may search for


@dataclass(frozen=True, slots=True)
class PeerRun:
    """What a peer took, and what it found; `searched` may be fewer signs than were asked for."""

    name: str
    build_cpu: float  # seconds
    size: int  # bytes on disk, 0 where all is in memory
    walls: list[float]  # ms
    cpus: list[float]
    found: list[list[str]]

    @property
    def searched(self) -> int:
        return len(self.found)


def missing() -> list[str]:
    """Name the peers that are not installed (`pip install --group bench`)."""
    return [name for name in ("rapidfuzz", "tantivy") if find_spec(name) is None]


def run_peers(names: Sequence[str], signs: Sequence[str], count: int, folder: Path) -> list[PeerRun]:
    """Let each installed peer search for the signs, in the order given, while it may."""
    makers = {"FTS5 trigram": _fts5, "tantivy 1-2-grams": _tantivy, "rapidfuzz": _rapidfuzz}
    absent = missing()
    return [
        _run(name, make, names, signs, count, folder / name.split()[0])
        for name, make in makers.items()
        if name.split()[0] not in absent
    ]


def _run(
    name: str,
    make: Callable[[Sequence[str], Path], Search],
    names: Sequence[str],
    signs: Sequence[str],
    count: int,
    folder: Path,
) -> PeerRun:
    folder.mkdir()
    began = time.process_time()
    search = make(names, folder)
    built = time.process_time() - began
    walls, cpus = [], []
    found: list[list[str]] = []
    limit = time.monotonic() + PATIENCE
    for sign in signs:
        if time.monotonic() > limit and len(found) >= LEAST_QUERIES:
            break
        before = time.process_time()
        wall, _ = timed(lambda sign=sign: found.append(search(sign, count)))  # type: ignore[misc]  # bound now
        walls.append(wall)
        cpus.append((time.process_time() - before) * 1000)  # some search in threads of their own
    return PeerRun(name, built, folder_bytes(folder), walls, cpus, found)


def _fts5(names: Sequence[str], folder: Path) -> Search:
    base = sqlite3.connect(folder / "names.db")
    base.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    with base:
        base.executemany("INSERT INTO names VALUES (?)", ((name,) for name in names))
        base.execute("INSERT INTO names(names) VALUES ('optimize')")

    def search(sign: str, count: int) -> list[str]:
        grams = dict.fromkeys(sign[at : at + 3] for at in range(len(sign) - 2))
        if not grams:
            like = f"%{sign}%"
            rows = base.execute("SELECT name FROM names WHERE name LIKE ? LIMIT ?", (like, count))
        else:
            asked = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
            rows = base.execute(
                "SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (asked, count)
            )
        return [name for (name,) in rows.fetchall()]

    return search


def _tantivy(names: Sequence[str], folder: Path) -> Search:
    library: Any = import_module("tantivy")
    builder = library.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="grams", index_option="freq")
    schema = builder.build()
    index = library.Index(schema, path=str(folder))
    grams = library.TextAnalyzerBuilder(library.Tokenizer.ngram(1, 2, False))
    index.register_tokenizer("grams", grams.filter(library.Filter.lowercase()).build())
    writer = index.writer(heap_size=256_000_000)
    for name in names:
        writer.add_document(library.Document(name=name))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(sign: str, count: int) -> list[str]:
        text = sign.lower()
        parts = dict.fromkeys([*text, *(a + b for a, b in pairwise(text))])
        terms = [(library.Occur.Should, library.Query.term_query(schema, "name", part)) for part in parts]
        hits = searcher.search(library.Query.boolean_query(terms), count).hits
        return [searcher.doc(address)["name"][0] for _, address in hits]

    return search


def _rapidfuzz(names: Sequence[str], folder: Path) -> Search:
    process: Any = import_module("rapidfuzz.process")
    scorer: Any = import_module("rapidfuzz.fuzz").ratio
    folded = [name.upper() for name in names]

    def search(sign: str, count: int) -> list[str]:
        found = process.extract(sign.upper(), folded, scorer=scorer, limit=count)
        return [names[place] for _, _, place in found]

    return search
