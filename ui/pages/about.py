"""About this installation: versions, readers, fonts, the law it knows, and what is new."""

from app.kit import Kit
from app.resources import resource
from app.symbols import readers
from ui.page import Desk, Page
from ui.widgets import card, label


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
        frame, self._inside = card(margin=24)
        self._inside.addWidget(label(self.tr("关于护航"), "h1"))
        self._facts = label("")
        self._inside.addWidget(self._facts)
        self._inside.addWidget(label(self.tr("本版变化"), "h2"))
        news = resource("help", f"whats_new.{desk.language}.md").read_text("utf-8")
        self._inside.addWidget(label(news))
        self._inside.addStretch(1)
        self.body.addWidget(frame, 1)

    def refresh(self) -> None:
        self.ask(describe, self._show)

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
