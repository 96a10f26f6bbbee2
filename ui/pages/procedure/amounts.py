"""Counted goods and prices of the exhibits, beside the amounts from which a case is put before the police."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.actions.stands import record_fact
from app.case import Case
from app.kit import Kit
from app.numbers.amounts import write_amount
from app.procedure.crimes import NO, YES, Crimes, Missing, Weighed, sentence
from ui.page import Page
from ui.widgets import button, card, clear, label

OF_EXHIBIT = ("quantity", "tag_price", "sold_quantity", "sold_price", "market_price")
OF_CASE = ("gains", "loss")


class AmountsCard(QWidget):
    """A card in the tab of the procedure. What is typed is kept when the button is pressed."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._case: Case | None = None
        self._fields: dict[tuple[str, str], QLineEdit] = {}  # (exhibit or "", field)
        frame, inside = card()
        inside.addWidget(label(self.tr("数量与金额"), "h2"))
        self._told, self._typed = QVBoxLayout(), QGridLayout()
        inside.addLayout(self._told)
        inside.addLayout(self._typed)
        self._repeat = QComboBox()
        self._repeat.setAccessibleName(self.tr("二年内是否受过处罚"))
        inside.addWidget(self._repeat)
        inside.addWidget(button(self.tr("保存数量与金额"), self.save))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    def show_view(self, case: Case, weighed: Sequence[Weighed], crimes: Crimes) -> None:
        """Show what was found beside the thresholds, and fields for what is still to be found out."""
        self._case = case
        clear(self._told)
        for one in weighed:
            self._show_weighed(one, crimes, case)
        if weighed:
            said = self.tr("以上仅为线索提示，不构成执法结论；数额为已查明部分，由办案人员认定。")
            self._told.addWidget(label(said, "soft"))
        self._show_fields(case, crimes)
        self._repeat.clear()
        for value, word in (
            ("", self.tr("{0}：未查明").format(self._word(crimes.inputs["repeat"]))),
            (YES, self.tr("二年内曾受处罚：是")),
            (NO, self.tr("二年内曾受处罚：否")),
        ):
            self._repeat.addItem(word, value)
        self._repeat.setCurrentIndex(max(0, self._repeat.findData(case.fact("repeat"))))

    def _show_weighed(self, one: Weighed, crimes: Crimes, case: Case) -> None:
        language = self._page.desk.language
        self._told.addWidget(label(sentence(one, crimes, language)))
        lines = [
            f"{self._word(crimes.measures[name])} {write_amount(amount)}"
            for name, amount in one.known
            if name in crimes.measures and name in {t.measure for t in one.edition.thresholds}
        ]
        if one.basis:
            lines.append(self._page.desk.wording.citation(one.basis))
        if not one.edition.verified:
            lines.append(self.tr("标准尚未与正式文本核对"))
        note = one.crime.note_en if language == "en" else one.crime.note_zh
        self._told.addWidget(label("　".join(filter(None, (*lines, note))), "soft"))
        missing = self.tr("、").join(dict.fromkeys(self._missing_word(m, crimes, case) for m in one.missing))
        if missing:
            self._told.addWidget(label(self.tr("尚缺：{0}").format(missing), "soft"))

    def _missing_word(self, missing: Missing, crimes: Crimes, case: Case) -> str:
        word = self._word(crimes.inputs[missing.field])
        exhibit = case.exhibit(missing.about)
        return f"{exhibit.name} {word}" if exhibit else word

    def _show_fields(self, case: Case, crimes: Crimes) -> None:
        clear(self._typed)
        self._fields = {}
        for column, field in enumerate(OF_EXHIBIT, 1):
            self._typed.addWidget(label(self._word(crimes.inputs[field]), "soft"), 0, column)
        for line, exhibit in enumerate(case.exhibits, 1):
            self._typed.addWidget(label(exhibit.name or exhibit.id), line, 0)
            for column, field in enumerate(OF_EXHIBIT, 1):
                word = f"{exhibit.name} {self._word(crimes.inputs[field])}"
                self._typed.addWidget(self._field(case, exhibit.id, field, word), line, column)
        last = len(case.exhibits) + 1
        for column, field in enumerate(OF_CASE):
            word = self._word(crimes.inputs[field])
            self._typed.addWidget(label(word, "soft"), last, 2 * column + 1)
            self._typed.addWidget(self._field(case, "", field, word), last, 2 * column + 2)

    def _field(self, case: Case, about: str, field: str, word: str) -> QLineEdit:
        found = QLineEdit(case.fact(field, about))
        found.setAccessibleName(word)
        found.setMinimumWidth(72)
        self._fields[about, field] = found
        return found

    def save(self) -> None:
        """Record what was typed; what did not change is not recorded again."""
        if self._case is None:
            return
        number, case = self._case.number, self._case
        typed = {key: found.text().strip() for key, found in self._fields.items()}
        typed["", "repeat"] = str(self._repeat.currentData() or "")
        changed = {key: value for key, value in typed.items() if value != case.fact(key[1], key[0])}

        def record(kit: Kit) -> None:
            for (about, field), value in changed.items():
                record_fact(kit, number, field, value, about=about)

        self._page.act(record, said=self.tr("已保存 {0} 项。").format(len(changed)))

    def _word(self, words: tuple[str, ...]) -> str:
        return words[1] if self._page.desk.language == "en" else words[0]
