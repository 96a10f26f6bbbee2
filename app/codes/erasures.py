"""Words of a matrix code of which some are doubtful -> the words as they were printed.

Readers correct half as many words as there is parity for. A word that is known to be hidden costs one word of
parity instead of two: so the least believed words are left out, more and more of them, until the rest agree
with the parity. Source: G. D. Forney, Generalized minimum distance decoding, IEEE Transactions on Information
Theory 12 (1966).
"""

import threading
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from reedsolo import ReedSolomonError, RSCodec

Words = NDArray[np.uint8]
Floats = NDArray[np.float32]

SPARE = 2  # words of parity that must be left over: by chance alone one in 65,536 garbled blocks agrees
STEP = 2  # words more that are left out each time
_ONE_AT_A_TIME = threading.Lock()  # reedsolo keeps its tables in its module


@dataclass(frozen=True, slots=True)
class Corrected:
    """A block's words, and which share of its parity was left over."""

    words: Words
    spare: float


def correct(words: Words, doubts: Floats, parity: int) -> Corrected | None:
    """Return the words of a block of a QR code, its last `parity` ones its parity; None where too few agree.

    `doubts` has a value for each word: the most doubtful are left out first.
    """
    worst = np.argsort(-doubts, kind="stable")
    for count in range(0, parity - SPARE + 1, STEP):
        left_out = [int(at) for at in worst[:count]]
        found = _decoded(words, left_out, parity)
        if found is None:
            continue
        wrong = int(np.count_nonzero(np.delete(found != words, left_out)))
        spare = parity - count - 2 * wrong
        if spare >= SPARE:
            return Corrected(found, spare / parity)
    return None


def _decoded(words: Words, left_out: list[int], parity: int) -> Words | None:
    with _ONE_AT_A_TIME:
        try:
            _, whole, _ = _code(parity).decode(words.tobytes(), erase_pos=left_out)
        except ReedSolomonError:
            return None
    return np.frombuffer(bytes(whole), np.uint8)


@cache
def _code(parity: int) -> RSCodec:
    return RSCodec(parity)  # by itself it takes the field and the roots of QR codes
