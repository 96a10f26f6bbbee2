"""The exported page, opened as a local file in a real browser: hostile files, and what a person sees."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.verifying import Desk, Page, flipped, needs_browser

pytestmark = needs_browser


def a_bomb() -> bytes:
    """A small picture file that claims to be very large."""
    target = io.BytesIO()
    Image.new("1", (8, 8)).save(target, "PNG")
    return target.getvalue()[:16] + (60000).to_bytes(4, "big") * 2 + target.getvalue()[24:]


def loops() -> bytes:
    """A PDF whose pages, names and fields refer to themselves."""
    objects = [
        b"1 0 obj <</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>"
        b"/AcroForm<</Fields[4 0 R]>>>> endobj\n",
        b"2 0 obj <</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>> endobj\n",
        b"3 0 obj <</Kids[3 0 R 3 0 R]>> endobj\n",
        b"4 0 obj <</Kids[4 0 R]/FT 5 0 R>> endobj\n",
        b"5 0 obj 5 0 R endobj\n",
    ]
    body, places = b"%PDF-1.7\n", []
    for one in objects:
        places.append(len(body))
        body += one
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + head + b"trailer <</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(body)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + os.urandom(200_000),
        b"%PDF-1.7\n" + b"[" * 300_000 + b"\nstartxref\n9\n%%EOF",
        loops(),
        b"\xff\xd8\xff" + os.urandom(5000),
        a_bomb(),
        b"MZ" + bytes(3_000_000),
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"HUHANG:1:" + b"A" * 900_000,
    ],
    ids=[
        "empty",
        "text",
        "head",
        "noise",
        "nested",
        "loops",
        "jpeg",
        "bomb",
        "program",
        "html",
        "svg",
        "long",
    ],
)
def test_hostile_files_get_a_sentence_and_leave_the_page_alive(page: Page, desk: Desk, data: bytes) -> None:
    said = page.give(data, "hostile.pdf")

    assert said["headline"] == "nothing"
    assert said["no"]
    assert page.give(desk.pdf)["headline"] == "genuine"
    assert page.browser.dialogs == 0


def test_a_check_that_never_ends_is_stopped(page: Page, desk: Desk) -> None:
    page.browser.run("PATIENCE_MS.pdf = 300; document.getElementById('core').textContent += ';for(;;);'")

    said = page.give(desk.pdf)

    assert "took too long" in said["text"]


def test_files_can_be_dropped_and_words_change_with_the_language(
    page: Page, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(desk.pdf)

    page.browser.drop_files(500, 300, tmp_path / "a.pdf")
    page.answer()
    page.browser.run("document.querySelector('[data-language=zh]').click()")

    assert "真实，未被改动" in page.browser.run("document.querySelector('.result').innerText")
    assert page.browser.run("document.documentElement.lang") == "zh-CN"
    assert page.browser.run("document.title") == "文书核验"


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fits_the_screen_and_everything_has_a_name(
    page: Page, desk: Desk, phone: bool, language: str
) -> None:
    page.browser.look(*((360, 740) if phone else (1280, 900)), phone=phone)
    page.give(desk.pdf)
    page.browser.run(f"document.querySelector('[data-language={language}]').click()")

    assert page.browser.run("document.documentElement.scrollWidth <= window.innerWidth")
    assert (
        page.browser.run(
            "[...document.querySelectorAll('button, summary, textarea')].filter((x) => x.offsetParent &&"
            " !(x.labels && x.labels.length) && !x.textContent.trim()).length"
        )
        == 0
    )


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground(page: Page, desk: Desk, dark: bool) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    page.browser.look(1100, 900, dark=dark)
    page.give(flipped(desk.pdf, desk.pdf.index(b"/Width") - 8))
    script = """(() => {
      const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map((v) => { v /= 255;
        return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const ground = (x) => { for (; x; x = x.parentElement) { const c = getComputedStyle(x).backgroundColor;
        if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
      return [...document.querySelectorAll('body *')].filter((x) => x.offsetParent &&
        [...x.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((x) => {
        const [a, b] = [light(getComputedStyle(x).color), light(ground(x))].sort((m, n) => n - m);
        return [(a + 0.05) / (b + 0.05), x.textContent.slice(0, 40)]; }).filter(([ratio]) => ratio < 4.5);
    })()"""

    assert page.browser.run(script) == []
