"""Picture -> printed codes, and what to believe of live frames.

`read` takes the time it is given for a photo (see `app.codes.cascade`); `read_frame` is for live pictures,
and `Agreement` decides over several of them. A misread is worse than no read: what is not sure is marked so.
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from app.codes.bars import read_again
from app.codes.cascade import read_codes
from app.codes.ends import go_on
from app.codes.engines import Picture, has_zbar, zxing
from app.codes.kinds import EASILY_INVENTED, key
from app.codes.symbol import CORRECTED, Symbol
from app.codes.votes import Votes, short

__all__ = ["CORRECTED", "Agreement", "Picture", "Symbol", "read", "read_frame", "readers"]


def readers() -> tuple[str, ...]:
    """Return the readers on this machine; ZBar is absent where its system library is."""
    return ("zxing-cpp", "likelihood", "opencv", *(("zbar",) if has_zbar() else ()))


def read(picture: Picture, budget_s: float = 1.5) -> tuple[Symbol, ...]:
    """Return the codes in a picture, (H, W) or (H, W, 3) uint8 BGR, from top to bottom; () if none.

    Cheap readings come first; costlier ones follow while something seems unread and time is left.
    """
    return read_codes(_gray(picture), budget_s)


def read_frame(frame: Picture) -> tuple[Symbol, ...]:
    """Return the codes in a live frame by the cheapest reading; `Agreement` decides what to accept.

    Kinds that readers invent need a second reading; a piece of a code whose other bars are in sight is left
    out, since the next frames may show it whole.
    """
    gray = _gray(frame)
    votes = Votes()
    found = zxing(np.asarray(cv2.GaussianBlur(gray, (3, 3), 0.8), dtype=np.uint8))
    votes.add(found)
    for reading in found:
        if reading.symbology in EASILY_INVENTED:
            votes.add(read_again(gray, reading))
    return tuple(s for s in votes.symbols() if s.symbology != "ITF" or not go_on(gray, s.quad))


class Agreement:
    """Accepts codes over live frames: error-corrected ones at once, others after two of the last five."""

    def __init__(self, frames: int = 5, needed: int = 2, again_s: float = 3.0) -> None:
        self._frames, self._needed, self._again_s = frames, needed, again_s
        self._recent: list[set[str]] = []
        self._accepted: dict[str, float] = {}

    def accept(self, symbols: Sequence[Symbol], now_s: float) -> tuple[Symbol, ...]:
        """Take one frame's symbols; return those accepted now, each once while it stays in sight."""
        self._recent = [*self._recent, {key(s.symbology, s.text) for s in symbols}][-self._frames :]
        new = []
        for symbol in symbols:
            what = key(symbol.symbology, symbol.text)
            seen = sum(what in frame for frame in self._recent)
            if symbol.symbology in CORRECTED or seen >= self._needed:
                if now_s - self._accepted.get(what, -1e9) > self._again_s:
                    new.append(replace(symbol, sure=not short(symbol.symbology, symbol.text)))
                self._accepted[what] = now_s
        return tuple(new)


def _gray(picture: Picture) -> Picture:
    gray = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.ascontiguousarray(gray, dtype=np.uint8)
