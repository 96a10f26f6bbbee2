"""Signing: page by page, each signer with ink, a fingerprint's photo, or the reason of a refusal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.actions.documents import Signature
from app.documents import Ink, unsigned_words
from ui.pages.documents.preview import show_page
from ui.signature import SignaturePad
from ui.widgets import button, card, grow, label, row, scrolled

REASONS = {  # as the document will say it, in its own language, by why there is no signature
    ("refused", "zh"): ("本人未说明理由", "本人对记录内容有异议", "本人称无权代表当事人"),
    ("refused", "en"): (
        "no reason was given",
        "disputes what the record says",
        "says to have no power to sign for the party",
    ),
    ("absent", "zh"): ("经通知未到场", "检查时展位无人，已电话通知", "中途离开，未返回"),
    ("absent", "en"): (
        "did not come although notified",
        "nobody was at the stand; notified by telephone",
        "left and did not return",
    ),
    ("unable", "zh"): ("本人不会写字，已宣读", "手部受伤，已宣读", "不识中文，已口头翻译"),
    ("unable", "en"): (
        "cannot write; it was read out",
        "injured hand; it was read out",
        "does not read the language; it was interpreted",
    ),
}
PICTURES = "*.jpg *.jpeg *.png *.heic *.bmp *.webp"


class RefusalDialog(QDialog):
    """Asks why there is no signature, which of three facts that is, who saw it, where it was recorded."""

    def __init__(self, parent: QWidget, title: str, language: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("{0}：未签名").format(title))
        self.setMinimumWidth(520)
        self._language = language
        self.why, self.reason = QComboBox(), QComboBox()
        for key, word in (
            ("refused", self.tr("在场，拒绝签名")),
            ("absent", self.tr("不在场")),
            ("unable", self.tr("在场，不能签名")),
        ):
            self.why.addItem(word, key)
        self.why.setAccessibleName(self.tr("属于哪种情形"))
        self.why.currentIndexChanged.connect(lambda _: self._show_reasons())
        self.reason.setEditable(True)
        self.reason.setAccessibleName(self.tr("未签名的原因"))
        self._told = label("", "soft")
        self.witness, self.witness_2, self.recording = QLineEdit(), QLineEdit(), QLineEdit()
        self.witness.setAccessibleName(self.tr("在场见证人一"))
        self.witness_2.setAccessibleName(self.tr("在场见证人二"))
        self.recording.setAccessibleName(self.tr("录音录像编号或位置"))
        down = QVBoxLayout(self)
        for text, widget in (
            (self.tr("属于哪种情形 *"), self.why),
            (self.tr("未签名的原因 *"), self.reason),
            (self.tr("在场见证人一"), self.witness),
            (self.tr("在场见证人二"), self.witness_2),
            (self.tr("录音录像编号或位置（建议全程录制）"), self.recording),
        ):
            down.addWidget(label(text, "soft"))
            down.addWidget(widget)
        down.addWidget(self._told)
        self._show_reasons()
        down.addLayout(
            row(button(self.tr("记录"), self._take, primary=True), button(self.tr("返回"), self.reject))
        )

    def _show_reasons(self) -> None:
        why = self.why.currentData()
        self.reason.clear()
        self.reason.addItems(REASONS[why, self._language])
        self._told.setText(
            {
                "refused": self.tr("拒签的，注明理由；在场的其他人可以签名。"),
                "absent": self.tr(
                    "当事人不在场的，须有见证人或录音录像；实施行政强制措施的，邀请见证人在笔录上签名（行政强制法第十八条）。"
                ),
                "unable": self.tr("不能签名的，可以按指印；记录应当宣读，并须有见证人或录音录像。"),
            }[why]
        )
        if self.isVisible():
            grow(self)

    def showEvent(self, event: QShowEvent) -> None:
        grow(self)
        super().showEvent(event)

    def _take(self) -> None:
        if self.reason.currentText().strip():
            self.accept()


@dataclass
class Place:
    """One signer's place on one page."""

    role: str
    title: str
    page: int
    name: QLineEdit
    pad: SignaturePad
    state: QWidget
    refused: str = ""
    why: str = "refused"
    witness: tuple[str, str] = ("", "")
    recording: str = ""
    fingerprint: bytes = b""

    def is_done(self) -> bool:
        return bool(self.refused or self.fingerprint or not self.pad.is_empty())

    def signature(self) -> Signature:
        """Return what was given here."""
        given = Signature(self.role, self.name.text().strip(), page=self.page)
        if self.refused:
            first, second = (name.strip() for name in self.witness)
            seen = replace(given, witness=first, witness_2=second, recording=self.recording.strip())
            return replace(seen, refused=self.refused, why=self.why)
        if self.fingerprint:
            return replace(given, fingerprint=self.fingerprint)
        return replace(given, png=self.pad.png(), strokes=self.pad.strokes())


class SignDialog(QDialog):
    """Shows each page beside its signers' places; who gives nothing here signs on paper."""

    def __init__(
        self,
        parent: QWidget,
        signers: Sequence[tuple[str, str]],
        pages: Sequence[QImage] = (),
        names: Mapping[str, str] | None = None,
        *,
        every_page: bool = False,
        language: str = "zh",
    ) -> None:
        super().__init__(parent)
        self._language = language
        self.setWindowTitle(self.tr("签名"))
        self.resize(1240, 760)
        self.places: list[Place] = []
        self._stack = QStackedWidget()
        shown = list(enumerate(pages, 1)) if every_page else [(0, pages[-1] if pages else QImage())]
        for page, image in shown or [(0, QImage())]:
            self._stack.addWidget(self._page(page, image, len(pages), signers, names or {}))
        self.state = label("", "h2")
        self._before = button(self.tr("上一页"), lambda: self._turn(-1))
        self._after = button(self.tr("下一页"), lambda: self._turn(1))
        self.issue = button(self.tr("出具文书"), self.accept, primary=True)
        down = QVBoxLayout(self)
        down.addWidget(self._stack, 1)
        foot = row(
            self.state, self._before, self._after, self.issue, button(self.tr("返回修改"), self.reject)
        )
        foot.setStretch(0, 1)
        down.addLayout(foot)
        self._turn(0)

    def signatures(self) -> tuple[Signature, ...]:
        """Return what was signed or refused, page by page."""
        return tuple(place.signature() for place in self.places if place.is_done())

    def refuse(
        self,
        place: Place,
        reason: str,
        witness: tuple[str, str] = ("", ""),
        recording: str = "",
        why: str = "refused",
    ) -> None:
        """Note why nobody signs here; it holds for every page that this signer has not signed."""
        for other in self.places:
            if other is place or (other.role == place.role and not other.is_done()):
                other.refused, other.witness, other.recording, other.why = reason, witness, recording, why
                self._show_state(other)
        self._tell()

    def take_fingerprint(self, place: Place, photo: bytes) -> None:
        """Take the photo of a fingerprint in place of ink."""
        place.fingerprint, place.refused = photo, ""
        self._show_state(place)
        self._tell()

    def again(self, place: Place) -> None:
        """Forget what was given in a place, to sign again."""
        place.refused, place.witness, place.recording = "", ("", ""), ""
        place.fingerprint = b""
        place.pad.clear()
        self._show_state(place)

    def _page(
        self,
        page: int,
        image: QImage,
        pages: int,
        signers: Sequence[tuple[str, str]],
        names: Mapping[str, str],
    ) -> QWidget:
        holder = QWidget()
        across = QHBoxLayout(holder)
        paper = QWidget()
        inside = QVBoxLayout(paper)
        if not image.isNull():
            sheet = label("")
            show_page(sheet, image, self.devicePixelRatioF(), page or pages, pages)
            inside.addWidget(sheet)
        inside.addStretch(1)
        across.addWidget(scrolled(paper), 5)
        right = QWidget()
        down = QVBoxLayout(right)
        for role, title in signers:
            down.addWidget(self._place(role, title, page, names.get(role, "")))
        down.addStretch(1)
        places = scrolled(right)
        bar = places.verticalScrollBar().sizeHint().width()
        places.setMinimumWidth(right.minimumSizeHint().width() + bar)  # no button beyond the edge
        across.addWidget(places, 4)
        return holder

    def _place(self, role: str, title: str, page: int, name: str) -> QWidget:
        frame, inside = card(margin=10)
        who, pad, state = QLineEdit(name), SignaturePad(), label("", "soft")
        who.setAccessibleName(self.tr("{0}：姓名").format(title))
        who.setPlaceholderText(self.tr("姓名"))
        place = Place(role, title, page, who, pad, state)
        self.places.append(place)
        head = row(label(title, "h2", wrap=False), who)
        head.setStretch(1, 1)
        inside.addLayout(head)
        inside.addWidget(pad)
        inside.addWidget(state)
        state.hide()
        tools: list[tuple[str, Callable[[], None]]] = [
            (self.tr("重签"), lambda: self.again(place)),
            (self.tr("撤一笔"), pad.undo),
            (self.tr("未签名…"), lambda: self._ask_refusal(place)),
            (self.tr("指印照片…"), lambda: self._ask_fingerprint(place)),
        ]
        buttons = [button(text, work) for text, work in tools]
        for found in buttons:
            found.setAccessibleName(f"{title}：{found.text()}")
        inside.addLayout(row(*buttons, stretch=True))
        pad.signed.connect(self._tell)
        return frame

    def _ask_refusal(self, place: Place) -> None:
        dialog = RefusalDialog(self, place.title, self._language)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            reason = dialog.reason.currentText().strip()
            seen, recording = (dialog.witness.text(), dialog.witness_2.text()), dialog.recording.text()
            self.refuse(place, reason, seen, recording, why=dialog.why.currentData())

    def _ask_fingerprint(self, place: Place) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("指印照片"), "", f"({PICTURES})")
        if path:
            self.take_fingerprint(place, Path(path).read_bytes())

    def _show_state(self, place: Place) -> None:
        said = ""
        if place.refused:
            said = unsigned_words(Ink("", "", refused=place.refused, why=place.why), self._language)
        elif place.fingerprint:
            said = self.tr("已取指印照片。")
        place.state.setText(said)  # type: ignore[attr-defined]  # a QLabel
        place.state.setVisible(bool(said))
        place.pad.setVisible(not said)

    def _turn(self, by: int) -> None:
        at = min(max(self._stack.currentIndex() + by, 0), self._stack.count() - 1)
        self._stack.setCurrentIndex(at)
        self._before.setEnabled(at > 0)
        self._after.setEnabled(at + 1 < self._stack.count())
        self._tell()

    def _tell(self) -> None:
        open_places = [place for place in self.places if not place.is_done()]
        pages = self._stack.count()
        where = self.tr("第 {0}/{1} 页　").format(self._stack.currentIndex() + 1, pages) if pages > 1 else ""
        todo = self.tr("还有 {0} 处未签，可在纸上签").format(len(open_places))
        self.state.setText(where + (todo if open_places else self.tr("全部签好。")))
