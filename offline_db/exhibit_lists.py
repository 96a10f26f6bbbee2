"""A fair's list of exhibitors and products: CSV, TSV or XLSX as organisers send it, columns known by name.

The encoding of a CSV is the one in which its first lines name columns. A cell that looks like a formula is
text like any other; lines above the names of the columns and blank lines are passed over.
"""

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from app.errors import BadInput
from app.screening import ExhibitLine, ExhibitList
from offline_db.importers.workbooks import BROKEN, RefusedBook, lines_of, open_book

COLUMNS = {  # field -> names of its column, the surest first
    "stand": "展位号 展位 展位编号 摊位号 摊位 stand booth standno boothno",
    "exhibitor": "参展商 参展商名称 参展企业 参展单位 企业名称 公司名称 单位名称 展商 exhibitor company",
    "product": "展品名称 展品 产品名称 产品 商品名称 商品 品名 名称 product exhibit productname name",
    "brand": "品牌 品牌名称 商标 商标名称 标志 brand mark trademark sign",
    "nice": "国际分类 尼斯分类 商标类别 类别 class nice niceclass",
    "group": "类似群 类似群组 group",
}
ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SAMPLE = 1 << 16  # bytes from which encoding and columns are told
HEADER_AMONG = 20  # first lines
LONGEST_FIELD = 1_000_000  # characters that a cell may have
LONGEST_KEPT = 500  # characters of a cell that are kept
MOST_LINES = 1_000_000
_CLASS = re.compile(r"(?:第|class|cl\.?)?\s*0*([1-9]\d?)\s*类?", re.IGNORECASE)
_GROUP = re.compile(r"\d{4}")

Cells = Sequence[str]


def read_exhibits(path: Path) -> ExhibitList:
    """Read a list.

    Raises:
        BadInput: it cannot be read, names no column of products or brands, or has no line.
    """
    try:
        table = _sheet(path) if zipfile.is_zipfile(path) else _text(path)
        lines = tuple(islice(_exhibits(table), MOST_LINES))
    except (csv.Error, RefusedBook, *BROKEN) as error:
        raise BadInput(
            f"无法读取清单 {path.name}（{str(error)[:60]}）；请另存为 CSV 或 XLSX 后重试。",
            f"The list {path.name} cannot be read; save it as CSV or XLSX and try again.",
        ) from error
    if not lines:
        raise BadInput(
            f"清单 {path.name} 中没有展品；请核对列名（展位号、参展商、展品名称、品牌、类别）。",
            f"The list {path.name} holds no exhibits; check its columns (stand, exhibitor, product, brand).",
        )
    return ExhibitList(path.name, hashlib.sha256(msgspec.json.encode(lines)).hexdigest(), lines)


def _exhibits(table: Iterable[Cells]) -> Iterator[ExhibitLine]:
    rows = enumerate(table, 1)
    places: dict[str, int] = {}
    for number, cells in rows:
        places = _places(cells)
        if len(places) > 1 and not places.keys().isdisjoint({"product", "brand"}):
            break
        if number >= HEADER_AMONG:
            return
    for number, cells in rows:
        stand, exhibitor, product, brand, nice, group = (_cell(cells, places.get(f)) for f in COLUMNS)
        if product or brand or exhibitor:
            yield ExhibitLine(number, stand, exhibitor, product, brand, _class(nice), _group(group))


def _class(text: str) -> str:
    known = _CLASS.fullmatch(unicodedata.normalize("NFKC", text))
    return known.group(1) if known and int(known.group(1)) <= 45 else ""


def _group(text: str) -> str:
    known = _GROUP.search(text)
    return known.group() if known else ""


def _places(cells: Cells) -> dict[str, int]:
    folded = [re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", cell).lower()) for cell in cells]
    found = {}
    for field, names in COLUMNS.items():
        place = next((folded.index(name) for name in names.split() if name in folded), None)
        if place is not None:
            found[field] = place
    return found


def _cell(cells: Cells, place: int | None) -> str:
    if place is None or place >= len(cells):
        return ""
    return " ".join(cells[place][:LONGEST_KEPT].replace("\0", "").split())


def _text(path: Path) -> Iterator[Cells]:
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    encoding, delimiter = _layout(head)
    csv.field_size_limit(LONGEST_FIELD)
    with io.TextIOWrapper(path.open("rb"), encoding=encoding, errors="replace", newline="") as text:
        yield from csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)


def _layout(head: bytes) -> tuple[str, str]:
    """Return the encoding and the delimiter under which the first lines name the most columns."""
    best = (0, ENCODINGS[0], ",")
    for encoding in ENCODINGS:
        text = head.decode(encoding, "replace").replace("\0", "")
        for delimiter in ",\t;|":
            lines = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), HEADER_AMONG)
            try:
                named = max((len(_places(cells)) for cells in lines), default=0)
            except csv.Error:
                continue
            if named > best[0]:
                best = (named, encoding, delimiter)
    return best[1], best[2]


def _sheet(path: Path) -> Iterator[Cells]:
    with open_book(path) as book:
        for sheet in book.worksheets[:1]:
            yield from lines_of(sheet)
