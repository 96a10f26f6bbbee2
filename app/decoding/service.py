"""The decoding process: loads its libraries, gives up what they do not need, decodes one file after another.

The one for photos can open nothing. PDFs name fonts that lie in files, so theirs may open some.
"""

import contextlib
import io
from multiprocessing.connection import Connection
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from app import photos
from app.decoding.confined import SOME_FILES, confine
from app.decoding.process import READY
from app.decoding.talk import (
    Answer,
    CountPages,
    Decode,
    DrawPage,
    ReadFacts,
    Task,
    receive_task,
    send_answer,
)
from app.errors import BadInput, InspectionError
from app.photos import MOST_PIXELS, Picture

LARGEST_PDF = 60 * 1024 * 1024  # bytes


def serve(connection: Connection, memory: int, files: bool) -> None:
    """Answer tasks until the other end is closed, with so many bytes of memory; `files` lets it open some."""
    cv2.setNumThreads(1)  # no others can be started from here on
    _warm()
    confine(memory, SOME_FILES if files else 0)
    connection.send_bytes(READY)
    while True:
        try:
            task, data = receive_task(connection)
        except EOFError:
            return
        try:
            answer, picture = _answer(task, data)
        except InspectionError as error:
            answer, picture = Answer(refused=(error.zh, error.en)), None
        send_answer(connection, answer, picture)


def _answer(task: Task, data: bytes) -> tuple[Answer, Picture | None]:
    match task:
        case ReadFacts():
            return Answer(facts=photos.read_facts(data)), None
        case Decode(fit):
            return Answer(), photos.decode(data, fit)
        case CountPages():
            with _opened(data) as document:
                return Answer(pages=len(document)), None
        case DrawPage(at, dpi):
            with _opened(data) as document:
                pages = len(document)
                return Answer(pages=pages), _draw(document, min(at, pages - 1), dpi)


@contextlib.contextmanager
def _opened(data: bytes) -> Any:
    """Open a PDF. Raises BadInput: it cannot be read, has no page or is too large."""
    try:
        if len(data) > LARGEST_PDF:
            raise ValueError("too large")
        with pypdfium2.PdfDocument(data) as document:
            if not len(document):
                raise ValueError("no page")
            yield document
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise BadInput(
            "PDF 无法读取、没有页面或者过大；请改用照片，或重新导出后再试。",
            "The PDF cannot be read, has no page or is too large; take photos, or export it again.",
        ) from error


def _draw(document: Any, at: int, dpi: float) -> Picture:
    page = document[at]
    scale = dpi / 72
    if page.get_width() * page.get_height() * scale * scale > MOST_PIXELS:
        raise ValueError("too large")
    return np.asarray(page.render(scale=scale).to_numpy()[:, :, :3], np.uint8)


def _warm() -> None:
    """Load now what is loaded with the first file of a kind: later nothing can be opened."""
    Image.init()
    for kind in photos.FORMATS:
        target = io.BytesIO()
        Image.new("RGB", (16, 16)).save(target, kind)
        photos.decode(target.getvalue(), (8, 8))
        photos.read_facts(target.getvalue())
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(72, 72).render().to_numpy()
