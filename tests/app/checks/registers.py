"""A register in memory, for tests of checks."""

from collections.abc import Iterable
from datetime import date

from app.checks import Context
from app.law import load_law
from app.numbers.spellings import number_key
from app.rights import Extract, Kind, Right, Status

TODAY = date(2026, 5, 10)
LAW = load_law()
US = "杭州云朵玩具有限公司"
OTHERS = "宁波别家文具有限公司"
NUMBER = "201310699744.2"
MARK = "1234567"


class SmallRegister:
    """Implements app.rights.Register over a few rights."""

    def __init__(self, rights: Iterable[Right]) -> None:
        self.rights = tuple(rights)
        self.extract = Extract("测试摘录", date(2026, 5, 1), "0" * 64, len(self.rights))

    def find(self, number: str) -> tuple[Right, ...]:
        key = number_key(number)
        return tuple(r for r in self.rights if key in {number_key(n) for n in _numbers(r)})

    def search(
        self, name: str, *, kinds: frozenset[Kind] = frozenset(), nice: str = "", limit: int = 50
    ) -> tuple[Right, ...]:
        found = (r for r in self.rights if name.upper() in r.name.upper() and (not kinds or r.kind in kinds))
        return tuple(r for r in found if not nice or nice in r.classes)[:limit]


def _numbers(right: Right) -> tuple[str, ...]:
    numbers = (right.application_number, right.registration_number, *right.publication_numbers)
    return tuple(n for n in numbers if n)


def a_patent(status: Status, holder: str = US, kind: Kind = Kind.INVENTION, **more: object) -> Right:
    values = {"filed": date(2013, 12, 18), "status_date": date(2025, 6, 1)} | more
    return Right("CN", kind, "发光玩具", NUMBER, holders=(holder,), status=status, **values)  # type: ignore[arg-type]  # any fields


def a_mark(status: Status, holder: str = US, **more: object) -> Right:
    values = {"classes": ("28",), "groups": ("2802",), "expires": date(2030, 1, 1)} | more
    return Right("CN", Kind.TRADEMARK, "云朵猫", "", MARK, holders=(holder,), status=status, **values)  # type: ignore[arg-type]  # any fields


def a_context(**more: object) -> Context:
    values = {"acting_on": TODAY, "law": LAW, "exhibitor": US, "goods": "玩具", "nice": "28", "group": "2802"}
    return Context(**{**values, **more})  # type: ignore[arg-type]  # any fields
