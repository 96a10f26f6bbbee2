"""A line of a table as a row of the register: what its cells mean.

Values repeat, so what a text means is worked out once and remembered.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter

from app.rights import BETWEEN, Kind, Rejected, Row, Status
from offline_db.importers.classes import ipc_symbol, locarno_classes
from offline_db.importers.cnipa import patent_number
from offline_db.importers.columns import COLUMNS, REMOVED
from offline_db.importers.common import parts_of, read_day, read_roc_day, shorten
from offline_db.importers.statuses import read_status_of

Maker = Callable[[Sequence[str], int], Row | Rejected]

UNREAD = "\0?"  # no cell holds it; stands for a kind or a day that says something, but nothing we know
KINDS = {kind.value: kind.value for kind in Kind}
STATUSES = {status.value: status.value for status in Status}
NOT_REGISTERED = frozenset({"pending", "published", "refused", "withdrawn", "opposed", "under_review"})
CASE_FILES = "serial_no"  # the column by which the Trademark Case Files of the USPTO are known
KIND_WORDS = (
    ("实用新型", Kind.UTILITY_MODEL),
    ("utility", Kind.UTILITY_MODEL),
    ("外观", Kind.DESIGN),
    ("发明", Kind.INVENTION),
    ("著作", Kind.COPYRIGHT),
    ("特殊标志", Kind.SPECIAL_SIGN),
    ("地理标志", Kind.GI),
    ("商标", Kind.TRADEMARK),
    ("mark", Kind.TRADEMARK),
)
_REMOVALS = frozenset({"D", "d", "Delete", "delete", "删除", "注销登记"})
_PATENTS = frozenset({"invention", "utility_model", "design"})
_PUBLICATION_KINDS = {"U": "utility_model", "Y": "utility_model", "S": "design", "D": "design"}
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # days of Excel: 1927 to 2119
_EPOCH = date(1899, 12, 30)

_CONTROL = re.compile(r"[\x00-\x1c\x1e\x1f\x7f]")
_TELLS = re.compile(r"[1-9]")
_SEVERAL = re.compile(r"[;；|、\n]")
_LIST = re.compile(r"[;；、,，|\n]")
_CLASS_LIST = re.compile(r"[;；、,，|\n]|(?<=类)|(?<=\d)\s+(?=\d)")
_CLASS_WORDS = re.compile(r"^(?:第|国际)?\s*|\s*(?:类.*)?$")
_UNTIL = re.compile(r"至|~|—|\bto\b|(?<=\d)\s*-\s*(?=\d{4}\D)")
_PUBLISHED = re.compile(r"CN\d{7,9}([ABCUYSD])\d?")
_GUARDED = re.compile(r'^=?"(.*)"$|^\'(?=.)')  # ="0123" and '0123 keep a spreadsheet from changing a number


class _Memo(dict[str, str]):
    """What texts mean, worked out once each; forgets all when it has grown large."""

    def __init__(self, work: Callable[[str], str]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> str:
        if len(self) > 200_000:
            self.clear()
        meaning = self[text] = self._work(text)
        return meaning


def row_maker(header: Sequence[str], places: Mapping[str, int], file: str) -> Maker:
    """Return what turns the cells of a line and its number into a row or a rejection."""
    width, tail = len(header), file + "#"
    pick = itemgetter(*(places.get(field, width) for field in COLUMNS))
    american = "number" in places and header[places["number"]].strip().lower() == CASE_FILES
    office_else, kind_else = ("US", "trademark") if american else ("CN", "")
    days, last_days, lists, names = map(_Memo, (_day, _last_day, _list, _names))
    classes, kinds = map(_Memo, (_classes, _kind))
    states = _Memo(lambda text: _status(text, office_else))

    def make(cells: Sequence[str], line: int) -> Row | Rejected:
        if len(cells) != width:
            return _rejected(line, "列数与表头不符 | not as many columns as the header", cells)
        (
            office, kind, number, filed_as, own, printed_as, name, nice, groups, goods, holders, agents,
            filed, published, registered, expires, status, status_day, image, operation,
        ) = pick((*cells, ""))  # fmt: skip
        number, filed_as, own = number.strip(), filed_as.strip(), own.strip()
        if number[:1] in _QUOTES or own[:1] in _QUOTES or filed_as[:1] in _QUOTES:
            number, filed_as, own = _bare(number), _bare(filed_as), _bare(own)
        if american and not own.strip("0"):
            own = ""
        number = number or own or filed_as or printed_as.strip()
        if not number[-1:].isdigit() and not any(x.isdigit() for x in number):
            return _rejected(line, "缺少号码 | no number", cells)
        told = kinds[kind] or kind_else or _kind_of(number)
        state = states[status] if operation not in _REMOVALS else REMOVED
        if not american and (filed_as == own or told != "trademark" or not (filed_as and own)):
            filed_as, own = _numbers(told, number, state, filed_as, own, office.strip() or office_else)
        row = (
            office.strip() or office_else, told, name.strip(), filed_as, own, lists[printed_as],
            classes[nice], lists[groups], goods.strip(), names[holders], names[agents], days[filed],
            days[published],
            days[registered], last_days[expires], state, days[status_day], image.strip(), f"{tail}{line}",
        )  # fmt: skip
        if UNREAD in row or "E+" in number:
            return _rejected(line, _why(row, kind), cells)
        plain = "".join(cells).isprintable() or not _CONTROL.search("".join(row))
        return row if plain else tuple(_clean(cell) for cell in row)

    return make


_QUOTES = frozenset("='\"")


def _rejected(line: int, reason: str, cells: Sequence[str]) -> Rejected:
    return Rejected(line, reason, shorten(" | ".join(cells)))


def _why(row: Row, kind: str) -> str:
    if row[1] == UNREAD:
        return f"不认识的权利类型 {kind[:40]} | unknown kind of right"
    if UNREAD in row:
        return "日期无法识别 | a date cannot be read"
    return "号码被表格软件改写为科学计数法，已失真 | the number was rounded by a spreadsheet"


def _clean(cell: str) -> str:
    return BETWEEN.join(_CONTROL.sub("", part) for part in cell.split(BETWEEN))


def _bare(text: str) -> str:
    match = _GUARDED.match(text)
    return text if match is None else (match.group(1) or text[match.end() :]).strip()


def _numbers(kind: str, number: str, status: str, filed_as: str, own: str, office: str) -> tuple[str, str]:
    """Return application and registration number where a table has one column for both."""
    if kind in _PATENTS:
        filed_as = filed_as or ("" if _PUBLISHED.fullmatch(number) else number)
        chinese = patent_number(filed_as) if office == "CN" else filed_as
        return chinese, own if own != filed_as else ""
    if kind != Kind.TRADEMARK:
        return "", own or number
    own = own if own.strip("0") else ""
    plain = number.isdigit()
    if own and not filed_as:
        return (own if plain else "", own)
    if filed_as and not own and number == filed_as:
        return (filed_as, "" if status in NOT_REGISTERED or status == "unknown" else filed_as)
    return (number if plain or status in NOT_REGISTERED else "", "" if status in NOT_REGISTERED else number)


def _kind(text: str) -> str:
    low = text.strip().lower()
    known = KINDS.get(low) or next((k.value for word, k in KIND_WORDS if word in low), "")
    return known or (UNREAD if low.isascii() and low else "")


def _kind_of(number: str) -> str:
    """Tell marks from patents by the number alone; a patent's kind by its type digit or its letter."""
    shown = unicodedata.normalize("NFKC", number).upper()
    if published := _PUBLISHED.fullmatch(shown):
        return _PUBLICATION_KINDS.get(published.group(1), "invention")
    digits = re.sub(r"^(ZL|CN)*|[.\s]", "", shown)
    if len(digits) in (12, 13) and digits[:2] in ("19", "20"):
        return {"2": "utility_model", "9": "utility_model", "3": "design"}.get(digits[4], "invention")
    return "trademark"


def _status(text: str, office: str) -> str:
    return STATUSES.get(text.strip().lower()) or read_status_of(text, office).value


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        text = _bare(text.strip())
        day = read_day(text) or read_roc_day(text) or _serial_day(text)
    return day.isoformat() if day else UNREAD if _TELLS.search(text) else ""


def _serial_day(text: str) -> date | None:
    """Read a day as Excel counts them, which is what an unformatted cell shows."""
    whole = text.partition(".")[0]
    serial = int(whole) if whole.isascii() and whole.isdigit() and len(whole) == 5 else 0
    return _EPOCH + timedelta(serial) if _FIRST_SERIAL <= serial <= _LAST_SERIAL else None


def _last_day(text: str) -> str:
    return _day(_UNTIL.split(text)[-1].strip())


def _list(text: str) -> str:
    return BETWEEN.join(dict.fromkeys(p.strip() for p in _LIST.split(text) if p.strip()))


def _names(text: str) -> str:
    return BETWEEN.join(parts_of(text)) if _SEVERAL.search(text) else text.strip()


def _classes(text: str) -> str:
    parts = (p.strip() for p in _CLASS_LIST.split(text))
    return BETWEEN.join(dict.fromkeys(c for p in parts if p and (c := _class(p))))


def _class(text: str) -> str:
    bare = _CLASS_WORDS.sub("", text)
    if bare.isdigit():
        return bare.lstrip("0") or bare if len(bare) < 4 else locarno_classes((bare,))[0]
    return ipc_symbol(bare) if "/" in bare else (*locarno_classes((bare,)), "")[0]
