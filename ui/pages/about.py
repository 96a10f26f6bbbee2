"""About this installation: versions, readers, fonts, the law it knows, and what is new."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit import Kit
from app.resources import resource
from app.symbols import readers
from ui.page import Desk, Page
from ui.pages.programs import ProgramsPanel, present
from ui.widgets import card, label, scrolled


def describe(kit: Kit) -> list[tuple[str, str]]:
    """Return what this installation consists of, as (code, value)."""
    device = kit.casebook.device
    fonts = "；".join(f"{role}: {'、'.join(files)}" for role, files in kit.fonts.names().items())
    return [
        ("device", f"{device.number} {device.name}" if device else "—"),
        ("readers", "、".join(readers())),
        ("fonts", fonts),
        ("key", kit.proof_key.hex()),
    ]


class AboutPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        text_side = QWidget()
        self._inside = QVBoxLayout(text_side)
        self._inside.setContentsMargins(24, 24, 24, 24)
        self._inside.setSpacing(12)
        self._inside.addWidget(label(self.tr("关于护航"), "h1"))
        self._facts = label("")
        self._inside.addWidget(self._facts)
        self._inside.addWidget(label(self.tr("程序更新"), "h2"))
        self.programs = ProgramsPanel(self)
        self._inside.addWidget(self.programs)
        for heading, name in (
            (self.tr("本版变化"), "whats_new"),
            (self.tr("登记库怎么查、怎么看"), "register"),
        ):
            self._inside.addWidget(label(heading, "h2"))
            text = resource("help", f"{name}.{desk.language}.md").read_text("utf-8")
            self._inside.addWidget(label(text))
        self._inside.addStretch(1)
        outside, around = card(margin=0)
        around.addWidget(scrolled(text_side))
        self.body.addWidget(outside, 1)

    def refresh(self) -> None:
        self.ask(describe, self._show)
        self.ask(present, self.programs.show_view)

    def _show(self, facts: list[tuple[str, str]]) -> None:
        names = {
            "device": self.tr("本机"),
            "readers": self.tr("条码识别"),
            "fonts": self.tr("文书字体"),
            "key": self.tr("本机公钥"),
        }
        lines = [f"{names[code]}　{value}" for code, value in facts]
        if "zbar" not in dict(facts)["readers"]:
            lines.append(self.tr("本机没有 ZBar，条码由其余识别器读取。"))
        self._facts.setText("\n".join(lines))
