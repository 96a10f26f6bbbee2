"""The photos of a stand's file: small pictures with their digests and lamps, opened in large."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.actions.custody import view_photo
from app.actions.evidence import save_photo
from app.actions.photos import derive_picture, show_photo
from app.case import Case, Photo
from app.errors import BadInput
from app.kit import Kit
from app.photos import Box, Picture
from app.safety import Safety
from ui.lamps import lamp_label, show_lamps
from ui.page import Page
from ui.pages.case_papers import clock
from ui.pages.photo_dialog import LARGEST, PhotoDialog
from ui.pixels import picture_of
from ui.widgets import button, card, clear, label

THUMB = 220


class PhotoWall(QWidget):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.dialog: PhotoDialog | None = None
        self._lamps: dict[str, QHBoxLayout] = {}
        self._safety: Mapping[str, Safety] = {}
        self._body = QVBoxLayout(self)

    def show_view(self, case: Case) -> None:
        """Show the photos of a case; `show_lamps` follows."""
        clear(self._body)
        self._lamps, self._safety = {}, {}
        if not case.photos:
            self._body.addWidget(label(self.tr("还没有照片。"), "soft"))
        grid = QGridLayout()
        grid.setSpacing(12)
        for index, photo in enumerate(case.photos):
            frame, inside = card(margin=8)
            picture = label("…")
            picture.setFixedSize(THUMB, THUMB * 3 // 4)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setAccessibleName(self.tr("照片 {0}").format(index + 1))
            inside.addWidget(picture)
            inside.addWidget(label(f"{clock(photo.source.at_ms)}　{self._what(photo)}", "soft"))
            inside.addWidget(label(f"SHA-256 {photo.sha256[:16]}", "soft"))
            self._lamps[photo.sha256] = QHBoxLayout()
            inside.addLayout(self._lamps[photo.sha256])
            inside.addWidget(self._opener(photo))
            grid.addWidget(frame, index // 4, index % 4)
            self._load(picture, photo.sha256)
        self._body.addLayout(grid)
        self._body.addStretch(1)

    def show_lamps(self, safety: Mapping[str, Safety]) -> None:
        """Show how far each photo is safe."""
        show_lamps(self._lamps, safety, self._safety)
        self._safety = dict(safety)

    def _what(self, photo: Photo) -> str:
        """Return what a photo shows, or how it was derived from another."""
        words = {
            "wide": self.tr("展位全景"),
            "product": self.tr("展品"),
            "mark": self.tr("标识"),
            "number": self.tr("号码"),
            "other": self.tr("其他"),
            "crop": self.tr("裁剪"),
            "annotate": self.tr("加框"),
            "blur": self.tr("模糊处理"),
        }
        code = photo.operation or photo.purpose
        return words.get(code, code)

    def _opener(self, photo: Photo) -> QWidget:
        """Return the button that opens a photo in large, to crop, frame or blur it."""
        page = self._page

        def read(kit: Kit) -> Picture:
            return view_photo(kit, page.case_number, photo.sha256, LARGEST)

        def show(seen: Picture) -> None:
            picture = QPixmap.fromImage(picture_of(seen))
            self.dialog = PhotoDialog(page, picture, photo.width or picture.width(), derive, save)
            if safety := self._safety.get(photo.sha256):
                self.dialog.body.addWidget(lamp_label(safety))
            self.dialog.open()

        def derive(operation: str, boxes: list[Box], reason: str) -> None:
            number = page.case_number
            page.act(
                lambda kit: derive_picture(kit, number, photo.sha256, operation, boxes, reason),
                said=self.tr("已另存处理后的图片，原图不变。"),
            )

        def save(path: Path, purpose: str) -> None:
            number = page.case_number
            page.act(
                lambda kit: save_photo(kit, number, photo.sha256, path, purpose),
                said=self.tr("照片原件已另存：{0}；已记入保管链。").format(path),
            )

        return button(self.tr("查看与处理"), lambda: page.ask(read, show))

    def _load(self, place: QLabel, sha256: str) -> None:
        absent, broken = self.tr("照片尚未同步到本机"), self.tr("照片无法显示")

        def small(kit: Kit) -> Picture | str:
            try:
                return show_photo(kit, sha256, THUMB) if kit.blobs.has(sha256) else absent
            except BadInput:
                return broken

        def show(seen: Picture | str) -> None:
            if isinstance(seen, str):
                place.setText(seen)
            else:
                place.setPixmap(QPixmap.fromImage(picture_of(seen)))

        self._page.ask(small, show)
