"""How cameras and halls spoil a photo: one function for each of the thirteen conditions."""

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float32]
PLAIN = 90  # JPEG quality of a photo that is not spoilt by it


def spoil(
    picture: Picture,
    condition: str,
    label: Points,
    number: Points,
    chance: random.Random,
    noise: np.random.Generator,
) -> Picture:
    """Return a photo (H, W, 3) uint8 BGR spoilt by a condition; label and number are corners in it."""
    quality = PLAIN
    match condition:
        case "defocus":
            picture = _defocus(picture, chance.uniform(1.5, 3.2))
        case "motion":
            picture = _motion(picture, chance.uniform(4, 10), chance.uniform(0, 180))
        case "glare" | "foil":
            weak = condition == "foil"
            picture = _glare(picture, label, number, chance, 0.6 if weak else 1.0)
        case "lowlight":
            picture = _lowlight(picture, chance.uniform(0.10, 0.28), chance.uniform(4, 8), noise)
        case "jpeg":
            quality = chance.randrange(18, 50)
        case "combo":
            picture = _defocus(picture, chance.uniform(0.8, 1.6))
            picture = _motion(picture, chance.uniform(2, 5), chance.uniform(0, 180))
            picture = _lowlight(picture, chance.uniform(0.3, 0.6), chance.uniform(2, 5), noise)
            quality = chance.randrange(45, 75)
        case _:
            pass
    grain = noise.normal(0, chance.uniform(0.5, 2), picture.shape).astype(np.float32)
    return _jpeg(np.asarray((picture + grain).clip(0, 255), np.uint8), quality)


def _defocus(picture: Picture, radius: float) -> Picture:
    side = 2 * math.ceil(radius) + 1
    y, x = np.mgrid[:side, :side] - side // 2
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.uint8)


def _motion(picture: Picture, length: float, angle: float) -> Picture:
    side = 2 * math.ceil(length / 2) + 1
    kernel = np.zeros((side, side), np.float32)
    centre, reach = side / 2 - 0.5, length / 2
    dx, dy = math.cos(math.radians(angle)) * reach, math.sin(math.radians(angle)) * reach
    for t in np.linspace(-1, 1, 8 * side):
        kernel[round(centre + dy * t), round(centre + dx * t)] += 1
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.uint8)


def _glare(
    picture: Picture, label: Points, number: Points, chance: random.Random, strength: float
) -> Picture:
    """Lay one to three soft blots of light on the label, the first one near the number."""
    height, width = picture.shape[:2]
    light = np.zeros((height, width), np.float32)
    span = float(np.linalg.norm(label[1] - label[0]))
    for i in range(chance.randrange(1, 4)):
        among = number if i == 0 else label
        weights = np.array([chance.random() for _ in range(4)])
        x, y = weights @ among / weights.sum()
        axes = (span * chance.uniform(0.05, 0.2), span * chance.uniform(0.02, 0.1))
        blot = np.zeros((height, width), np.float32)
        centre = (int(x), int(y))
        cv2.ellipse(blot, centre, (int(axes[0]) + 1, int(axes[1]) + 1), chance.uniform(0, 180), 0, 360, 1, -1)
        soft = np.asarray(cv2.GaussianBlur(blot, (0, 0), axes[1] * 0.8 + 2), np.float32)
        light = np.maximum(light, soft * chance.uniform(0.55, 0.95) * strength)
    return np.asarray((picture + light[:, :, None] * 255 * 1.0).clip(0, 255), np.uint8)


def _lowlight(picture: Picture, gain: float, read: float, noise: np.random.Generator) -> Picture:
    electrons = picture.astype(np.float32) * gain * 4
    shot = noise.normal(0, 1, picture.shape).astype(np.float32) * np.sqrt(electrons + 1) / 4
    dark = picture * gain + shot + noise.normal(0, read, picture.shape).astype(np.float32)
    return np.asarray(dark.clip(0, 255), np.uint8)


def _jpeg(picture: Picture, quality: int) -> Picture:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)
