"""Pictures of the planted labels: a package as a camera sees it, its code and words readable."""

import io
import random
from datetime import date

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from app.practice.situations import Situation
from app.typeset.places import sources

SIZE = (1600, 1200)
COLOURS = ((226, 238, 247), (250, 240, 224), (232, 245, 233), (248, 231, 236), (238, 235, 250))


def label_picture(situation: Situation, today: date) -> bytes:
    """Return a JPEG of about 1600 × 1200; the same situation and day give the same picture."""
    chance = random.Random(situation.code)
    label = _label(situation, chance)
    scene = Image.new("RGB", SIZE, (88, 92, 98))
    grain = np.random.default_rng(int(situation.code)).normal(128, 18, (SIZE[1] // 4, SIZE[0] // 4))
    noise = Image.fromarray(grain.clip(0, 255).astype(np.uint8)).resize(SIZE).convert("RGB")
    scene = Image.blend(scene, noise, 0.25)
    placed = _tilted(np.asarray(label), chance)
    mask = placed.sum(axis=2) > 0
    canvas = np.array(scene)
    canvas[mask] = placed[mask]
    light = np.linspace(chance.uniform(0.82, 0.95), 1.0, SIZE[0])[None, :, None]
    picture = Image.fromarray((canvas * light).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Practice", "Practice camera"
    exif[0x0132] = f"{today:%Y:%m:%d} 10:00:00"
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=82, exif=exif)
    return target.getvalue()


def _label(situation: Situation, chance: random.Random) -> Image.Image:
    label = Image.new("RGB", (1240, 900), chance.choice(COLOURS))
    draw = ImageDraw.Draw(label)
    serif, _ = sources()
    sans = serif.with_name("NotoSansSC-Regular.otf")
    brand, *lines = situation.label.split("\n")
    draw.rectangle((24, 24, 1216, 876), outline=(60, 72, 88), width=4)
    draw.text((70, 70), brand, font=ImageFont.truetype(str(serif), 84), fill=(28, 36, 52))
    for number, line in enumerate(lines):
        draw.text((74, 250 + number * 84), line, font=ImageFont.truetype(str(sans), 50), fill=(36, 40, 48))
    bars = np.asarray(zxingcpp.create_barcode(situation.code, zxingcpp.BarcodeFormat.EAN13).to_image(scale=5))
    code = Image.fromarray(bars).convert("RGB").resize((520, 230), Image.Resampling.NEAREST)
    label.paste(code, (80, 610))
    draw.text(
        (640, 780), "执行标准 GB 6675  练习样品", font=ImageFont.truetype(str(sans), 34), fill=(70, 76, 88)
    )
    return label


def _tilted(label: NDArray[np.uint8], chance: random.Random) -> NDArray[np.uint8]:
    height, width = label.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    left, top = (SIZE[0] - width) / 2, (SIZE[1] - height) / 2
    moved = corners + np.array([left, top], np.float32)
    moved += np.array([[chance.uniform(-45, 45), chance.uniform(-30, 30)] for _ in range(4)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    placed = cv2.warpPerspective(np.maximum(label, 1), matrix, SIZE)
    return np.asarray(placed, dtype=np.uint8)
