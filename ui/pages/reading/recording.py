"""What becomes of reads: sure ones are kept on record, doubtful ones wait for the officer's word.

What was kept is told in one line with a tone, and looked for at the other stands of the fair.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from app.actions.scan import Read, Seen, record_reads, seen_elsewhere
from app.actions.stands import add_exhibit
from app.case import Case
from app.findings import Severity, gravest
from app.goods_codes import PRINTED, TYPED, Said, read_scan, safe_text, say, storable
from app.kit import Kit
from app.photo_reading import MarkRead, PhotoRead, TextRead
from app.wording import Wording
from ui.page import Desk, Page
from ui.pages.reading.reads_panel import ReadsPanel, ReadView, changed, taken_in
from ui.pages.reading.words import mark_words
from ui.pixels import picture_of
from ui.sound import Sounds
from ui.words import severity_chip

translate = QCoreApplication.translate
KINDS = {Severity.SUSPECTED: "bad", Severity.IRREGULAR: "doubt", Severity.NEEDS_VERIFICATION: "doubt"}
IN_A_LINE = 40  # characters of a code


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of recording reads."""

    case: Case
    exhibit: str
    new: frozenset[str]  # texts that were not on record yet


def keep_reads(kit: Kit, case_number: str, exhibit: str, name: str, reads: Sequence[Read]) -> Kept:
    """Record reads for an exhibit; where none was chosen, for the last one, else for a new one called `name`.

    Raises as `record_reads`.
    """
    known = kit.casebook.case(case_number).exhibits
    target = exhibit or (known[-1].id if known else add_exhibit(kit, case_number, name)[1])
    recorded = record_reads(kit, case_number, target, reads)
    return Kept(recorded.case, target, frozenset(read.text for read in recorded.new))


def look_elsewhere(kit: Kit, case_number: str, said: Said) -> tuple[Seen, ...]:
    """Return the other stands where a code was recorded; a label's text is looked for nowhere else."""
    if said.symbology in (TYPED, PRINTED):
        return ()
    return seen_elsewhere(kit, case_number, said.symbology, said.text)


def tell_kept(kept: Kept, views: Sequence[ReadView], wording: Wording) -> tuple[str, str]:
    """Return the line that tells what was kept and the gravest finding, and its kind."""
    codes = "、".join(
        safe_text(v.said.text, IN_A_LINE) for v in views if v.said.symbology not in (TYPED, PRINTED)
    )
    if not kept.new:
        return translate("reading", "这件展品上已记录过：{0}").format(codes), "ok"
    found = kept.case.exhibit(kept.exhibit)
    worst = gravest(found.findings) if found else ""
    read = translate("reading", "读到 {0}").format(codes) + "　" if codes else ""
    if not worst:
        return read + translate("reading", "已记录。标签中没有可比对的权利标注。"), "ok"
    return f"{read}{severity_chip(worst).word}　{wording.closing}", KINDS.get(Severity(worst), "ok")


class Recorder:
    """Puts what is read on record where it was read: a photo may be read when another stand is in sight."""

    def __init__(
        self, page: Page, desk: Desk, exhibit: Callable[[], str], shown: Callable[[Case], None]
    ) -> None:
        self._page, self._desk, self._exhibit, self._shown = page, desk, exhibit, shown
        self._sounds = Sounds()
        self._reads: dict[str, tuple[ReadView, ...]] = {}  # by case
        self.panel = ReadsPanel(desk, lambda read: self.record((read,)), self._refuse)

    def show_case(self) -> None:
        """Show what was read at the stand that is in sight."""
        self.panel.show_reads(self._reads.get(self._page.case_number, ()))

    def remember(self) -> list[tuple[str, ...]]:
        """Return the reads that wait for the officer's word, without their pictures."""
        waiting = (read for reads in self._reads.values() for read in reads if read.state == "confirm")
        return [
            (r.said.symbology, r.said.text, r.source, r.case, r.exhibit, r.photo, r.note) for r in waiting
        ]

    def recall(self, waiting: Sequence[Sequence[str]]) -> None:
        """Let reads that were remembered wait again."""
        for symbology, text, source, case, exhibit, photo, note in waiting:
            said = say(symbology, text)
            self._take_in(ReadView(said, source, "confirm", case, exhibit, photo, note=note))

    def place(self) -> tuple[str, str]:
        """Return case and exhibit that are chosen now."""
        return self._page.case_number, self._exhibit()

    def scan(self, sent: str) -> None:
        """Record what a hand scanner sent."""
        scan = read_scan(sent)
        self.see(scan.symbology, scan.text, "scanner")

    def see(self, symbology: str, text: str, source: str) -> None:
        """Record a code that frames agreed on, or a text that an officer typed."""
        case, exhibit = self.place()
        self.record((ReadView(say(symbology, text), source, "waiting", case, exhibit),))

    def offer(self, photo: PhotoRead, source: str, place: tuple[str, str]) -> bool:
        """Record what was read surely, and ask about the rest; False where nothing was read."""
        views = [
            ReadView(
                say(code.symbol.symbology, code.symbol.printed),
                source,
                "waiting" if code.symbol.sure else "confirm",
                *place,
                photo.digest,
                picture_of(code.crop),
            )
            for code in photo.codes
        ]
        doubtful = [view for view in views if view.state == "confirm"]
        for view in doubtful:
            self._take_in(view)
        if doubtful:
            words = translate("reading", "有条码读得不确定：请与实物对照，F6 一致，F7 不一致。")
            self.tell(words, "doubt")
        self.record(tuple(view for view in views if view.state == "waiting"))
        return bool(views)

    def offer_text(self, read: TextRead, place: tuple[str, str]) -> int:
        """Ask about the lines with markings, and return how many there are.

        What a photo's text says is never recorded unseen.
        """
        lines: dict[str, list[MarkRead]] = {}
        for mark in read.marks:
            lines.setdefault(mark.text, []).append(mark)
        for text, marks in lines.items():
            note = "\n".join(mark_words(mark.found, self._desk.language) for mark in marks)
            crop = picture_of(marks[0].crop)
            self._take_in(
                ReadView(say(PRINTED, text), "photo", "confirm", *place, read.digest, crop, note=note)
            )
        return len(read.marks)

    def record(self, views: tuple[ReadView, ...]) -> None:
        """Put reads of one place on record; those that waited are confirmed with that."""
        if not views or not views[0].case:
            return
        number, exhibit, new = views[0].case, views[0].exhibit, translate("reading", "展品")
        for view in views:
            self._take_in(replace(view, state="waiting"))
        reads = tuple(Read(v.said.symbology, v.said.text, v.source, v.photo) for v in views)
        self._page.act(
            lambda kit: keep_reads(kit, number, exhibit, new, reads), lambda kept: self._kept(kept, views)
        )

    def tell(self, text: str, kind: str) -> None:
        """Say a sentence across the page, with its tone."""
        self._page.flash.tell(text, kind)
        self._sounds.play(kind)

    def _kept(self, kept: Kept, views: tuple[ReadView, ...]) -> None:
        if kept.case.number == self._page.case_number:
            self._shown(kept.case)
        for view in views:
            self._change(view, state="new" if storable(view.said.text) in kept.new else "known")
        self.tell(*tell_kept(kept, views, self._desk.wording))
        for view in views:
            self._look_elsewhere(view)

    def _refuse(self, read: ReadView) -> None:
        self._change(read, state="refused")
        self.tell(translate("reading", "已否定，没有记录；请靠近重拍或输入标签文字。"), "doubt")

    def _look_elsewhere(self, view: ReadView) -> None:
        number, said = view.case, view.said

        def told(seen: tuple[Seen, ...]) -> None:
            if seen:
                places = "、".join(dict.fromkeys(f"{s.stand} {s.exhibitor}" for s in seen))
                words = translate("reading", "同一商品在本届展会其他展位也出现过：{0}").format(places)
                self._change(view, elsewhere=words)
                self.tell(words, "doubt")

        self._page.ask(lambda kit: look_elsewhere(kit, number, said), told)

    def _take_in(self, read: ReadView) -> None:
        self._keep(read.case, taken_in(self._reads.get(read.case, ()), read))

    def _change(self, read: ReadView, **changes: str) -> None:
        self._keep(read.case, changed(self._reads.get(read.case, ()), read, **changes))

    def _keep(self, case: str, reads: tuple[ReadView, ...]) -> None:
        self._reads[case] = reads
        if case == self._page.case_number:
            self.panel.show_reads(reads)
