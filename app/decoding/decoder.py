"""Photos and PDFs from outside -> facts and pixels, by processes that hold no key and write nothing.

A file that breaks a decoder breaks a process that knows nothing; the program lives, says a sentence, and has
the next file decoded by a fresh one. Originals stay as they are: only pixels come back.
"""

import importlib
from multiprocessing.connection import Connection

from app.decoding.process import KeptProcess
from app.decoding.talk import Answer, CountPages, Decode, DrawPage, ReadFacts, Task, receive_answer, send_task
from app.errors import BadInput
from app.photos import LARGEST_FILE, PhotoFacts, Picture, Size

PATIENCE_S = 30.0  # seconds after which a file counts as one that hangs the decoder
MEMORY = 4 << 30  # bytes: 120 megapixels of 16 bits


class Decoder:
    """Keeps a process for photos and one for PDFs. Any thread may ask."""

    def __init__(self, patience_s: float = PATIENCE_S, memory: int = MEMORY) -> None:
        """`patience_s` is how long a file may take; `memory`, in bytes, what it may take."""
        self._patience_s = patience_s
        self._photos = KeptProcess(_serve, memory, False)
        self._papers = KeptProcess(_serve, memory, True)

    def start(self) -> None:
        """Start the process for photos if none is running; returns at once, while it loads."""
        self._photos.start()

    def stop(self) -> None:
        """End the processes; the next file starts them again."""
        self._photos.stop()
        self._papers.stop()

    def read_facts(self, data: bytes) -> PhotoFacts:
        """Read what a picture says of itself, after decoding it whole.

        Raises:
            BadInput: empty, too large, no picture, truncated, a bomb, or it hung or broke the decoder.
        """
        facts = self._photo(ReadFacts(), data)[0].facts
        if facts is None:
            raise _broken_photo()
        return facts

    def decode(self, data: bytes, fit: Size | None = None) -> Picture:
        """Return the upright picture as (H, W, 3) uint8 BGR, shrunk to fit `fit` pixels (width, height).

        Raises:
            BadInput: as `read_facts`.
        """
        picture = self._photo(Decode(fit), data)[1]
        if picture is None:
            raise _broken_photo()
        return picture

    def count_pages(self, pdf: bytes) -> int:
        """Return how many pages a PDF has, one at least. Raises BadInput as `draw_page`."""
        return self._paper(CountPages(), pdf)[0].pages

    def draw_page(self, pdf: bytes, at: int, dpi: float) -> tuple[Picture, int]:
        """Return a page (0 is the first, beyond the last is the last) on white, and how many there are.

        The picture is (H, W, 3) uint8 BGR.

        Raises:
            BadInput: no PDF, without a page, too large, or it hung or broke the decoder.
        """
        answer, picture = self._paper(DrawPage(at, dpi), pdf)
        if picture is None:
            raise _broken_paper()
        return picture, answer.pages

    def _photo(self, task: Task, data: bytes) -> tuple[Answer, Picture | None]:
        sent = data[: LARGEST_FILE + 1]  # more is refused there, whatever it is
        return self._photos.ask(lambda pipe: _talk(pipe, task, sent), self._patience_s, _broken_photo())

    def _paper(self, task: Task, pdf: bytes) -> tuple[Answer, Picture | None]:
        sent = pdf[: LARGEST_FILE + 1]
        return self._papers.ask(lambda pipe: _talk(pipe, task, sent), self._patience_s, _broken_paper())


def _talk(connection: Connection, task: Task, data: bytes) -> tuple[Answer, Picture | None]:
    send_task(connection, task, data)
    answer, picture = receive_answer(connection)
    if answer.refused:
        raise BadInput(*answer.refused)
    return answer, picture


def _serve(connection: Connection, memory: int, files: bool) -> None:
    """Run in the new process; only there is PDFium loaded."""
    importlib.import_module("app.decoding.service").serve(connection, memory, files)


def _broken_photo() -> BadInput:
    return BadInput(
        "照片解码中断，未采用；请再试一次，仍不行请重新拍摄。",
        "Decoding the photo broke off and it was not taken; try once more, or take it again.",
    )


def _broken_paper() -> BadInput:
    return BadInput(
        "PDF 解码中断；请再试一次，仍不行请改用照片或重新导出。",
        "Decoding the PDF broke off; try once more, or take photos or export it again.",
    )
