"""The scene of a label photo: a background, and the label laid into it, tipped, turned or bent."""

import math
import random
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

OVER = 2  # times the size at which labels are drawn
SCENE, SCENE_12MP = (1280, 960), (4000, 3000)

Picture = NDArray[np.uint8]
Points = NDArray[np.float32]


def scene(size: tuple[int, int], chance: random.Random, noise: np.random.Generator) -> Picture:
    """Return a background: tables, boards, blurred goods; (H, W, 3) uint8 RGB."""
    width, height = size
    base = np.array([chance.randrange(40, 200) for _ in range(3)], np.float32)
    coarse = noise.normal(0, 14, (height // 80 + 2, width // 80 + 2, 3)).astype(np.float32)
    fine = noise.normal(0, 6, (height // 4, width // 4, 1)).astype(np.float32)
    laid = base + cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    laid += cv2.resize(fine, size)[:, :, None]
    for _ in range(chance.randrange(3, 14)):
        colour = tuple(chance.randrange(256) for _ in range(3))
        x, y = chance.randrange(width), chance.randrange(height)
        w, h = chance.randrange(width // 20, width // 3), chance.randrange(height // 20, height // 3)
        if chance.random() < 0.6:
            cv2.rectangle(laid, (x, y), (x + w, y + h), colour, -1)
        else:
            cv2.ellipse(laid, (x, y), (w // 2, h // 2), chance.uniform(0, 180), 0, 360, colour, -1)
    return np.asarray(cv2.GaussianBlur(laid, (0, 0), chance.uniform(0.8, 3)).clip(0, 255), np.uint8)


def place(
    label: Picture, background: Picture, condition: str, chance: random.Random
) -> tuple[Picture, Points, float | None]:
    """Lay the label into the scene; return the picture, the way of its points, and how it is bent."""
    curve = chance.uniform(0.7, 1.25) if condition == "curved" else None
    bent = _bent(label, curve) if curve is not None else label
    height, width = bent.shape[:2]
    matrix = _matrix((width, height), background, condition, chance)
    soft = np.asarray(cv2.GaussianBlur(bent, (0, 0), 0.7), np.uint8)
    mask = np.full((height, width), 255, np.uint8)
    size = (background.shape[1], background.shape[0])
    laid = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32)
    share = (
        cv2.warpPerspective(mask, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32)[:, :, None] / 255
    )
    lamp = np.linspace(chance.uniform(0.75, 1), chance.uniform(0.75, 1), size[0], dtype=np.float32)[
        None, :, None
    ]
    picture = (laid * share + background * (1 - share)) * lamp
    return np.asarray(picture.clip(0, 255), np.uint8), matrix, curve


def _bent(label: Picture, curve: float) -> Picture:
    """Return a label as it looks on a bottle: columns crowd towards the edges, rows sag."""
    height, width = label.shape[:2]
    half = math.sin(curve)
    u = np.arcsin(np.clip(np.linspace(-half, half, width), -1, 1)) / curve
    x = ((u + 1) / 2 * (width - 1)).astype(np.float32)
    sag = ((np.cos(u * curve) - math.cos(curve)) * height * 0.12).astype(np.float32)
    rows = np.arange(height + int(height * 0.12), dtype=np.float32)[:, None]
    map_y = rows - sag[None, :]
    map_x = np.repeat(x[None, :], rows.shape[0], axis=0)
    return np.asarray(
        cv2.remap(label, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def _matrix(size: tuple[int, int], background: Picture, condition: str, chance: random.Random) -> Points:
    """Return the homography that carries the drawn label into the scene."""
    width, height = size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turned = (corners - [width / 2, height / 2]) / OVER
    angle = math.radians(chance.uniform(-4, 4))
    if condition == "rotate":
        angle = math.radians(
            chance.choice((chance.uniform(-45, 45), chance.uniform(-180, 180), 90, -90, 180))
        )
    elif condition == "combo":
        angle = math.radians(chance.uniform(-12, 12))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    turned = turned @ turn.T
    steep = {"tilt": chance.uniform(0.45, 0.75), "combo": chance.uniform(0.15, 0.35)}.get(condition, 0.05)
    turned = _seen_from(turned, steep, chance.uniform(0, 2 * math.pi))
    room = np.array([background.shape[1], background.shape[0]]) * 0.97
    extent = turned.max(0) - turned.min(0)
    turned *= min(1, *(room / extent))
    extent = turned.max(0) - turned.min(0)
    slack = (np.array([background.shape[1], background.shape[0]]) - extent).clip(0)
    turned += -turned.min(0) + slack * [chance.random(), chance.random()]
    return np.asarray(cv2.getPerspectiveTransform(corners, turned.astype(np.float32)), np.float32)


def _seen_from(points: NDArray[np.float64], steep: float, towards: float) -> NDArray[np.float64]:
    """Tip a plane of points away from a camera by `steep` radians, towards a direction."""
    axis = np.array([math.cos(towards), math.sin(towards)])
    along = points @ axis
    depth = 1 + along * math.sin(steep) / (3 * np.abs(points).max())
    tipped = points + np.outer(along * (math.cos(steep) - 1), axis)
    return np.asarray(tipped / depth[:, None])


def moved(
    box: tuple[float, float, float, float], matrix: Points, curve: float | None, shape: Sequence[int]
) -> Points:
    """Return the corners of a box of the drawn label as they lie in the photo."""
    left, top, right, bottom = box
    points = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    if curve is not None:
        height, width = shape[:2]
        u = points[:, 0] / width * 2 - 1
        points[:, 1] += (np.cos(u * curve) - math.cos(curve)) * height * 0.12
        points[:, 0] = (np.sin(u * curve) / math.sin(curve) + 1) / 2 * width
    return np.asarray(cv2.perspectiveTransform(points[None], matrix)[0], np.float32)
