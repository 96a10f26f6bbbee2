"""What documents cost beside other typesetters, in one table: `python -m tests.bench.documents`.

The same record of inspection (12 photos, four signatures, a code) is set by this program and, where they are
installed, by typst and by docxtpl with LibreOffice. CPU is that of all processes, median of several runs,
warm: fonts are loaded; words, photos, signatures and codes differ from run to run. Then: every form's size
and time, a list of 5,000 rows, the first document of a fresh process, and codes read back from simulated
prints and scans.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from statistics import median

import cv2
import numpy as np
import pypdfium2 as pdfium
import zxingcpp
from numpy.typing import NDArray

from app.documents import render
from app.documents.marks import MODULE
from app.forms import Form
from app.proof import Proof, make_proof
from app.typeset.fonts import FontSet, load_fonts
from tests.app.papers import AGENCY, ALL, LIST, PLAIN, filled, told
from tests.bench.documents_peers import Paper, Setting, a_paper, docx_setters, typst_setter
from tests.builders import a_key

RUNS = 15
PIXELS = 3.5  # of the camera, a module of the code
SHOTS = 200
PRINT_DPI = 600
GAIN = 30  # µm by which ink spreads
FIRST = (
    "from app.documents import Extras, render; from app.forms import load_forms;"
    "from app.typeset.fonts import load_fonts; form = load_forms()['correction_order', 'zh'];"
    "render(form, {field.name: '练习文字' for field in form.fields}, Extras('练习局'), load_fonts())"
)


def main() -> None:
    fonts = load_fonts()
    for shots in (12, 0):
        papers = [a_paper(number, shots) for number in range(RUNS)]
        ours = Setting("this program", *_median(papers, fonts))
        print(
            f"{f'record, {shots} photos':30}{'CPU ms':>8}{'ratio':>8}{'KB':>7}{'pages':>7}   fields found by"
        )
        for setting in (ours, *_peers(papers)):
            ratio = setting.cpu_ms / ours.cpu_ms
            size, pages = len(setting.pdf) // 1024, len(pdfium.PdfDocument(setting.pdf))
            found = _found(papers[-1], setting.pdf)
            print(f"{setting.name:30}{setting.cpu_ms:8.1f}{ratio:8.1f}{size:7}{pages:7}   {found}")
        photos = sum(len(photo.jpeg) for photo in papers[-1].arguments[2].photos) // 1024
        print(f"of which photos: {photos} KB\n")
    _forms(fonts)
    _long_list(fonts)
    _first()
    _codes(fonts)


def _peers(papers: Sequence[Paper]) -> list[Setting]:
    found = []
    for name, maker in (("typst", typst_setter), ("docxtpl + LibreOffice", docx_setters)):
        settings = list(maker(papers))
        found += settings
        if not settings:
            print(f"{name}: not installed")
    return found


def _median(papers: Sequence[Paper], fonts: FontSet) -> tuple[float, bytes]:
    times, made = [], b""
    for paper in papers:
        began = time.process_time()
        made = render(*paper.arguments, fonts).pdf
        times.append((time.process_time() - began) * 1000)
    return median(times[1:]), made


def _found(paper: Paper, pdf: bytes) -> str:
    """Say how many of the values each reader finds in a PDF."""
    form, values, _ = paper.arguments
    wanted = told(form, values)
    texts = {"pdfium": "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))}
    if find_spec("pypdf"):
        stream = import_module("io").BytesIO(pdf)
        texts["pypdf"] = "".join(
            page.extract_text() for page in import_module("pypdf").PdfReader(stream).pages
        )
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
        texts["pdftotext"] = done.stdout.decode()
    bare = {name: "".join(text.split()) for name, text in texts.items()}
    return ", ".join(f"{name} {sum(v in text for v in wanted)}/{len(wanted)}" for name, text in bare.items())


def _forms(fonts: FontSet) -> None:
    """Set every form, filled, in both languages."""
    sizes: list[tuple[int, Form]] = []
    times = []
    for form in ALL:
        values = filled(form)
        began = time.process_time()
        sizes.append((len(render(form, values, PLAIN, fonts).pdf) // 1024, form))
        times.append((time.process_time() - began) * 1000)
    size, largest = max(sizes, key=lambda pair: pair[0])
    print(f"{len(ALL)} forms, text only: {median(times):.1f} ms CPU (most {max(times):.1f})")
    print(f"  largest {size} KB ({largest.form}, {largest.language})")


def _long_list(fonts: FontSet) -> None:
    rows = tuple((str(n), f"发光玩具第{n}款", f"型号{n}", "件", str(n % 40), "") for n in range(5000))
    began = time.process_time()
    done = render(LIST, {"items": rows}, PLAIN, fonts)
    took = time.process_time() - began
    print(f"list of 5,000 rows: {took:.2f} s CPU, {done.pages} pages, {len(done.pdf) // 1024} KB")


def _first() -> None:
    """Set a document in a fresh process, imports and fonts included, less an empty interpreter."""
    took = []
    for program in ("pass", FIRST):
        began = time.clock_gettime(time.CLOCK_MONOTONIC), _children()
        subprocess.run([sys.executable, "-c", program], check=True)
        took.append((time.clock_gettime(time.CLOCK_MONOTONIC) - began[0], _children() - began[1]))
    wall, cpu = (after - before for before, after in zip(*took, strict=True))
    print(f"first document of a fresh process: {cpu:.2f} s CPU, {wall:.2f} s wall")


def _children() -> float:
    used = import_module("resource").getrusage(import_module("resource").RUSAGE_CHILDREN)
    return float(used.ru_utime + used.ru_stime)


def _codes(fonts: FontSet) -> None:
    """Print and scan the code of a document in many ways, and read it."""
    key = a_key()
    stated = Proof(
        "杭滨市监强制〔2026〕12号",
        "2026年11月24日",
        "杭州云朵玩具有限公司",
        AGENCY,
        ("1", "2"),
        "F-1-1",
        "ab" * 32,
    )
    code = make_proof(stated, key.key, key.sign)
    form, values, _ = a_paper(0).arguments
    done = render(form, values, replace(PLAIN, code=code), fonts)
    page = pdfium.PdfDocument(done.pdf)[done.pages - 1]
    printed = page.render(scale=PRINT_DPI / 72, grayscale=True).to_numpy().squeeze()
    (found,) = zxingcpp.read_barcodes(printed)
    corner, side = found.position.top_left, found.position.bottom_right.x - found.position.top_left.x
    margin = int(side * 0.12)
    cut = printed[corner.y - margin : corner.y + side + margin, corner.x - margin : corner.x + side + margin]
    for pixels in (PIXELS, 3.0, 2.5):
        chance = np.random.default_rng(5)
        shots = (_shot(cut, pixels, chance) for _ in range(SHOTS))
        read = sum(any(r.text == code for r in zxingcpp.read_barcodes(shot)) for shot in shots)
        print(
            f"codes of {MODULE / 72 * 25.4:.2f} mm modules at {pixels} px: {read}/{SHOTS} read by zxing-cpp"
        )


def _shot(printed: NDArray[np.uint8], pixels: float, chance: np.random.Generator) -> NDArray[np.uint8]:
    """Return what a camera sees of a print: ink spread, tilt, turn, defocus, shade, noise, JPEG."""
    spread = GAIN / 25_400 * PRINT_DPI
    inked = cv2.GaussianBlur(printed, (0, 0), spread)
    inked = np.where(inked > 255 * 0.72, 235, 35).astype(np.uint8)
    side = inked.shape[0]
    scale = pixels / (MODULE / 72 * PRINT_DPI)
    target = int(side * scale * 1.6)
    middle = target / 2
    turn = np.deg2rad(chance.uniform(-25, 25))
    corners = (np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * side * scale / 2) @ np.array(
        [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]
    )
    corners = corners * (1 + chance.uniform(-0.06, 0.06, (4, 1))) + middle
    source = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    inked = cv2.GaussianBlur(inked, (0, 0), 0.4 / scale)
    warp = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    seen = cv2.warpPerspective(inked, warp, (target, target), flags=cv2.INTER_AREA, borderValue=(235,))
    seen = cv2.GaussianBlur(seen, (0, 0), chance.uniform(0.3, 0.8)).astype(np.float32)
    shade = np.linspace(chance.uniform(0.6, 1), chance.uniform(0.6, 1), target, dtype=np.float32)
    seen = seen * shade[None, :] + chance.normal(0, 6, seen.shape)
    coded = cv2.imencode(".jpg", np.clip(seen, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 75])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)


if __name__ == "__main__":
    main()
