"""Picture bytes -> facts and pixels; pixels -> the derived pictures that print and screen need.

Originals are only hashed and read, never encoded again; a crop, blur or annotation is another picture that
names its parent and operation. Decoding is guarded: a picture is taken by its content, not its name. The
program has what comes from outside decoded by `app.decoding`, where these functions run.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageOps, UnidentifiedImageError

from app.errors import BadInput

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 64 * 1024 * 1024  # bytes
MOST_PIXELS = 120_000_000
HEAD = 16  # bytes that tell what a file is
STILL_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
PRINTED = (720, 540)  # px that a photo has in a document at most
SMALL, WHOLE = 78, 95  # JPEG quality of what is shown and printed, and of pictures that are evidence
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the upright picture
Size = tuple[int, int]  # width and height in pixels
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    format: str  # "JPEG", "PNG", "WEBP"
    width: int  # as shown upright
    height: int
    camera_time: str  # as the camera wrote it, "" if it did not; testimony only
    make: str
    model: str
    has_place: bool  # GPS data are in the file; they are not read


def read_facts(data: bytes) -> PhotoFacts:
    """Read what a picture says of itself, after decoding it whole.

    Raises:
        BadInput: empty, too large, no picture, truncated, or a bomb.
    """
    with _opened(data) as picture:
        picture.load()
        exif = picture.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        taken = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or ""
        turned = exif.get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
        width, height = picture.size[::-1] if turned else picture.size
        return PhotoFacts(
            picture.format or "",
            width,
            height,
            _plain(taken),
            _plain(exif.get(ExifTags.Base.Make, "")),
            _plain(exif.get(ExifTags.Base.Model, "")),
            bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
        )


def decode(data: bytes, fit: Size | None = None) -> Picture:
    """Return the upright picture as (H, W, 3) uint8 BGR, shrunk to fit `fit` pixels (width, height).

    Raises:
        BadInput: as `read_facts`.
    """
    with _opened(data) as picture:
        if fit is not None:
            picture.draft("RGB", (fit[0] * 2, fit[1] * 2))
        upright = _upright(picture)
        if fit is not None:
            upright.thumbnail(fit, Image.Resampling.LANCZOS)
        return np.asarray(cv2.cvtColor(np.asarray(upright), cv2.COLOR_RGB2BGR), dtype=np.uint8)


def as_jpeg(picture: Picture, quality: int = SMALL) -> bytes:
    """Return a picture, (H, W, 3) uint8 BGR, as JPEG."""
    return _jpeg(_image(picture), quality)


def crop(picture: Picture, box: Box) -> bytes:
    """Return the part of a picture, (H, W, 3) uint8 BGR, as JPEG. Raises BadInput for an empty box."""
    return _jpeg(_image(picture).crop(_inside(box, picture)), WHOLE)


def blur(picture: Picture, boxes: Sequence[Box]) -> bytes:
    """Return a picture with areas (bystanders' faces) made unrecognisable, as JPEG. Raises as `crop`."""
    image = _image(picture)
    for box in boxes:
        area = _inside(box, picture)
        part = image.crop(area)
        tiny = part.resize((max(1, part.width // 24), max(1, part.height // 24)), Image.Resampling.BOX)
        coarse = tiny.resize(part.size, Image.Resampling.NEAREST)
        image.paste(coarse.filter(ImageFilter.GaussianBlur(max(part.size) / 20)), area)
    return _jpeg(image, WHOLE)


def annotate(picture: Picture, boxes: Sequence[Box]) -> bytes:
    """Return a picture with red frames around areas, as JPEG. Raises as `crop`."""
    image = _image(picture)
    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle(_inside(box, picture), outline=(200, 16, 46), width=max(3, image.width // 300))
    return _jpeg(image, WHOLE)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    if not data:
        raise BadInput(
            "照片文件是空的；请重新拍摄或选择。", "The photo file is empty; take or choose it again."
        )
    if len(data) > LARGEST_FILE:
        raise BadInput(
            "照片超过 64 MB，未采用；请用相机的普通画质重新拍摄。",
            "The photo is larger than 64 MB and was not taken; use the camera's normal quality.",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_large()
                yield picture
    except (Image.DecompressionBombError, MemoryError) as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise _no_photo(data[:HEAD]) from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
    ) as error:
        raise BadInput(
            "照片文件不完整或已损坏，未采用；请重新拍摄或复制。",
            "The photo is truncated or damaged and was not taken; take or copy it again.",
        ) from error


def _too_large() -> BadInput:
    return BadInput(
        "照片像素过多（超过 1.2 亿），未采用；请用相机的普通画质重新拍摄。",
        "The photo has over 120 million pixels and was not taken; use the camera's normal quality.",
    )


def _no_photo(head: bytes) -> BadInput:
    """Say what a file is instead of a photo, and what to do; by its first bytes, whatever its name."""
    if head[4:8] == b"ftyp" and head[8:12] in STILL_BRANDS:
        return BadInput(
            "这是 HEIC 或 AVIF 照片，无法打开；请把手机相机设为“兼容性最佳”后重拍，或先转存为 JPEG。",
            "This is a HEIC or AVIF photo, which cannot be opened here; set the phone's camera to "
            '"Most Compatible" (JPEG) and take it again, or save it as JPEG first.',
        )
    if head[4:8] == b"ftyp" or head[8:12] == b"AVI " or head[:4] == b"\x1aE\xdf\xa3":
        return BadInput(
            "这是视频，不是照片；请截取一帧存为 JPEG，或直接拍照。",
            "This is a video, not a photo; save one picture of it as JPEG, or take a photo.",
        )
    return BadInput(
        "这不是可用的照片（支持 JPEG、PNG、WebP）；请重新选择。",
        "This is no usable photo (JPEG, PNG, WebP); choose another.",
    )


def _upright(picture: Image.Image) -> Image.Image:
    """Return a picture as it is looked at: 16 bits as 8, on white where it is transparent."""
    plain = picture.mode == "RGB" and not picture.has_transparency_data
    if plain and picture.getexif().get(ExifTags.Base.Orientation, 1) == 1:
        return picture  # as most are: copies of 12 megapixels take as long as reading a code
    turned = ImageOps.exif_transpose(picture)
    if turned.mode.startswith("I"):
        deep = np.asarray(turned.convert("I"))
        return Image.fromarray(np.clip(deep >> 8, 0, 255).astype(np.uint8)).convert("RGB")
    if turned.has_transparency_data:
        shown = turned.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    return turned.convert("RGB")


def _image(picture: Picture) -> Image.Image:
    return Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality)
    return target.getvalue()


def _inside(box: Box, picture: Picture) -> Box:
    height, width = picture.shape[:2]
    left, top, right, bottom = box
    area = (max(0, left), max(0, top), min(width, right), min(height, bottom))
    if area[2] - area[0] < 2 or area[3] - area[1] < 2:
        raise BadInput(
            "所选区域太小或在照片之外；请重新框选。", "The area is too small or outside the photo."
        )
    return area


def _plain(value: object) -> str:
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
    return "".join(c for c in text if c.isprintable())[:64].strip()
