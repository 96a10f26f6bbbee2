"""What a shaking hand or a lens out of focus did to a part of a picture, found in it and taken back.

A blur multiplies a picture's spectrum by its own, which a shake makes zero along evenly spaced lines: the
cepstrum, the spectrum of the spectrum's logarithm, then has a deep minimum where the shake ends. Print has
none there. Wiener's filter takes a known blur back.
Source of the measure: M. Cannon, Blind deconvolution of spatially invariant image blurs with phase (1976).
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.engines import Picture

Floats = NDArray[np.float32]

EDGE = 24  # px mirrored around a picture before it is filtered
WAVES = 512  # samples of the spectrum; larger parts are looked at in their middle
FLOOR = 1e-4  # of the mean power: weaker waves are noise
SHORTEST, LONGEST = 4, 16  # px of a shake
PLAIN, APART = 0.02, 1.6  # depth of a minimum that a shake makes, and how much deeper it is than the next
ALIKE = 3.0  # px between minima that are one


def find_shake(part: Picture) -> tuple[float, float] | None:
    """Return the length in px and the angle in degrees of a shake that blurred a part, None if none shows."""
    height, width = part.shape
    top, left = max(0, (height - WAVES) // 2), max(0, (width - WAVES) // 2)
    middle = part[top : top + WAVES, left : left + WAVES].astype(np.float32)
    window = np.outer(np.hanning(middle.shape[0]), np.hanning(middle.shape[1]))
    power = np.abs(np.fft.rfft2((middle - middle.mean()) * window, (WAVES, WAVES))) ** 2
    folds = np.fft.irfft2(np.log(power + FLOOR * power.mean() + 1e-9), (WAVES, WAVES))
    y, x = np.mgrid[: LONGEST + 1, -LONGEST : LONGEST + 1]
    far = np.hypot(x, y)
    depth = np.where(
        (far >= SHORTEST) & (far <= LONGEST), cv2.blur(-folds[y % WAVES, x % WAVES], (3, 3)), -1.0
    )
    row, column = np.unravel_index(int(depth.argmax()), depth.shape)
    deepest = float(depth[row, column])
    there = x[row, column], y[row, column]
    near = np.minimum(np.hypot(x - there[0], y - there[1]), np.hypot(x + there[0], y + there[1])) < ALIKE
    if deepest < PLAIN or deepest < APART * float(depth[~near].max()):
        return None
    return float(far[row, column]), math.degrees(math.atan2(there[1], there[0]))


def disc(radius: float) -> Floats:
    """Return what a lens out of focus makes of a point, (S, S)."""
    size = 2 * math.ceil(radius) + 1
    y, x = np.mgrid[:size, :size] - size // 2
    return np.asarray(np.clip(radius + 0.5 - np.hypot(x, y), 0, 1), np.float32)


def line(length: float, angle: float) -> Floats:
    """Return what a shake makes of a point, (S, S); the angle is in degrees."""
    size = 2 * math.ceil(length / 2) + 1
    y, x = np.mgrid[:size, :size] - size // 2
    turn = math.radians(angle)
    along, across = x * math.cos(turn) + y * math.sin(turn), -x * math.sin(turn) + y * math.cos(turn)
    inside = np.clip(1 - np.abs(across), 0, 1) * np.clip(length / 2 + 0.5 - np.abs(along), 0, 1)
    return np.asarray(inside, np.float32)


class Blurred:
    """A picture from which blurs are taken back by Wiener's filter; it is transformed once."""

    def __init__(self, picture: Picture) -> None:
        height, width = picture.shape
        self._size = height, width
        high, wide = (cv2.getOptimalDFTSize(side + 2 * EDGE) for side in picture.shape)
        room = cv2.copyMakeBorder(
            picture, EDGE, high - height - EDGE, EDGE, wide - width - EDGE, cv2.BORDER_REFLECT
        )
        self._spectrum = np.fft.rfft2(np.asarray(room, np.float32))
        self._shape = (high, wide)

    def undone(self, kernel: Floats, noise: float) -> Picture:
        """Return the picture as it may have been before this blur; `noise` is a share of its power."""
        middle = kernel.shape[0] // 2
        whole = np.zeros(self._shape, np.float32)
        whole[: kernel.shape[0], : kernel.shape[1]] = kernel / kernel.sum()
        blur = np.fft.rfft2(np.roll(whole, (-middle, -middle), (0, 1)))
        sharp = np.fft.irfft2(self._spectrum * np.conj(blur) / (np.abs(blur) ** 2 + noise), self._shape)
        inner = sharp[EDGE : EDGE + self._size[0], EDGE : EDGE + self._size[1]]
        return np.ascontiguousarray(np.clip(inner, 0, 255).astype(np.uint8))
