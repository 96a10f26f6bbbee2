"""Where frames come from: clips, folders, cameras, and what is none of them."""

import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.photos import decode
from ui.sources import (
    CameraDevice,
    CameraSource,
    ClipSource,
    FolderSource,
    as_frame,
    list_cameras,
    pictures_in,
    same_device,
)


def test_a_clip_is_read_at_its_pace_and_repeated(tmp_path: Path) -> None:
    path = tmp_path / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (160, 120))
    for n in range(5):
        writer.write(np.full((120, 160, 3), 40 * n, np.uint8))
    writer.release()
    waited: list[float] = []
    source = ClipSource(path, waited.append, lambda: sum(waited))

    frames = [source.read() for _ in range(12)]
    source.close()

    assert all(frame is not None and frame.shape == (120, 160, 3) for frame in frames)
    assert sum(waited) == pytest.approx(12 / 25, abs=0.05)


def wait_not(seconds: float) -> None:
    return None


@pytest.mark.parametrize(
    "make",
    [
        lambda place: ClipSource(place / "bad.avi", wait_not, time.monotonic),
        lambda place: FolderSource(place / "nowhere", decode, wait_not),
    ],
    ids=["clip", "folder"],
)
def test_what_is_no_source_gives_no_frame(
    make: Callable[[Path], ClipSource | FolderSource], tmp_path: Path
) -> None:
    (tmp_path / "bad.avi").write_bytes(b"no clip" * 100)

    source = make(tmp_path)

    assert source.read() is None
    assert not source.expose(1)
    source.close()


def test_a_folder_is_read_over_what_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    (tmp_path / "b.png").write_bytes(b"\x89PNG no more")
    (tmp_path / "c.txt").write_text("x")
    cv2.imwrite(str(tmp_path / "d.png"), np.full((40, 60, 3), 9, np.uint8))
    source = FolderSource(tmp_path, decode, wait_not)

    frames = [source.read() for _ in range(3)]

    assert [frame is not None for frame in frames].count(True) >= 2
    assert [p.name for p in pictures_in(tmp_path)] == ["a.jpg", "b.png", "d.png"]


def test_a_camera_is_found_again_by_its_path_then_its_name() -> None:
    wanted = CameraDevice("Desk cam", "/dev/video2", 2, 200)
    moved = CameraDevice("Desk cam", "/dev/video0", 0, 200)
    other = CameraDevice("Lid cam", "/dev/video1", 1, 200)

    assert same_device(wanted, (other, moved, wanted)) == wanted
    assert same_device(wanted, (other, moved)) == moved
    assert same_device(wanted, (other,)) is None
    assert isinstance(list_cameras(), tuple)
    assert CameraSource(CameraDevice("not there", "/dev/video99", 99, 200)).read() is None


@pytest.mark.parametrize(
    ("shape", "kind", "good"),
    [
        *((shape, "uint8", True) for shape in ((4, 6), (4, 6, 1), (4, 6, 3), (4, 6, 4))),
        *((shape, "uint8", False) for shape in ((4, 6, 2), (0, 6, 3), (24,))),
        ((4, 6, 3), "uint16", False),
    ],
)
def test_whatever_a_camera_gives_is_a_frame_or_none(shape: tuple[int, ...], kind: str, good: bool) -> None:
    frame = as_frame(np.zeros(shape, kind))

    assert (frame is not None) is good
    assert frame is None or frame.shape == (4, 6, 3)
