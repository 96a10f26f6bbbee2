"""Many photos read in the background, one after the other: progress, and an end at any time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from app.actions.photos import take_photo
from app.case import Case
from app.decoding import Decoder
from app.errors import BadInput, InspectionError, StorageFault
from app.goods_codes import safe_text
from app.kit import Kit
from app.labels import LabelFault
from app.law import CHINA
from app.photo_reading import PhotoRead, ReadsLines, TextRead, read_picture, read_text
from app.photos import LARGEST_FILE
from ui.errands import LATER, Errands

BUDGET_S = 1.0  # for the codes of one photo


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One photo of a batch."""

    path: Path
    read: PhotoRead | None = None  # None before it was read, and where it could not be
    text: TextRead | None = None  # None as well where only the label's text could not be read
    refused: InspectionError | None = None
    kept: bool = False  # it is in the case

    @property
    def state(self) -> str:
        """Return "waiting", "refused", "confirm", "read" or "nothing"."""
        if self.read is None:
            return "refused" if self.refused else "waiting"
        if any(not code.symbol.sure for code in self.read.codes) or (self.text and self.text.marks):
            return "confirm"
        return "read" if self.read.codes else "nothing"

    @property
    def texts(self) -> str:
        """Return codes and markings in one line that is safe to show."""
        codes = [code.symbol.printed for code in self.read.codes] if self.read else []
        marks = [mark.found.marking.text for mark in self.text.marks] if self.text else []
        return "、".join(safe_text(text, 60) for text in (*codes, *marks))


class Batch:
    """Reads files by an errand each, so that what an officer shoots meanwhile goes first."""

    def __init__(
        self,
        errands: Errands,
        paths: Sequence[Path],
        decoder: Decoder,
        reader: ReadsLines,
        told: Callable[[int], None],
    ) -> None:
        """`told` is called with the place of each line that changed."""
        self._errands, self._decoder, self._reader, self._told = errands, decoder, reader, told
        self.lines = [BatchLine(path) for path in paths]
        self._next = 0
        self.running = False

    def go(self) -> None:
        """Read on from where it stopped."""
        if not self.running and self._next < len(self.lines):
            self.running = True
            self._read_next()

    def stop(self) -> None:
        """Read no further photo; the one under way is still told."""
        self.running = False

    @property
    def done(self) -> int:
        return self._next

    def keep(self, index: int) -> None:
        """Note that a photo is in the case."""
        self.lines[index] = replace(self.lines[index], kept=True)
        self._told(index)

    def _read_next(self) -> None:
        path, today = self.lines[self._next].path, datetime.now(CHINA).date()
        self._errands.run(
            lambda: read_file(path, self._decoder, self._reader, today),
            self._was_read,
            self._was_refused,
            LATER,
        )

    def _was_read(self, read: tuple[PhotoRead, TextRead | None]) -> None:
        self._note(replace(self.lines[self._next], read=read[0], text=read[1]))

    def _was_refused(self, error: InspectionError) -> None:
        self._note(replace(self.lines[self._next], refused=error))

    def _note(self, line: BatchLine) -> None:
        index = self._next
        self.lines[index] = line
        self._next += 1
        self.running = self.running and self._next < len(self.lines)
        self._told(index)
        if self.running:
            self._read_next()


def read_file(
    path: Path, decoder: Decoder, reader: ReadsLines, today: date
) -> tuple[PhotoRead, TextRead | None]:
    """Read a photo's codes and text; None for a text that the reading process could not read.

    Raises BadInput: the file cannot be read, or is no usable photo.
    """
    data = _bytes_of(path)
    picture, digest = decoder.decode(data), sha256(data).hexdigest()
    photo = read_picture(picture, digest, BUDGET_S)
    try:
        return photo, read_text(picture, digest, reader, today)
    except (LabelFault, StorageFault):
        return photo, None


def keep_file(kit: Kit, case_number: str, exhibit: str, path: Path, digest: str) -> Case:
    """Keep a photo of a batch as evidence, if it still is the file that was read.

    Raises:
        BadInput: the file has gone or was changed. NotAllowed: nobody fit is on duty.
    """
    data = _bytes_of(path)
    if sha256(data).hexdigest() != digest:
        raise BadInput(
            f"{path.name} 在识别之后被改动过，没有存入；请重新识别。",
            f"{path.name} was changed after it was read and was not kept; read it again.",
        )
    return take_photo(kit, case_number, data, purpose="number" if exhibit else "other", exhibit=exhibit)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput(
                f"{path.name} 超过 64 MB，没有识别；请用相机的普通画质。",
                f"{path.name} is larger than 64 MB and was not read; use the camera's normal quality.",
            )
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"无法读取 {path.name}；请检查存储卡后再试。",
            f"{path.name} cannot be read; check the memory card and try again.",
        ) from error
