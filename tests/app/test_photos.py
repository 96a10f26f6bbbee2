"""Pictures from outside: facts read, derived pictures made, lies and bombs refused with a sentence."""

import io
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.errors import BadInput
from app.photos import PRINTED, Box, Picture, annotate, as_jpeg, blur, crop, decode, read_facts


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (320, 240), orientation: int = 1) -> bytes:
    array = np.random.default_rng(3).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = orientation, "Maker", "2026:05:01 10:00:00"
    target = io.BytesIO()
    Image.fromarray(array).save(target, kind, exif=exif)
    return target.getvalue()


def test_facts_are_told_as_the_camera_wrote_them() -> None:
    facts = read_facts(a_photo())

    assert (facts.format, facts.width, facts.height) == ("JPEG", 320, 240)
    assert (facts.camera_time, facts.make, facts.has_place) == ("2026:05:01 10:00:00", "Maker", False)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_formats_of_cameras_are_taken(kind: str) -> None:
    assert read_facts(a_photo(kind)).format == kind
    assert decode(a_photo(kind)).shape == (240, 320, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_shown_upright(orientation: int) -> None:
    facts = read_facts(a_photo(orientation=orientation))
    height, width = decode(a_photo(orientation=orientation)).shape[:2]

    assert (facts.width, facts.height) == (width, height)
    assert (width > height) == (orientation < 5)


def test_derived_pictures_are_pictures_of_their_own() -> None:
    data = decode(a_photo(size=(640, 480)))

    assert read_facts(crop(data, (10, 20, 110, 70))).width == 100
    assert read_facts(annotate(data, [(10, 10, 50, 50)])).width == 640
    assert decode(a_photo(size=(2000, 1500)), (128, 128)).shape == (96, 128, 3)
    assert Image.open(io.BytesIO(as_jpeg(decode(a_photo(size=(2000, 1500)), PRINTED)))).size == (720, 540)


def test_a_blurred_area_keeps_nothing_of_its_detail() -> None:
    picture = decode(a_photo(size=(640, 480)))
    box = (100, 100, 300, 300)

    before, after = picture, decode(blur(picture, [box]))

    area = (slice(110, 290), slice(110, 290))
    assert after[area].std() < before[area].std() / 4
    assert abs(int(after[400, 500].mean()) - int(before[400, 500].mean())) < 40


@pytest.mark.parametrize("box", [(0, 0, 0, 0), (50, 50, 10, 10), (9000, 0, 9100, 50), (-50, -50, 1, 1)])
def test_impossible_areas_are_refused(box: tuple[int, int, int, int]) -> None:
    works: tuple[Callable[[Picture, list[Box]], bytes], ...] = (
        blur,
        annotate,
        lambda data, b: crop(data, b[0]),
    )

    for work in works:
        with pytest.raises(BadInput, match="区域"):
            work(decode(a_photo()), [box])


READERS: tuple[Callable[[bytes], object], ...] = (
    read_facts,
    decode,
    lambda data: decode(data, (64, 64)),
)


def a_png_of(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes do not hold."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + header
    body = zlib.compress(bytes(100))
    data = b"IDAT" + body
    return (
        b"\x89PNG\r\n\x1a\n"
        + len(header).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
        + len(body).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.7 not a photo",
        b"GIF89a" + bytes(100),
        a_photo()[:2000],
        a_photo()[:20],
        a_photo("PNG")[:400],
        b"\xff\xd8\xff\xe0" + bytes(5000),
        a_png_of(60_000, 60_000),
        a_png_of(4000, 4000),
        bytes(65 * 1024 * 1024),
    ],
    ids=["empty", "text", "pdf", "gif", "cut", "head", "cut png", "zeros", "bomb", "lie", "huge"],
)
def test_what_is_no_usable_photo_is_refused_with_a_sentence(data: bytes) -> None:
    for read in READERS:
        with pytest.raises(BadInput) as refused:
            read(data)
        assert refused.value.zh
        assert refused.value.en


@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_changed_byte_gives_a_picture_or_our_refusal(at: int, value: int) -> None:
    data = bytearray(PHOTO)
    data[at % len(data)] = value

    try:
        shape = decode(bytes(data)).shape
    except BadInput:
        shape = (1, 1, 3)
    assert len(shape) == 3


PHOTO = a_photo(size=(64, 48))
