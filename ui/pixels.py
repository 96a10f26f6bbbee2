"""Pixels of the core as Qt's pictures."""

import cv2
import numpy as np
from PySide6.QtGui import QImage

from app.photos import Picture


def picture_of(pixels: Picture) -> QImage:
    """Return a picture, (H, W, 3) uint8 BGR, as Qt's, in the format that Qt paints fastest."""
    height, width = pixels.shape[:2]
    shown = np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2BGRA))
    return QImage(shown.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
