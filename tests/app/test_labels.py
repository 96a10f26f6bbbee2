"""Photos to lines of text by a process of its own: what it reads, and how it fails."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.errors import BadInput
from app.labels import LabelFault, LabelReader, Picture
from tests.bench.labels import a_photo
from tests.bench.labels_faces import faces

LINUX = sys.platform == "linux"


@pytest.fixture(scope="module")
def reader() -> Iterator[LabelReader]:
    with LabelReader() as kept:
        yield kept


@pytest.fixture(scope="module")
def large() -> Picture:
    """Return a photo of twelve megapixels, which takes a while to read."""
    return a_photo(7, "small12mp", faces()[:1]).picture


def children() -> set[int]:
    return {child.pid or 0 for child in multiprocessing.active_children()}


@pytest.mark.parametrize("condition", ["clean", "rotate", "lightondark"])
def test_a_label_is_read_with_the_place_of_each_line(reader: LabelReader, condition: str) -> None:
    photo = a_photo(7, condition, faces()[:1])

    lines = reader.read(photo.picture)

    texts = ["".join(line.text.split()) for line in lines]
    assert any(photo.number in text for text in texts)
    (true,) = [line for line in photo.lines if photo.number in "".join(line.text.split())]
    (found,) = [line for line in lines if photo.number in "".join(line.text.split())]
    height = float(np.linalg.norm(true.quad[3] - true.quad[0]))
    assert np.abs(np.array(found.quad) - true.quad).max() < height
    assert len(found.text) == len(found.chances) == len(found.spans)
    assert found.confidence > 0.8
    assert found.again


def test_characters_have_their_own_places(reader: LabelReader) -> None:
    photo = a_photo(7, "clean", faces()[:1])
    (line,) = [li for li in reader.read(photo.picture) if photo.number in "".join(li.text.split())]

    start = line.text.index(photo.number[:4])
    quad = np.array(line.quad_of(start, len(line.text)))

    whole = np.array(line.quad)
    assert whole[:, 0].min() - 1 <= quad[:, 0].min() <= quad[:, 0].max() <= whole[:, 0].max() + 1


@pytest.mark.parametrize("shape", [(0, 0), (3, 3), (1, 4000, 3)])
def test_a_picture_too_small_for_text_has_none(reader: LabelReader, shape: tuple[int, ...]) -> None:
    assert reader.read(np.zeros(shape, np.uint8)) == ()


@pytest.mark.parametrize("kind", ["black", "noise", "gray"])
def test_a_picture_without_text_is_answered_in_bounded_time(reader: LabelReader, kind: str) -> None:
    shape = (960, 1280) if kind == "gray" else (960, 1280, 3)
    noise = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    picture = noise if kind == "noise" else np.full(shape, 130, np.uint8)
    began = time.monotonic()

    lines = reader.read(picture)

    assert not any(character.isdigit() for line in lines for character in line.text)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "picture",
    [np.broadcast_to(np.uint8(0), (20_000, 10_000)), np.zeros((40, 40, 4), np.uint8), np.zeros((40, 40))],
)
def test_what_is_no_usable_picture_is_refused_with_a_sentence(
    reader: LabelReader, picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
) -> None:
    with pytest.raises(BadInput):
        reader.read(picture)


def test_a_reading_that_dies_is_a_sentence_and_the_next_photo_is_read(large: Picture) -> None:
    before = children()
    with LabelReader() as reader:
        reader.read(large)
        (pid,) = children() - before
        threading.Timer(0.2, os.kill, (pid, signal.SIGTERM)).start()

        with pytest.raises(LabelFault):
            reader.read(large)

        assert reader.read(large)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system halts no process")
def test_a_reading_that_hangs_is_ended_and_the_next_photo_is_read() -> None:
    photo, before = a_photo(7, "clean", faces()[:1]), children()
    with LabelReader(patience_s=0) as reader:
        reader.read(np.zeros((32, 32, 3), np.uint8), budget_s=20)
        (pid,) = children() - before
        os.kill(pid, signal.SIGSTOP)

        with pytest.raises(LabelFault):
            reader.read(photo.picture, budget_s=0.5)

        assert reader.read(photo.picture, budget_s=20)


def test_a_reading_can_be_ended_from_another_thread(large: Picture) -> None:
    reader = LabelReader()
    reader.start()
    threading.Timer(0.5, reader.stop).start()

    with pytest.raises(LabelFault):
        _ = [reader.read(large) for _ in range(100)]


@pytest.mark.skipif(not LINUX, reason="peak memory is read from /proc")
def test_the_process_stays_small_with_a_large_photo(large: Picture) -> None:
    before = children()
    with LabelReader() as reader:
        reader.read(large)
        (pid,) = children() - before
        status = Path(f"/proc/{pid}/status").read_text()

    peak_kb = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    assert peak_kb < 700_000


def test_nothing_of_reading_can_ask_a_network() -> None:
    words = "import sys, socket, app.ocr.service, app.decoding.confined as c\n"
    words += "print({'rapidocr', 'requests', 'urllib3'} & set(sys.modules) or 'none')\n"
    words += "c.confine(8 << 30, c.SOME_FILES)\n"
    words += "try: socket.create_connection(('localhost', 9))\n"
    words += "except PermissionError: print('refused')"

    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["none", "refused"]


def test_the_program_itself_loads_no_networks() -> None:
    words = "import sys, app.labels; print('onnxruntime' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
