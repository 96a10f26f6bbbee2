"""XLSX exports with Chinese column names, as the offices' sites and vendors write them.

Columns are recognised by name; an explicit mapping (field -> column name) overrides. Rows are streamed.
"""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.numbers.normalise import normalise
from app.rights import Kind, Rejected, Right
from offline_db.importers.common import parts_of, read_day, read_status, shorten

NAME = "XLSX"
LARGEST_UNPACKED = 4 * 1024**3  # bytes
LARGEST_RATIO = 300  # unpacked to packed; spreadsheets reach some 30

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("注册号", "申请/注册号", "申请号", "专利号", "商标注册号", "登记号"),
    "publication": ("公开（公告）号", "公开(公告)号", "公开号", "公告号", "授权公告号"),
    "kind": ("专利类型", "类型", "权利类型", "专利类别"),
    "name": ("商标名称", "标题", "名称", "专利名称", "发明名称"),
    "classes": ("国际分类", "类别", "主分类号", "分类号", "IPC", "洛迦诺分类"),
    "groups": ("类似群", "类似群组"),
    "goods": ("商品/服务", "商品服务", "核定商品", "核定使用商品"),
    "holder": ("当前权利人", "申请（专利权）人", "申请(专利权)人", "专利权人", "注册人", "申请人"),
    "filed": ("申请日", "申请日期"),
    "registered": ("授权公告日", "注册日期", "注册公告日期", "公告日"),
    "expires": ("专用权期限", "有效期至", "期限届满日", "截止日期"),
    "status": ("法律状态", "当前法律状态", "简单法律状态", "商标状态", "状态", "流程状态"),
    "status_date": ("状态日期", "法律状态日期"),
    "image": ("商标图像", "图像"),
}
KIND_WORDS = (
    ("实用新型", Kind.UTILITY_MODEL),
    ("外观", Kind.DESIGN),
    ("发明", Kind.INVENTION),
    ("著作", Kind.COPYRIGHT),
    ("特殊标志", Kind.SPECIAL_SIGN),
    ("商标", Kind.TRADEMARK),
)


def recognises(head: bytes) -> bool:
    return (head.startswith(b"PK\x03\x04") and b"xl/" in head) or (
        head.startswith(b"PK\x03\x04") and b"[Content_Types]" in head
    )


def read(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Right | Rejected]:
    """Yield one right or rejection for each row of the first sheet."""
    refusal = _bomb(path)
    if refusal:
        yield Rejected(0, refusal)
        return
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            rows = book.worksheets[0].iter_rows(values_only=True)
            header = [str(value or "").strip() for value in next(rows, ())]
            places = match_columns(header, mapping)
            if "number" not in places:
                yield Rejected(1, "找不到号码列，请指定列名对应关系 | no column of numbers; map the columns")
                return
            for line, row in enumerate(rows, 2):
                if any(value not in (None, "") for value in row):
                    yield _right({f: row[i] for f, i in places.items() if i < len(row)}, line)
        finally:
            book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        SyntaxError,
    ) as error:
        yield Rejected(0, f"表格文件损坏：{shorten(str(error))} | the workbook is damaged")


def match_columns(header: list[str], mapping: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return which column holds which field: by `mapping` (field -> column name), else by known names."""
    folded = [normalise(name) for name in header]
    places: dict[str, int] = {}
    for field, known in COLUMNS.items():
        names = (mapping[field],) if mapping and field in mapping else known
        wanted = [normalise(name) for name in names]
        place = next((folded.index(name) for name in wanted if name in folded), None)
        if place is not None:
            places[field] = place
    return places


def _right(row: dict[str, object], line: int) -> Right | Rejected:
    text = {field: "" if value is None else str(value).strip() for field, value in row.items()}
    number = text.get("number", "")
    if not any(c.isdigit() for c in number):
        return Rejected(line, "缺少号码 | no number", shorten(str(text)))
    kind = next((k for word, k in KIND_WORDS if word in text.get("kind", "")), None) or _kind_of(number)
    mark = kind is Kind.TRADEMARK
    expires = text.get("expires", "").replace("至", " ").split()
    return Right(
        "CN",
        kind,
        text.get("name", ""),
        "" if mark else number,
        number if mark else "",
        tuple(n for n in (text.get("publication", ""),) if n),
        _list(text.get("classes", "")),
        _list(text.get("groups", "")),
        text.get("goods", ""),
        parts_of(text.get("holder", "")),
        (),
        read_day(text.get("filed")),
        None,
        read_day(text.get("registered")),
        read_day(expires[-1]) if expires else None,
        read_status(text.get("status", "")),
        read_day(text.get("status_date")),
        text.get("image", ""),
    )


def _kind_of(number: str) -> Kind:
    """Tell marks from patents by the number alone; a patent's kind by its type digit."""
    digits = normalise(number).removeprefix("ZL").removeprefix("CN").replace(".", "")
    if len(digits) in (12, 13) and digits[:2] in ("19", "20"):
        return {"2": Kind.UTILITY_MODEL, "9": Kind.UTILITY_MODEL, "3": Kind.DESIGN}.get(
            digits[4], Kind.INVENTION
        )
    return Kind.TRADEMARK


def _list(text: str) -> tuple[str, ...]:
    for mark in ";；、,，|":
        text = text.replace(mark, " ")
    return tuple(
        dict.fromkeys(part.removeprefix("第").removesuffix("类").lstrip("0") or part for part in text.split())
    )


def _bomb(path: Path) -> str:
    """Return why a workbook must not be unpacked, "" if it may."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(info.file_size, info.compress_size) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        return f"表格文件损坏：{shorten(str(error))} | the workbook is damaged"
    unpacked, packed = sum(s for s, _ in sizes), sum(c for _, c in sizes)
    if unpacked > LARGEST_UNPACKED or (unpacked > 50_000_000 and unpacked > LARGEST_RATIO * max(packed, 1)):
        return "表格文件展开后过大，疑为恶意文件，未读取 | the workbook unpacks to an impossible size"
    return ""
