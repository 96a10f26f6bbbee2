"""Files before, while and after they are imported, in words; what was rejected, as a table."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.actions.register import save_rejects
from app.law import CHINA
from app.rights import ImportReport
from app.sharing import FilePreview
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.register.mapping import complete
from ui.pages.register.words import translate
from ui.widgets import button, card, label, row, table


@dataclass(slots=True)
class Chosen:
    """One file that is to be imported, or the folder of a pack."""

    path: Path
    preview: FilePreview | None = None
    problem: str = ""
    mapping: dict[str, str] = field(default_factory=dict)

    @property
    def is_pack(self) -> bool:
        return self.path.is_dir()

    @property
    def ready(self) -> bool:
        """Whether it can be imported as it stands."""
        if self.is_pack:
            return True
        return self.preview is not None and (not self.preview.header or complete(self.mapping))


def state_word(chosen: Chosen) -> str:
    """Return what is known of a file that was chosen."""
    if chosen.is_pack:
        return translate("register", "登记包（签名校验后整体启用）")
    if chosen.problem:
        return chosen.problem
    if chosen.preview is None:
        return "…"
    if chosen.ready:
        return chosen.preview.format
    return translate("register", "{0}：请在右侧指定号码所在的列").format(chosen.preview.format)


def progress_word(done: int, total: int, seconds: float) -> str:
    """Return how far an import is: part, rate, time left; the rate is of bytes, as files are measured."""
    if not total or seconds < 1 or not done:
        return translate("register", "正在读取…")
    rate = done / seconds
    left = max(0, round((total - done) / rate))
    text = translate("register", "{0} %　每秒 {1} MB　约剩 {2} 分 {3} 秒")
    return text.format(min(99, done * 100 // total), f"{rate / 1e6:.1f}", left // 60, left % 60)


def report_word(report: ImportReport) -> str:
    """Return what came of an import."""
    rate = round(report.rights / report.seconds) if report.seconds > 0 else report.rights
    text = translate("register", "已导入 {0} 件，未采用 {1} 条，用时 {2} 秒（每秒 {3} 件）。")
    return text.format(f"{report.rights:,}", f"{report.rejections:,}", f"{report.seconds:.1f}", f"{rate:,}")


def day_of(path: Path) -> date:
    """Return the day a file was written, today for one that cannot be asked."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, CHINA).date()
    except OSError:
        return datetime.now(CHINA).date()


def reason_word(reason: str, language: str) -> str:
    """Return a reason in one language; importers write it in both, Chinese first."""
    zh, _, en = reason.partition(" | ")
    return en if en and language != "zh" else zh


def hint_card() -> QWidget:
    """Return what can be imported, for those who have not chosen a file yet."""
    frame, inside = card(margin=24)
    inside.addWidget(label(translate("register", "可以导入什么"), "h1"))
    for text in (
        translate(
            "register",
            "各局公布的数据文件：CNIPA、TIPO、USPTO、KIPRIS、WIPO ST.66 / ST.86 / ST.96，自动识别格式。",
        ),
        translate(
            "register",
            "CSV 或 Excel 表格：识别常见列名，也可以自己指定各列；下次遇到同样的表头会自动沿用。",
        ),
        translate("register", "局机关发放的登记包：签名和每个文件都核验无误后才启用。"),
        translate("register", "导入期间原有登记库照常可查；中途取消或出错，原有登记库不变。"),
        translate("register", "也可以把文件拖到这里。"),
    ):
        inside.addWidget(label(f"· {text}"))
    inside.addStretch(1)
    return frame


class RejectsPanel(QWidget):
    """The records that did not become rights, with the reason of each."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._report: ImportReport | None = None
        self._head = label("", "h2")
        self.model = TableModel(
            (
                Column(self.tr("记录"), lambda r: str(r.line) if r.line else "—", bold=True),
                Column(self.tr("原因"), lambda r: reason_word(r.reason, page.desk.language)),
                Column(self.tr("内容"), lambda r: r.text),
            )
        )
        view = table(self.model, page.desk.tokens, self.tr("未采用的记录"))
        view.setColumnWidth(0, 80)
        view.setColumnWidth(2, 180)
        frame, inside = card(margin=12)
        inside.addWidget(self._head)
        inside.addWidget(view, 1)
        inside.addLayout(row(button(self.tr("把未采用的记录存为 CSV…"), self._choose), stretch=True))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    def show_report(self, report: ImportReport) -> None:
        """List what an import rejected."""
        self._report = report
        self.model.show(report.rejected)
        text = self.tr("未采用的记录：共 {0} 条，列出前 {1} 条")
        self._head.setText(text.format(report.rejections, len(report.rejected)))

    def save(self, path: Path) -> None:
        """Write the list as CSV."""
        rejected = self._report.rejected if self._report else ()
        self._page.act(
            lambda kit: save_rejects(path, rejected), said=self.tr("已保存 {0}。").format(path.name)
        )

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("未采用的记录"), "rejects.csv", "*.csv")
        if name:
            self.save(Path(name))
