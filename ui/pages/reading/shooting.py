"""One shot gives all: the photo is kept, its codes are read, then its text, while the officer goes on."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from PySide6.QtCore import QCoreApplication

from app.actions.photos import take_photo
from app.case import Case
from app.law import CHINA
from app.photo_reading import PhotoRead, TextRead, read_picture, read_text
from ui.camera import Sighting
from ui.errands import Errands
from ui.page import Desk, Page
from ui.pages.reading.recording import Recorder
from ui.pages.reading.words import advice_words
from ui.sources import Frame

translate = QCoreApplication.translate


class Shooter:
    """Keeps and reads photos for the place that was chosen when they were taken.

    `shown` is called with the case when a photo is kept; `unmarked` with a label's text in which no marking
    was made out, and says whether it had room for it.
    """

    def __init__(
        self,
        page: Page,
        desk: Desk,
        recorder: Recorder,
        shown: Callable[[Case], None],
        unmarked: Callable[[str], bool],
    ) -> None:
        self._page, self._desk, self._recorder = page, desk, recorder
        self._shown, self._unmarked = shown, unmarked
        self.errands = Errands()
        page.destroyed.connect(self.errands.stop)

    def warm(self) -> None:
        """Have the reading process started, which takes some seconds, before the first photo."""
        self._desk.decoder.start()
        self.errands.run(self._desk.labels.start, lambda _: None, self._page.fail)

    def take(self, data: bytes) -> None:
        """Keep a photo as evidence at once; read it beside that.

        What is read is recorded after the photo, since officers' acts are done in order.
        """
        number, exhibit = place = self._recorder.place()
        purpose, digest = "number" if exhibit else "wide", sha256(data).hexdigest()
        self._page.act(
            lambda kit: take_photo(kit, number, data, purpose=purpose, exhibit=exhibit),
            self._kept,
            said=translate("reading", "照片已保存为证据，正在识别……"),
        )
        self.errands.run(
            lambda: read_picture(self._desk.decoder.decode(data), digest),
            lambda read: self._codes_read(read, data, place),
            self._page.fail,
        )

    def read_frame(self, frame: Frame, seen: Callable[[Sighting], None]) -> None:
        """Read a frame that is held, thoroughly; it is kept nowhere."""
        place = self._recorder.place()

        def read(picture: PhotoRead) -> None:
            symbols = tuple(code.symbol for code in picture.codes)
            seen(
                Sighting(picture.width, picture.height, symbols, frozenset(s.text for s in symbols if s.sure))
            )
            self._recorder.offer(picture, "camera", place)

        self.errands.run(lambda: read_picture(frame), read, self._page.fail)

    def _kept(self, case: Case) -> None:
        if case.number == self._page.case_number:
            self._shown(case)

    def _codes_read(self, read: PhotoRead, data: bytes, place: tuple[str, str]) -> None:
        coded = self._recorder.offer(read, "photo", place)
        if not coded:
            words = translate("reading", "照片已保存为证据；未识别到条码，正在读标签文字……")
            self._recorder.tell(words, "doubt")
        decoder, labels, today = self._desk.decoder, self._desk.labels, datetime.now(CHINA).date()
        self.errands.run(
            lambda: read_text(decoder.decode(data), read.digest, labels, today),
            lambda text: self._text_read(text, coded, place),
            self._page.fail,
        )

    def _text_read(self, read: TextRead, coded: bool, place: tuple[str, str]) -> None:
        """Ask about the markings; a label without any is given to the officer to correct.

        What would make the photo more readable is told while the officer still stands there; but where a
        code was read and there is no text, nothing is missing.
        """
        told = []
        if marks := self._recorder.offer_text(read, place):
            words = translate("reading", "标签上读到 {0} 处权利标注：请与实物对照，F6 一致，F7 不一致。")
            told.append(words.format(marks))
        elif read.text and place[0] == self._page.case_number and self._unmarked(read.text):
            told.append(translate("reading", "照片上的文字已放入文字框，没有认出权利标注；可以改正后记录。"))
        elif read.text:
            told.append(translate("reading", "照片上的文字里没有认出权利标注。"))
        if read.text or not coded:
            told += advice_words(read.advice[:2], self._desk.language)
        if told:
            self._recorder.tell("　".join(told), "doubt")
