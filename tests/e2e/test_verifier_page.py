"""The exported page, a local file in a real browser: what it says of documents, papers and photos."""

import base64
import io
import re
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.verifier import make_verifier
from tests.app.signing.papers import NUMBER, an_office
from tests.e2e.chromium import Browser
from tests.e2e.verifying import PHOTOS, VALUES, Desk, Page, flipped, needs_browser, photographed
from tests.signed_papers import a_paper, a_photo, original

pytestmark = needs_browser


def added(pdf: bytes, drawing: bytes) -> bytes:
    """Append a revision in which the first page draws something else."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=drawing))
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped
    return target.getvalue()


def test_a_genuine_document_holds_in_every_point(page: Page, desk: Desk) -> None:
    said = page.give(desk.pdf, "文书.pdf")

    assert (said["headline"], said["no"], said["care"]) == ("genuine", [], [])
    for text in (
        NUMBER,
        "浙江𬭸光文化创意股份有限公司",
        "张检查",
        "33010012341",
        "1号机",
        "ABC-1",
        "文书.pdf",
    ):
        assert text in said["text"]
    assert page.browser.messages == []
    assert {r.split(":")[0] for r in page.browser.requests} <= {"file", "blob"}


def test_nothing_of_a_file_is_executed_or_can_turn_the_text_around(page: Page, desk: Desk) -> None:
    said = page.give(desk.pdf)

    assert "<script>document.title='owned'</script><img src=x onerror=alert(1)>" in said["text"]
    assert "U+202E" in said["text"]
    assert "\u202e" not in said["text"]
    assert page.browser.run("document.title") == "Document check"
    assert page.browser.run("document.querySelectorAll('#results img, #results script').length") == 0
    assert page.browser.dialogs == 0


@pytest.mark.parametrize("part", ["content", "attachment", "signature", "certificate", "end"])
def test_one_flipped_byte_is_seen(page: Page, desk: Desk, part: str) -> None:
    signature = desk.pdf.rindex(b"/Contents <3082") + len(b"/Contents <")
    place = {
        "content": desk.pdf.index(b"/Width") - 8,
        "attachment": desk.pdf.index(b"/EmbeddedFile") + 60,
        "signature": signature + 2 * 1150,
        "certificate": signature + 2 * 300,
        "end": len(desk.pdf) - 12,
    }[part]

    said = page.give(flipped(desk.pdf, place))

    assert said["headline"] in ("tampered", "nothing")
    assert said["no"]


def test_no_flipped_byte_leaves_a_document_genuine(page: Page, desk: Desk) -> None:
    containers = [m.span(1) for m in re.finditer(rb"/Contents <([0-9A-F]+?)0{200,}>", desk.pdf)]
    places = [*range(5, len(desk.pdf), 61), *(i for span in containers for i in range(*span, 5))]
    script = """(async () => {
      const bytes = Uint8Array.from(atob(%r), (c) => c.charCodeAt(0));
      const found = {};
      for (const i of %r) {
        bytes[i] ^= 1;
        const { headline } = await checkPdf(bytes, FACTS);
        found[headline] = (found[headline] || 0) + 1;
        bytes[i] ^= 1;
      }
      return found;
    })()"""

    found = page.browser.run(script % (base64.b64encode(desk.pdf).decode(), places))

    assert len(containers) == 2
    assert set(found) <= {"tampered", "nothing"}
    assert found["tampered"] > 600


def test_other_data_than_the_code_names_are_seen(page: Page, desk: Desk) -> None:
    other = a_paper(VALUES, attached=desk.paper.values.replace("玩具".encode(), "手机".encode()))

    said = page.give(other.signed(desk.office))

    assert said["headline"] == "tampered"
    assert any("not the ones that the code names" in line for line in said["no"])


def test_a_replaced_photo_is_named(page: Page, desk: Desk) -> None:
    swapped = a_paper(VALUES, PHOTOS, printed=(PHOTOS[0], a_photo(77)))

    said = page.give(swapped.pdf)

    assert said["headline"] == "tampered"
    assert any("Photo 2 is not the one on record" in line for line in said["no"])


def test_an_original_photo_is_recognised_and_an_altered_one_is_not(page: Page, desk: Desk) -> None:
    page.give(desk.pdf)

    same = page.give(original(PHOTOS[1]), "DSC_0002.JPG")
    altered = page.give(flipped(original(PHOTOS[1]), len(PHOTOS[1]) + 3), "DSC_0003.JPG")

    assert same["headline"] == "original"
    assert "photo 2 of document" in same["text"]
    assert altered["headline"] == "nothing"
    assert "Nor is it one of the photos" in altered["text"]


def test_another_office_s_signatures_are_foreign(page: Page) -> None:
    said = page.give(a_paper(VALUES, PHOTOS).signed(an_office("假冒局")))

    assert said["headline"] == "foreign"
    assert any("was not issued under this bureau's root" in line for line in said["no"])


def test_a_code_by_an_unknown_device_is_foreign(page: Page, desk: Desk) -> None:
    said = page.give(a_paper(VALUES, seed=2).signed(desk.office))

    assert said["headline"] == "foreign"
    assert "do not rely on these lines" in said["text"]


@pytest.mark.parametrize(
    ("number", "seed", "headline"),
    [("撤1号", 1, "withdrawn"), ("废1号", 1, "void"), ("12号", 3, "revoked")],
)
def test_what_no_longer_holds_is_said(page: Page, desk: Desk, number: str, seed: int, headline: str) -> None:
    said = page.give(a_paper(VALUES, number=number, seed=seed).signed(desk.office))

    assert said["headline"] == headline


def test_what_was_added_behind_the_signatures_is_seen(page: Page, desk: Desk) -> None:
    later = page.give(added(desk.pdf, b"0 0 300 300 re f"))
    junk = page.give(desk.pdf + b"\n% more\n")

    assert (later["headline"], junk["headline"]) == ("tampered", "tampered")


def test_a_document_without_signatures_is_to_be_compared(page: Page, desk: Desk) -> None:
    said = page.give(desk.paper.pdf)

    assert said["headline"] == "data_only"
    assert any("no electronic signature" in line for line in said["care"])


def test_every_photographed_code_is_read(page: Page, desk: Desk) -> None:
    said = [page.give(photographed(desk.paper.code, 3.5, seed), f"{seed}.jpg") for seed in range(12)]

    assert [one["headline"] for one in said] == ["code_holds"] * 12


def test_a_paper_is_compared_with_the_pdf_checked_before(page: Page, desk: Desk) -> None:
    page.give(desk.pdf)

    same = page.give(photographed(desk.paper.code, 5, 1), "same.jpg")
    other = page.give(photographed(a_paper({}, number="13号").code, 5, 1), "other.jpg")

    assert "the same document as the PDF" in same["text"]
    assert other["headline"] == "other_paper"


def test_a_scanned_paper_is_read_from_its_picture(page: Page, desk: Desk) -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawImage(ImageReader(io.BytesIO(photographed(desk.paper.code, 6, 2))), 50, 400, 300, 300)
    canvas.save()

    said = page.give(target.getvalue(), "scan.pdf")

    assert said["headline"] == "code_holds"
    assert "This is a scan" in said["text"]


def test_a_pasted_code_is_checked(page: Page, desk: Desk) -> None:
    good = page.type(desk.paper.code)
    cut = page.type(desk.paper.code[:-9])
    nonsense = page.type("<b>nonsense</b>")

    assert [one["headline"] for one in (good, cut, nonsense)] == ["code_holds", "nothing", "nothing"]
    assert "misspelt" in cut["text"]


def test_a_browser_without_web_cryptography_comes_to_the_same(
    browser: Browser, tmp_path: Path, desk: Desk
) -> None:
    hide = "Object.defineProperty(globalThis.crypto, 'subtle', {value: undefined}); delete globalThis.Worker;"
    script = browser.call("Page.addScriptToEvaluateOnNewDocument", source=hide)["identifier"]
    page = Page(browser, tmp_path, make_verifier(desk.facts))

    genuine, false = page.give(desk.pdf), page.give(flipped(desk.pdf, desk.pdf.index(b"/Width") - 8))
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script)

    assert (genuine["headline"], false["headline"]) == ("genuine", "tampered")
