"""The paper that the benchmark of documents sets, and the typesetters that set it beside this program.

Peers are given what makes them fast: fonts and pictures lie ready as files, texts are already put together.
The code is a picture, the making of which is timed, as it is here. typst is timed in this process;
LibreOffice by the CPU of its processes, alone for one document, and per further document of one process.
"""

import io
import os
import random
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw

from app.documents import Extras, Ink, Photo, Value, document_text
from app.forms import Form
from app.typeset.places import HEI, SONG
from app.typeset.places import folder as font_folder
from tests.app.papers import AGENCY, RECORD, filled

SHOTS, SHOT = 12, (720, 540)
MATTERS = ("专利标识", "注册商标标记", "说明书", "展品铭牌", "宣传海报", "包装盒", "检测报告", "报价单")
MORE = 5  # documents of one LibreOffice process beyond the first


@dataclass(frozen=True, slots=True)
class Paper:
    arguments: tuple[Form, Mapping[str, Value], Extras]
    lines: tuple[str, ...]  # the whole text


@dataclass(frozen=True, slots=True)
class Setting:
    """What one typesetter made of the last paper."""

    name: str
    cpu_ms: float
    pdf: bytes


def a_paper(seed: int, shots: int = SHOTS) -> Paper:
    """Make a record of three pages, of two without photos; each seed gives other words and pictures."""
    chance = random.Random(seed)
    values = filled(RECORD) | {"measure": ""}
    values |= {"party.uscc": "91330106MA2CFLDG4R", "party.id": "330106188002290011"}
    values["scene"] = "\n".join(
        f"展品{n}的{chance.choice(MATTERS)}标有“ZL20171{chance.randrange(10**7):07d}.3”，经比对登记摘录，"
        f"{chance.choice(MATTERS)}与登记{chance.choice(('不符', '相符'))}，当事人称系自行设计。"
        for n in range(1, 4)
    )
    photos = tuple(
        Photo(_shot(seed * SHOTS + n), (f"照片{n + 1} 展品", f"SHA-256 {n:024x}")) for n in range(shots)
    )
    inks = tuple(Ink(role, "", _ink(chance)) for role, _ in RECORD.signers)
    extras = Extras(
        AGENCY,
        "",
        "2026年11月24日",
        photos,
        inks,
        code=f"HUHANG:1:{chance.randrange(10**9):09d}" + "A7" * 200,
    )
    text = document_text(RECORD, values, extras)
    return Paper((RECORD, values, extras), tuple(text.splitlines()))


def typst_setter(papers: Sequence[Paper]) -> Iterator[Setting]:
    """Set papers by typst; nothing where it is not installed."""
    if find_spec("typst") is None:
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _lay_out(folder)
        compiler: Any = import_module("typst").Compiler(font_paths=[str(folder)], root=str(folder))
        times, pdf = [], b""
        for number, paper in enumerate(papers):
            _put_pictures(folder / str(number), paper)
            (folder / "paper.typ").write_text(_typst(paper, str(number)), "utf-8")
            began = time.process_time()
            _put_code(folder / str(number), paper)
            pdf = compiler.compile(input=str(folder / "paper.typ"))
            times.append((time.process_time() - began) * 1000)
    yield Setting("typst", median(times[1:]), pdf)


def docx_setters(papers: Sequence[Paper]) -> Iterator[Setting]:
    """Set papers by docxtpl and LibreOffice: in a process of their own, and as one more of a running one."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or find_spec("docxtpl") is None:
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _lay_out(folder)
        template = _template(folder)
        filling, files = [], []
        for number, paper in enumerate(papers[-1 - MORE :]):
            _put_pictures(folder / str(number), paper)
            began = time.process_time()
            _put_code(folder / str(number), paper)
            files.append(_filled(template, folder / str(number), paper))
            filling.append((time.process_time() - began) * 1000)
        fill = median(filling[1:])
        _converted(office, folder, files[:1])
        one, many = (_converted(office, folder, some) for some in (files[-1:], files))
        pdf = files[-1].with_suffix(".pdf").read_bytes()
    yield Setting("docxtpl + LibreOffice, warm", fill + (many - one) / MORE, pdf)
    yield Setting("docxtpl + LibreOffice, alone", fill + one, pdf)


def _lay_out(folder: Path) -> None:
    """Put fonts where peers find them."""
    for name in (SONG, HEI):
        shutil.copy(font_folder() / name, folder / name)


def _put_pictures(folder: Path, paper: Paper) -> None:
    """Put the pictures of a paper into a folder of its own."""
    folder.mkdir()
    extras = paper.arguments[2]
    for number, photo in enumerate(extras.photos):
        (folder / f"photo{number}.jpg").write_bytes(photo.jpeg)
    for ink in extras.inks:
        (folder / f"{ink.role}.png").write_bytes(ink.png)


def _put_code(folder: Path, paper: Paper) -> None:
    """Put the code of a paper there; it differs from paper to paper, so that its making is timed."""
    made = zxingcpp.create_barcode(paper.arguments[2].code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    Image.fromarray(np.asarray(made.to_image(scale=4))).save(folder / "code.png")


def _typst(paper: Paper, folder: str) -> str:
    foot = "".join(
        f'[{label}：#box(image("{folder}/{role}.png", height: 11mm))],' for role, label in RECORD.signers
    )
    photos = "".join(
        f'[#image("{folder}/photo{n}.jpg", width: 48mm)#text(7.5pt)[{" ".join(photo.caption)}]],'
        for n, photo in enumerate(paper.arguments[2].photos)
    )
    text = "\n\n".join(f"#{_quoted(line)}" for line in paper.lines if not line.startswith("照片"))
    return (
        '#set document(title: "record", date: none)\n'
        '#set text(font: "Huhang Song", size: 16pt, lang: "zh")\n'
        "#set par(justify: true, first-line-indent: 2em, leading: 12pt)\n"
        '#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 60mm),\n'
        "footer: context [\n"
        f"#grid(columns: 2, gutter: 4pt, {foot})\n#align(center)[第 #counter(page).display() 页"
        " 共 #counter(page).final().first() 页]])\n"
        f"{text}\n{'#pagebreak()' if photos else ''}\n#grid(columns: 3, gutter: 6mm, {photos})\n"
        f'#image("{folder}/code.png", width: 29mm)\n'
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _template(folder: Path) -> Path:
    docx: Any = import_module("docx")
    document = docx.Document()
    document.styles["Normal"].font.name = "Huhang Song"
    document.add_paragraph("{%p for line in lines %}")
    document.add_paragraph("{{ line }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{% for photo in photos %}{{ photo }} {% endfor %}")
    document.add_paragraph("{% for ink in inks %}{{ ink }} {% endfor %}{{ code }}")
    path = folder / "template.docx"
    document.save(str(path))
    return path


def _filled(template: Path, folder: Path, paper: Paper) -> Path:
    docxtpl: Any = import_module("docxtpl")
    mm: Any = import_module("docx.shared").Mm
    document = docxtpl.DocxTemplate(str(template))
    photos = [
        docxtpl.InlineImage(document, str(folder / f"photo{n}.jpg"), width=mm(48))
        for n, _ in enumerate(paper.arguments[2].photos)
    ]
    inks = [
        docxtpl.InlineImage(document, str(folder / f"{role}.png"), height=mm(11))
        for role, _ in RECORD.signers
    ]
    code = docxtpl.InlineImage(document, str(folder / "code.png"), width=mm(29))
    document.render({"lines": paper.lines, "photos": photos, "inks": inks, "code": code})
    path = folder.with_suffix(".docx")
    document.save(str(path))
    return path


def _converted(office: str, folder: Path, files: Sequence[Path]) -> float:
    """Convert files in one process; returns the CPU of all its processes in ms."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run(
        [*words, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def _shot(number: int) -> bytes:
    """Make a photo as large as those that documents carry, of soft shapes and some noise."""
    chance = np.random.default_rng(number)
    coarse = Image.fromarray(chance.integers(40, 220, (9, 12, 3), np.uint8)).resize(
        SHOT, Image.Resampling.BICUBIC
    )
    fine = chance.normal(0, 5, (SHOT[1], SHOT[0], 3))
    target = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(coarse) + fine, 0, 255).astype(np.uint8)).save(
        target, "JPEG", quality=78
    )
    return target.getvalue()


def _ink(chance: random.Random) -> bytes:
    image = Image.new("RGBA", (400, 160), (0, 0, 0, 0))
    points = [(x, chance.randrange(20, 140)) for x in range(20, 390, 40)]
    ImageDraw.Draw(image).line(points, fill=(0, 0, 60, 255), width=7)
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
