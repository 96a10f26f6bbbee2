"""The live picture and what belongs to it: which camera, hold, brightness, and the shutter."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from ui.camera import Camera, Sighting
from ui.page import Desk
from ui.pages.register.pictures import settings
from ui.sources import (
    CLIP_SUFFIXES,
    CameraDevice,
    CameraSource,
    ClipSource,
    FolderSource,
    FrameSource,
    list_cameras,
)
from ui.viewfinder import Viewfinder
from ui.widgets import button, row

CLIP, FOLDER = "clip", "folder"
REMEMBERED = "scan/camera"


class CameraList(QObject):
    """Asks the system for its cameras in a thread of its own: some systems take their time."""

    listed = Signal(object)

    def ask(self) -> None:
        threading.Thread(target=lambda: self.listed.emit(list_cameras()), daemon=True).start()


class LivePanel(QWidget):
    """Owns the camera that is open; what it sees comes out as signals."""

    found = Signal(object)  # Symbol that frames agreed on
    held = Signal(object)  # Frame that is held, to be read thoroughly
    shot = Signal(bytes)  # JPEG of the frame that was taken
    said = Signal(str, str)  # a sentence and its kind, "ok" or "doubt"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._decoder = desk.decoder
        self.camera: Camera | None = None
        self._still = False  # the picture is held
        self.finder = Viewfinder(desk.tokens, self._empty())
        self._choice = QComboBox()
        self._choice.setAccessibleName(self.tr("画面来源"))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(12)
        self._choice.activated.connect(self._chosen)
        self._open = button(self.tr("打开摄像头"), self.toggle)
        self._hold = button(self.tr("定住"), self.hold)
        self._darker = button("−", lambda: self._expose(-1))
        self._brighter = button("＋", lambda: self._expose(1))
        self._darker.setAccessibleName(self.tr("画面调暗"))
        self._brighter.setAccessibleName(self.tr("画面调亮"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.finder, 1)
        controls = row(self._choice, self._open, self._hold, self._darker, self._brighter)
        controls.setStretch(0, 1)
        layout.addLayout(controls)
        self.finder.tapped.connect(self.hold)
        self._cameras = CameraList()
        self._cameras.listed.connect(self._show_cameras, Qt.ConnectionType.QueuedConnection)
        self._show_cameras(())
        self._enable()

    def refresh(self) -> None:
        """Ask which cameras are plugged in."""
        self._cameras.ask()

    def toggle(self) -> None:
        """Open the source that is chosen, or close the one that is open."""
        if self.camera is not None:
            self.close_camera()
        else:
            self._chosen()

    def open_source(self, make: Callable[[], FrameSource]) -> None:
        """Show and read frames of a source until `close_camera`."""
        self.close_camera()
        camera = self.camera = Camera(make)
        camera.shown.connect(self._show_picture)
        camera.seen.connect(self._show_sighting)
        camera.found.connect(self.found)
        camera.lost.connect(self._lost)
        camera.came.connect(self._came)
        camera.exposed.connect(self._exposed)
        self.finder.painted.connect(camera.painted)
        self.finder.resized.connect(camera.show_at)
        ratio = self.finder.devicePixelRatioF()
        camera.show_at(int(self.finder.width() * ratio), int(self.finder.height() * ratio))
        self.finder.clear(self.tr("正在打开……"))
        camera.start()
        self._enable()

    def close_camera(self) -> None:
        """Let the source go."""
        camera, self.camera = self.camera, None
        if camera is not None:
            for signal in (camera.shown, camera.seen, camera.found, camera.lost, camera.came, camera.exposed):
                signal.disconnect()
            self.finder.painted.disconnect(camera.painted)
            self.finder.resized.disconnect(camera.show_at)
            camera.stop()
        self._still = False
        self.finder.hold("")
        self.finder.clear(self._empty())
        self._enable()

    def hold(self) -> None:
        """Hold the picture and have it read thoroughly, or let it go; without a camera, open it."""
        if self.camera is None:
            self.toggle()
            return
        self._still = not self._still
        self.camera.hold(self._still)
        self.finder.hold(self.tr("已定住，正在细读") if self._still else "")
        frame = self.camera.frame()
        if self._still and frame is not None:
            self.held.emit(frame)
        self._enable()

    def show_held(self, sighting: Sighting) -> None:
        """Outline what was read in the picture that is held."""
        if self._still:
            self.finder.hold(self.tr("已定住") if sighting.symbols else self.tr("已定住，没有读到条码"))
            self.finder.show_sighting(sighting)

    def shoot(self) -> bool:
        """Take the newest or the held frame as a photo; False where there is none."""
        data = self.camera.still() if self.camera is not None else b""
        if data:
            self.shot.emit(data)
        return bool(data)

    def _empty(self) -> str:
        return self.tr("打开摄像头，或把照片拖到这里，或直接用扫码枪扫描")

    def _show_cameras(self, found: tuple[CameraDevice, ...]) -> None:
        chosen = self._choice.currentData()
        self._choice.clear()
        for device in found:
            self._choice.addItem(device.name or self.tr("摄像头 {0}").format(device.number + 1), device)
        if not found:
            self._choice.addItem(self.tr("没有摄像头"), None)
        self._choice.addItem(self.tr("视频文件…"), CLIP)
        self._choice.addItem(self.tr("照片文件夹…"), FOLDER)
        wanted = chosen.path if isinstance(chosen, CameraDevice) else str(settings().value(REMEMBERED, ""))
        paths = [device.path for device in found]
        self._choice.setCurrentIndex(paths.index(wanted) if wanted in paths else 0)

    def _chosen(self) -> None:
        choice = self._choice.currentData()
        if isinstance(choice, CameraDevice):
            settings().setValue(REMEMBERED, choice.path)
            self.open_source(lambda: CameraSource(choice))
        elif choice == CLIP:
            kinds = " ".join(f"*{suffix}" for suffix in CLIP_SUFFIXES)
            name, _ = QFileDialog.getOpenFileName(self, self.tr("视频文件…"), "", kinds)
            if name:
                self.open_source(lambda: ClipSource(Path(name), time.sleep, time.monotonic))
        elif choice == FOLDER:
            name = QFileDialog.getExistingDirectory(self, self.tr("照片文件夹…"))
            if name:
                self.open_source(lambda: FolderSource(Path(name), self._decoder.decode, time.sleep))
        else:
            self.said.emit(self.tr("没有找到摄像头；插上后再试，也可以拖入照片。"), "doubt")
            self.refresh()

    def _show_picture(self, image: QImage) -> None:
        if self.camera is not None:  # one more may arrive when it is closed already
            self.finder.show_picture(image)

    def _show_sighting(self, sighting: Sighting) -> None:
        if self.camera is not None and not self._still:
            self.finder.show_sighting(sighting)

    def _expose(self, step: int) -> None:
        if self.camera is not None:
            self.camera.expose(step)

    def _exposed(self, done: bool) -> None:
        if not done:
            self.said.emit(self.tr("这个画面来源不能调节明暗；请补光或换个角度。"), "doubt")

    def _lost(self) -> None:
        if self.camera is None:
            return
        self.finder.clear(self.tr("画面中断。接好后会自动恢复。"))
        self.said.emit(
            self.tr("没有画面：摄像头未接好，或被其他程序占用；接好后会自动恢复，也可以拖入照片。"), "doubt"
        )

    def _came(self) -> None:
        self.said.emit(self.tr("画面已就绪。点一下画面可以定住细读。"), "ok")

    def _enable(self) -> None:
        running = self.camera is not None
        words = self.tr("关闭摄像头") if running else self.tr("打开摄像头")
        self._open.setText(words)
        self._open.setAccessibleName(words)
        self._hold.setText(self.tr("放开") if self._still else self.tr("定住"))
        for control in (self._hold, self._darker, self._brighter):
            control.setEnabled(running)
