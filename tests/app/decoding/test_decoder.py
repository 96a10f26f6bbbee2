"""Files from outside are decoded apart: what breaks a decoder breaks a process that may do nothing."""

import io
import multiprocessing
import os
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app import photos
from app.decoding import Decoder
from app.decoding.confined import confine
from app.decoding.process import READY, KeptProcess
from app.errors import BadInput

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="setrlimit(2), which is tested, is not there")
BROKEN = BadInput("断", "broken")


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (320, 240)) -> bytes:
    array = np.random.default_rng(5).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    target = io.BytesIO()
    Image.fromarray(array).save(target, kind, quality=90)
    return target.getvalue()


def a_paper(pages: int = 2) -> bytes:
    target = io.BytesIO()
    sheet = Canvas(target, (200, 100))
    for page in range(pages):
        sheet.rect(20 * page, 20, 40, 40, fill=1)
        sheet.showPage()
    sheet.save()
    return target.getvalue()


def children() -> set[int]:
    return {child.pid or 0 for child in multiprocessing.active_children()}


@pytest.fixture
def fresh() -> Iterator[tuple[Decoder, int]]:
    """A decoder that runs, and the process that it has for photos."""
    before = children()
    made = Decoder()
    made.decode(a_photo())
    (pid,) = children() - before
    yield made, pid
    made.stop()


KINDS = [
    *((mode, "JPEG") for mode in ("RGB", "L", "CMYK")),
    *((mode, "PNG") for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")),
    *((mode, "WEBP") for mode in ("RGB", "RGBA")),
]


@pytest.mark.parametrize(("mode", "kind"), KINDS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_what_comes_back_is_what_decoding_here_gives(
    decoder: Decoder, mode: str, kind: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0132] = orientation, "2026:05:01 10:00:00"
    exif.get_ifd(0x8825)[1] = "N"  # a place
    target = io.BytesIO()
    noise = np.random.default_rng(5).integers(0, 255, (900, 1200, 3), dtype=np.uint8)  # of several pieces
    image = Image.fromarray(noise).convert("L" if mode == "I;16" else mode).convert(mode)
    image.save(target, kind, exif=exif)
    data = target.getvalue()

    assert np.array_equal(decoder.decode(data), photos.decode(data))
    assert np.array_equal(decoder.decode(data, (100, 100)), photos.decode(data, (100, 100)))
    assert decoder.read_facts(data) == photos.read_facts(data)


def test_the_two_pictures_of_a_phone_in_one_file_are_the_first(decoder: Decoder) -> None:
    target, first = io.BytesIO(), Image.new("RGB", (64, 48), "red")
    first.save(target, "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48), "blue")])

    assert decoder.decode(target.getvalue())[0, 0].tolist() == [0, 0, 254]


def test_pages_come_back_as_pictures(decoder: Decoder) -> None:
    paper = a_paper()

    second, pages = decoder.draw_page(paper, 1, 144)
    last, _ = decoder.draw_page(paper, 99, 144)

    assert (decoder.count_pages(paper), pages, second.shape) == (2, 2, (200, 400, 3))
    assert np.array_equal(second, last)
    assert (second[120, 60], second[120, 20]) == (pytest.approx(0), pytest.approx(255))


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"GIF89a" + bytes(100), a_photo()[:2000], bytes(65 * 1024 * 1024)]
)
def test_no_photo_is_a_sentence_and_the_process_goes_on(fresh: tuple[Decoder, int], data: bytes) -> None:
    decoder, pid = fresh

    for ask in (decoder.read_facts, decoder.decode):
        with pytest.raises(BadInput, match="照片"):
            ask(data)

    assert decoder.decode(a_photo()).shape == (240, 320, 3)
    assert pid in children()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", a_paper()[:300], b"%PDF" + bytes(61 << 20)])
def test_no_pdf_is_a_sentence(decoder: Decoder, data: bytes) -> None:
    with pytest.raises(BadInput, match="PDF"):
        decoder.count_pages(data)
    with pytest.raises(BadInput, match="PDF"):
        decoder.draw_page(data, 0, 72)


def test_a_page_of_too_many_pixels_is_not_drawn(decoder: Decoder) -> None:
    with pytest.raises(BadInput, match="过大"):
        decoder.draw_page(a_paper(), 0, 72_000)


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of one colour: few bytes, and all the pixels that it claims."""
    rows = zlib.compressobj()
    body = b"".join(rows.compress(bytes(1 + width * 4)) for _ in range(height)) + rows.flush()
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\x00\x00\x00"
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
        for name, data in chunks
    )


@POSIX
def test_a_picture_that_wants_more_memory_than_it_may_have_harms_nobody() -> None:
    decoder = Decoder(memory=1500 << 20)

    with pytest.raises(BadInput, match=r"像素过多|中断"):
        decoder.decode(a_bomb(10_000, 11_000))

    assert decoder.decode(a_photo()).shape == (240, 320, 3)
    decoder.stop()


def test_many_threads_may_ask_at_once(decoder: Decoder) -> None:
    sizes = [(40 + n, 30) for n in range(12)]
    came: dict[int, tuple[int, ...]] = {}

    def ask(number: int) -> None:
        came[number] = decoder.decode(a_photo(size=sizes[number])).shape

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(sizes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert came == {n: (height, width, 3) for n, (width, height) in enumerate(sizes)}


def try_everything(connection: Connection, place: str) -> None:
    """Try what a process that was taken over would; tells what it could do."""
    confine(4 << 30, 0)
    connection.send_bytes(READY)
    connection.recv_bytes()
    tries: dict[str, Callable[[], object]] = {
        "read": lambda: Path(__file__).read_bytes(),
        "write": lambda: Path(place).write_bytes(b"x"),
        "listen": lambda: multiprocessing.connection.Listener(("localhost", 0)),
        "connect": lambda: multiprocessing.connection.Client(("localhost", 9)),
        "run": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "take memory": lambda: bytearray(5 << 30),
    }
    could = []
    for name, work in tries.items():
        try:
            result = work()
            if name != "run" or os.waitstatus_to_exitcode(os.waitpid(int(str(result)), 0)[1]) == 0:
                could.append(name)
        except (OSError, MemoryError):
            continue
    connection.send_bytes(" ".join(could).encode())


@POSIX
def test_a_confined_process_can_do_nothing(tmp_path: Path) -> None:
    confined = KeptProcess(try_everything, str(tmp_path / "x"))

    def talk(pipe: Connection) -> str:
        pipe.send_bytes(b"go")
        return pipe.recv_bytes().decode()

    assert confined.ask(talk, 30, BROKEN) == ""
    confined.stop()
