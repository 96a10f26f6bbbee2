"""What was read last: what each code says, and what waits for the officer's word."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.goods_codes import Said
from ui.page import Desk
from ui.pages.reading.words import fact_words, kind_word, limits_word, state_chip
from ui.widgets import button, card, chip_label, label, row, scrolled

KEPT = 8  # reads that stay in sight
IN_PANEL = 120  # characters of a text
CROP = (400, 80)  # px of the picture beside a read that waits


@dataclass(frozen=True, slots=True)
class ReadView:
    """One read as it is shown."""

    said: Said
    source: str
    state: str  # "waiting", "new", "known", "confirm", "refused"
    case: str = ""  # where it belongs, as chosen when it was read
    exhibit: str = ""  # "" for a new one
    photo: str = ""  # digest of the picture it was read from
    crop: QImage | None = None  # the place in the picture, where the read waits for confirmation
    elsewhere: str = ""  # where else at the fair it was seen, a sentence
    note: str = ""  # what else the officer should know: who agreed, what arithmetic it rests on


def taken_in(reads: tuple[ReadView, ...], read: ReadView) -> tuple[ReadView, ...]:
    """Return the reads with one more, what waits first, then the newest; one text stands once."""
    others = tuple(r for r in reads if not _twins(r, read))
    waiting = tuple(r for r in (*others, read) if r.state == "confirm")
    done = tuple(r for r in (read, *others) if r.state != "confirm")
    return (*waiting, *done[:KEPT])


def changed(reads: tuple[ReadView, ...], read: ReadView, **changes: str) -> tuple[ReadView, ...]:
    """Return the reads with one changed in its place, among those done if it waits no more."""
    found = next((r for r in reads if _twins(r, read)), None)
    if found is None:
        return reads
    return taken_in(reads, replace(found, **changes))  # type: ignore[arg-type]  # texts only


def _twins(one: ReadView, other: ReadView) -> bool:
    return (one.said.text, one.said.symbology) == (other.said.text, other.said.symbology)


class ReadsPanel(QWidget):
    """Shows reads; `confirmed` and `refused` are called with the one that the officer judged."""

    def __init__(
        self, desk: Desk, confirmed: Callable[[ReadView], None], refused: Callable[[ReadView], None]
    ) -> None:
        super().__init__()
        self._desk, self._confirmed, self._refused = desk, confirmed, refused
        self.reads: tuple[ReadView, ...] = ()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        frame, inside = card(margin=12)
        outside.addWidget(frame)
        self._area = scrolled(QWidget())
        inside.addWidget(self._area)
        self.show_reads(())

    def show_reads(self, reads: tuple[ReadView, ...]) -> None:
        """Show reads, those that wait on top; what the newest says is told whole."""
        self.reads = reads
        holder = QWidget()
        holder.setObjectName("plain")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        if not reads:
            lines.addWidget(label(self.tr("读到的条码和它说明的内容显示在这里。"), "soft"))
        newest = next((read for read in reads if read.state != "confirm"), None)
        for read in reads:
            lines.addWidget(self._line(read, read.state == "confirm" or read is newest))
        if any(read.said.gtin for read in reads):
            lines.addWidget(label(limits_word(), "soft"))
        lines.addStretch(1)
        old = self._area.takeWidget()
        old.hide()
        old.deleteLater()  # one of its buttons may have been pressed just now
        self._area.setWidget(holder)

    def confirm_first(self) -> None:
        """Confirm the read on top, if one waits."""
        if self.reads and self.reads[0].state == "confirm":
            self._confirmed(self.reads[0])

    def refuse_first(self) -> None:
        """Say no to the read on top, if one waits."""
        if self.reads and self.reads[0].state == "confirm":
            self._refused(self.reads[0])

    def _line(self, read: ReadView, whole: bool) -> QFrame:
        frame = QFrame()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        shown = read.said.shown if len(read.said.shown) <= IN_PANEL else f"{read.said.shown[:IN_PANEL]}…"
        words = label(f"{shown}　{kind_word(read.said.symbology)}", "read")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = row(chip_label(state_chip(read.state)), words)
        head.setStretch(1, 1)
        inside.addLayout(head)
        if read.state == "confirm":
            inside.addLayout(
                row(
                    button(self.tr("与实物一致，记录 F6"), lambda: self._confirmed(read), name="filter"),
                    button(self.tr("不一致 F7"), lambda: self._refused(read), name="filter"),
                    stretch=True,
                )
            )
        if read.crop is not None and read.state == "confirm":
            inside.addWidget(self._picture(read.crop))
        if read.note:
            inside.addWidget(label(read.note, "soft"))
        if whole and read.said.facts:
            inside.addWidget(label("；".join(map(fact_words, read.said.facts)), "soft"))
        if read.elsewhere:
            inside.addWidget(label(read.elsewhere))
        frame.setAccessibleName(f"{state_chip(read.state).word} {shown}")
        return frame

    def _picture(self, crop: QImage) -> QWidget:
        shown = label("")
        way = Qt.TransformationMode.SmoothTransformation
        picture = QPixmap.fromImage(crop.scaled(*CROP, Qt.AspectRatioMode.KeepAspectRatio, way))
        shown.setPixmap(picture)
        shown.setAccessibleName(self.tr("照片中的这一处，请与读出的内容对照"))
        return shown
