"""`read`: a line per picture, whatever is handed in."""

import io
import json
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
import segno
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from app.__main__ import main

EAN = "6901028075763"


def bars(scale: int = 4) -> NDArray[np.uint8]:
    drawn = zxingcpp.create_barcode(EAN, zxingcpp.BarcodeFormat.EAN13).to_image(scale=scale)
    return np.pad(np.asarray(drawn, dtype=np.uint8), 60, constant_values=255)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    """Run `read --json --codes` and return its lines."""
    main(["read", "--json", "--codes", *words])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def a_qr(path: Path, text: str) -> str:
    segno.make_qr(text, error="l").save(str(path), scale=4, border=4)
    return str(path)


def texts(line: dict[str, object]) -> list[str]:
    codes = line["codes"]
    assert isinstance(codes, list)
    return [code["text"] for code in codes]


def test_a_line_names_the_code_its_bytes_its_corners_and_its_grade(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(bars()).save(path)

    (line,) = told(capsys, str(path))

    assert line["path"] == str(path)
    codes = line["codes"]
    assert isinstance(codes, list)
    (code,) = codes
    assert (code["format"], code["text"], code["sure"]) == ("EAN-13", EAN, True)
    assert bytes.fromhex(code["bytes_hex"]) == EAN.encode()
    assert len(code["points"]) == 4
    assert "codes" in str(line["ms"])


def test_paths_come_on_standard_input_and_a_bad_picture_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    Image.fromarray(bars()).save(good)
    bad.write_bytes(b"")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{bad}\n{tmp_path / 'missing.png'}\n\n{good}\n"))

    lines = told(capsys)

    assert ["error" in line for line in lines] == [True, True, False]
    assert texts(lines[2]) == [EAN]


def shapes(path: Path) -> dict[str, bytes]:
    """Return what cameras, phones and mischief hand in, each holding the same code where it holds one."""
    whole = Image.fromarray(bars())

    def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
        target = io.BytesIO()
        picture.save(target, kind, **options)
        return target.getvalue()

    exif = Image.Exif()
    exif[0x0112] = 6
    deep = Image.fromarray(bars().astype(np.uint16) * 257)
    frames = [whole.convert("P"), whole.convert("P").rotate(90)]
    clear = Image.merge("LA", (whole, whole.point(lambda v: 255 - v)))
    return {
        "16-bit": saved(deep, "PNG"),
        "CMYK": saved(whole.convert("CMYK"), "JPEG"),
        "EXIF-turned": saved(whole, "JPEG", exif=exif),
        "animated": saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True),
        "transparent": saved(clear, "PNG"),
        "gray": saved(whole, "PNG"),
        "two tones": saved(whole.convert("1"), "PNG"),
    }


@pytest.mark.parametrize(
    "kind", ["16-bit", "CMYK", "EXIF-turned", "animated", "transparent", "gray", "two tones"]
)
def test_every_honest_kind_of_picture_is_read(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "picture.jpg"  # the name says nothing
    path.write_bytes(shapes(tmp_path)[kind])

    (line,) = told(capsys, str(path))

    assert texts(line) == [EAN]


def a_bomb() -> bytes:
    """Return a PNG of 30,000 × 30,000 white pixels in some kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * 3750
    data = b"".join(packer.compress(row) for _ in range(3000)) + packer.flush()
    head = struct.pack(">IIBBBBB", 30000, 30000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def no_pictures(folder: Path) -> dict[str, bytes]:
    """Return what is handed in as a picture and is none that can be read; writes a clip to the folder."""
    target = io.BytesIO()
    Image.fromarray(bars()).save(target, "JPEG")
    clip = folder / "clip.avi"
    writer = cv2.VideoWriter(str(clip), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    writer.write(np.zeros((240, 320, 3), np.uint8))
    writer.release()
    return {
        "empty": b"",
        "truncated": target.getvalue()[: len(target.getvalue()) // 3],
        "HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200,
        "video": clip.read_bytes(),
        "lying": b"\xff\xd8\xff\xe0 not a JPEG at all",
        "bomb": a_bomb(),
        "text": b"=cmd|' /C calc'!A0",
    }


def test_what_is_no_usable_picture_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handed = no_pictures(tmp_path)
    for name, data in handed.items():
        (tmp_path / name).write_bytes(data)

    lines = told(capsys, *(str(tmp_path / name) for name in handed), str(tmp_path))

    told_of = {Path(str(line["path"])).name: line["error"] for line in lines}
    for error in told_of.values():
        assert isinstance(error, dict)
        assert error["zh"].endswith("。")
        assert error["en"].endswith(".")
    assert all(line["codes"] == [] for line in lines)
    for name, word in (("HEIC", "Most Compatible"), ("video", "a video"), ("bomb", "120 million pixels")):
        assert word in str(told_of[name])


@pytest.mark.parametrize(
    "text",
    [
        "pay \u202e6801.eu",
        "zero\u200bwidth\ufeff",
        "=cmd|' /C calc'!A0",
        "line\nbreak\u2028and\tmore\x07",
        "\u2066x\u2069",
    ],
)
def test_a_hostile_text_stays_in_its_line_and_shows_what_it_hides(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_qr(tmp_path / "qr.png", text)
    hidden = set("\u202e\u200b\ufeff\u2028\x07\u2066\u2069")

    assert main(["read", "--json", "--codes", path]) == 0
    (printed,) = capsys.readouterr().out.splitlines()
    assert not hidden & set(printed)
    assert [code["text"] for code in json.loads(printed)["codes"]] == [text]

    assert main(["read", "--codes", path]) == 0
    assert not hidden & set(capsys.readouterr().out)


def test_a_code_of_seven_thousand_digits_comes_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digits = "".join(str(i % 10) for i in range(7000))

    (line,) = told(capsys, a_qr(tmp_path / "long.png", digits))

    assert texts(line) == [digits]


def test_a_person_reads_one_line_a_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(bars()).save(path)

    assert main(["read", "--codes", str(path)]) == 0
    assert f"EAN-13  {EAN}  sure" in capsys.readouterr().out
