"""The check of a bureau's forms, and publishing them: every form is tried; it tells how far, and can stop."""

from collections.abc import Callable, Mapping

from app.actions.forms import Problem, check_pack, publish_forms
from app.events import FormsPublished
from ui.long_job import LongJob
from ui.page import Page


class FormCheck(LongJob):
    """The check of a pack, form by form."""

    def __init__(self, page: Page, busy: Callable[[], None]) -> None:
        """`busy` is called when one begins or ends."""
        super().__init__(page, busy, self.tr("检查进度"), self.tr("停止检查"))
        self.progress.setFormat(self.tr("已检查 %v / %m"))

    def check(self, files: Mapping[str, bytes]) -> None:
        """Try every form of a pack that is the bureau's own."""
        self.run(lambda kit, progress: check_pack(kit, files, progress), self._show_checked)

    def publish(self, files: Mapping[str, bytes]) -> None:
        """Try them, and publish the pack where all pass."""
        self.run(lambda kit, progress: publish_forms(kit, files, progress), self._show_published)

    def _show_checked(self, problems: tuple[Problem, ...]) -> None:
        flash = self._page.flash
        if not problems:
            flash.tell(self.tr("全部格式检查通过。"))
            return
        english = self._page.desk.language == "en"
        flash.tell("\n".join(f"{p.form}：{p.en if english else p.zh}" for p in problems), "bad")

    def _show_published(self, event: FormsPublished) -> None:
        self._page.flash.tell(self.tr("已发布：{0}，版本 {1}。").format(event.name, event.edition))
