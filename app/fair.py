"""A fair's stands and exhibitors, as the organiser lists them.

The list travels as a blob named by `FairPublished`, so its digest stands in the bureau's signed log and
a random draw over it can be recomputed by anyone.
"""

from dataclasses import dataclass

import msgspec

from app.errors import BadInput

LARGEST_LIST = 64 * 1024 * 1024  # bytes; 2,600 stands take about 2 MB


@dataclass(frozen=True, slots=True)
class Declared:
    """An exhibit or a right that the exhibitor declared to the organiser."""

    name: str
    goods: str = ""
    nice: str = ""
    group: str = ""
    rights: tuple[str, ...] = ()  # numbers as declared


@dataclass(frozen=True, slots=True)
class Stand:
    code: str  # "1A03"
    hall: str
    exhibitor: str
    uscc: str = ""
    address: str = ""
    representative: str = ""
    phone: str = ""
    country: str = "CN"  # ISO 3166-1 alpha-2
    declared: tuple[Declared, ...] = ()
    row: int = 0  # place in the hall plan, for the walking order
    column: int = 0


@dataclass(frozen=True, slots=True)
class StandList:
    v: int
    fair: str
    halls: tuple[str, ...]
    stands: tuple[Stand, ...]

    def stand(self, code: str) -> Stand | None:
        return next((s for s in self.stands if s.code == code), None)


def write_stands(stands: StandList) -> bytes:
    """Encode a stand list; the same list gives the same bytes."""
    return msgspec.json.encode(stands, order="sorted")


def read_stands(data: bytes) -> StandList:
    """Read a stand list.

    Raises:
        BadInput: too large, not such JSON, another version, or two stands with one code.
    """
    try:
        if len(data) > LARGEST_LIST:
            raise msgspec.ValidationError("too large")
        stands = msgspec.json.decode(data, type=StandList)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable() from error
    codes = [s.code for s in stands.stands]
    if stands.v != 1 or len(set(codes)) != len(codes) or "" in codes:
        raise _unreadable()
    return stands


def _unreadable() -> BadInput:
    return BadInput(
        "展位名录无法读取，未作任何更改；请向主办方或局机关索取新的展会包。",
        "The stand list cannot be read and nothing was changed; ask the bureau for a new fair pack.",
    )
