"""The exported page in a browser, and what is handed to it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import segno

from app.verifier import Facts
from tests.app.signing.papers import Office
from tests.e2e.chromium import Browser, find_browser
from tests.signed_papers import Paper, a_photo

needs_browser = pytest.mark.skipif(
    not find_browser(), reason="no Chromium here: apt-get install chromium, then run the tests again"
)
HOSTILE = "甲<script>document.title='owned'</script><img src=x onerror=alert(1)>\u202e\u2066]]>&lt;公司\u0000"
VALUES = {
    "party.name": "浙江𬭸光文化创意股份有限公司",
    "scene": f"现场两件\n第二段 {HOSTILE}",
    "goods": [["1", "玩具", "ABC-1", "件", "2", ""]],
}
PHOTOS = (a_photo(10), a_photo(200))
MODULE = 12  # pixels of the drawn code, before it is photographed


@dataclass(frozen=True)
class Desk:
    """An office, a genuine document of it, and what its page knows."""

    office: Office
    paper: Paper
    pdf: bytes
    facts: Facts


class Page:
    """The verifier, freshly opened."""

    def __init__(self, browser: Browser, folder: Path, html: bytes) -> None:
        self.browser, self.folder = browser, folder
        (folder / "verify.html").write_bytes(html)
        self.shown = 0
        browser.requests.clear()
        browser.messages.clear()
        self.reload()

    def reload(self) -> None:
        self.browser.look(1100, 900)
        self.browser.open((self.folder / "verify.html").as_uri())
        self.browser.run("document.querySelector('[data-language=en]').click()")
        self.shown = 0

    def give(self, data: bytes, name: str = "file.bin") -> dict[str, Any]:
        """Choose a file and return what the page says of it."""
        path = self.folder / name
        path.write_bytes(data)
        self.browser.choose_files("#files", path)
        return self.answer()

    def type(self, text: str) -> dict[str, Any]:
        self.browser.run(f"document.getElementById('code').value = {text!r}")
        self.browser.run("document.getElementById('check').click()")
        return self.answer()

    def answer(self) -> dict[str, Any]:
        self.shown += 1
        self.browser.wait(f"document.querySelectorAll('.result').length === {self.shown}")
        return dict(
            self.browser.run(
                "(() => { const r = document.querySelector('.result'); return {"
                "headline: r.dataset.headline, text: r.innerText,"
                "no: [...r.querySelectorAll('.checks li.no')].map((x) => x.innerText),"
                "care: [...r.querySelectorAll('.checks li.care')].map((x) => x.innerText)}; })()"
            )
        )


def photographed(code: str, pixels: float, seed: int) -> bytes:
    """A code on paper as a phone sees it: turned, in perspective, unsharp, unevenly lit, noisy, JPEG."""
    rng = np.random.default_rng(seed)
    matrix = segno.make_qr(code, error="m", mask=3, boost_error=False).matrix
    dark = np.kron(np.array([[bool(m) for m in row] for row in matrix]), np.ones((MODULE, MODULE))) > 0
    side = len(dark)
    paper = np.full((side + 40 * MODULE, side + 60 * MODULE), 250, np.uint8)
    paper[8 * MODULE : 8 * MODULE + side, 8 * MODULE : 8 * MODULE + side][dark] = 25
    height, width = paper.shape
    square = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    angle = np.deg2rad(rng.uniform(-25, 25))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = (square - square.mean(0)) * (pixels / MODULE) @ turn * (1 + rng.uniform(-0.12, 0.12, (4, 1)))
    corners += 20 - corners.min(0)
    size = (corners.max(0) + 20).astype(int)
    warp = cv2.getPerspectiveTransform(square.astype(np.float32), corners.astype(np.float32))
    soft = cv2.GaussianBlur(paper, (0, 0), 0.5 * MODULE / pixels)
    seen = cv2.warpPerspective(soft, warp, (int(size[0]), int(size[1])), borderValue=120)
    blurred = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 0.8)).astype(np.float64)
    shot = blurred * np.linspace(1, rng.uniform(0.6, 1), seen.shape[1]) + rng.normal(0, 6, seen.shape)
    _, jpeg = cv2.imencode(".jpg", np.clip(shot, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 75])
    return jpeg.tobytes()


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
