"""What fields are typed into: dates, money, choices, lists, questions; the way back; pages."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget
from reportlab.pdfgen.canvas import Canvas

from app.actions.documents import Draft
from app.documents import Rendered
from app.forms import Field, Form
from app.kit import Typed
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.documents.chooser import FormChooser
from ui.pages.documents.fields import ChoiceEdit, ChoicesEdit, MoneyEdit, Phrases, TextEdit
from ui.pages.documents.filling import Filling
from ui.pages.documents.moments import MomentEdit, read_day
from ui.pages.documents.preview import Preview
from ui.pages.documents.questions import QuestionsEdit
from ui.pages.documents.tables import ListEdit, pasted_rows

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")

COLUMNS = ("序号", "标称名称", "规格", "单位", "数量", "金额")
ROWS = (("1", "甲", "", "件", "2", "20"), ("2", "乙", "", "件", "1", "1,000.50"))


def a_filling(*fields: Field, **known: str) -> Filling:
    form = Form("f", "zh", "表", "", "", False, "", False, (), (), fields)
    return Filling(Draft(form, known, (), dict(known)), {})


def test_what_the_case_says_otherwise_since_is_offered() -> None:
    draft = a_filling(Field("party.phone", "电话", "Phone"), **{"party.phone": "3"})
    typed = {"party.phone": Typed("2", knew="1")}

    filling = Filling(Draft(draft.form, {}, (), {"party.phone": "3"}), typed)

    assert filling.outdated == {"party.phone": "3"}
    assert filling.value("party.phone") == "2"
    filling.take_known("party.phone")
    assert (filling.value("party.phone"), filling.outdated) == ("3", {})
    assert filling.undo() == "party.phone"
    assert filling.value("party.phone") == "2"


def test_typing_on_is_one_step_back_and_each_row_another() -> None:
    filling = a_filling(Field("act", "行为", "Act"), Field("items", "清单", "List", "list"), act="旧")
    for text in ("新", "新的", "新的行为"):
        filling.change("act", text)
    filling.change("items", (("1", "甲"),))
    filling.change("items", (("1", "甲"), ("2", "乙")))

    steps = [(filling.undo(), filling.value("act"), filling.value("items")) for _ in range(4)]

    assert steps == [
        ("items", "新的行为", (("1", "甲"),)),
        ("items", "新的行为", ""),
        ("act", "旧", ""),
        ("", "旧", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-5-1", (2026, 5, 1)),
        ("2026年5月1日10时05分", (2026, 5, 1)),
        ("20260501", (2026, 5, 1)),
        ("5-1", (2026, 5, 1)),
        ("5月1日", (2026, 5, 1)),
        ("2026-02-30", None),
        ("明天", None),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, day: tuple[int, int, int] | None) -> None:
    found = read_day(typed, date(2026, 11, 27))

    assert (found and (found.year, found.month, found.day)) == day


def test_a_day_is_written_as_documents_state_it_and_what_is_none_stays(program: Program) -> None:
    edit = MomentEdit("", "时间", minutes=True)
    edit.line.setText("2026-5-1 9:05")
    edit.line.editingFinished.emit()
    assert edit.line.text() == "2026年5月1日9时05分"

    edit.take_day(date(2026, 6, 2))
    assert edit.line.text() == "2026年6月2日9时05分"
    edit.line.setText("明天上午")
    edit.line.editingFinished.emit()
    assert edit.line.text() == "明天上午"


def test_money_is_shown_in_capitals(program: Program) -> None:
    edit = MoneyEdit("1250.5", "罚款", ())

    assert edit.capitals.text() == "壹仟贰佰伍拾元伍角整"
    edit.line.setText("很多")
    assert edit.capitals.text() == "请填数字"


def test_choices_are_radios_and_boxes_and_tell_what_is_ticked(program: Program) -> None:
    one = ChoiceEdit(Field("k", "种类", "Kind", "choice", choices=("查封", "扣押")), "扣押", "种类")
    several = ChoicesEdit(Field("p", "处罚", "Penalty", "choices", choices=("警告", "罚款")), "罚款", "处罚")
    told: list[str] = []
    one.changed.connect(told.append)
    several.changed.connect(told.append)

    assert [radio.isChecked() for radio in one.findChildren(QRadioButton)] == [False, True]
    one.findChildren(QRadioButton)[0].click()
    several._boxes[0].click()

    assert told == ["查封", "警告；罚款"]


def test_a_phrase_takes_the_line(program: Program) -> None:
    edit = TextEdit("", "期限", ("立即", "三日内"))
    told: list[str] = []
    edit.changed.connect(told.append)

    edit.findChildren(Phrases)[0].picked.emit("三日内")

    assert told == ["三日内"]


def test_rows_are_added_numbered_moved_removed_and_summed(program: Program) -> None:
    edit = ListEdit(COLUMNS, (2, 8, 6, 3, 4, 5), ROWS, (("1", "丙", "", "件", "1", ""),), "清单")
    told: list[tuple[tuple[str, ...], ...]] = []
    edit.changed.connect(told.append)
    assert edit.model.totals() == (("数量", "3"), ("金额", "1,020.50"))

    edit.add_known()
    edit.add_known()  # what is there is not added twice
    edit.view.selectRow(2)
    edit.move_rows(-1)
    assert [row[:2] for row in told[-1]] == [("1", "甲"), ("2", "丙"), ("3", "乙")]

    edit.view.selectRow(0)
    edit.remove_rows()
    assert [row[:2] for row in told[-1]] == [("1", "丙"), ("2", "乙")]
    edit.model.setData(edit.model.index(0, 4), "许多")
    assert edit.model.totals() == (("金额", "1,000.50"),)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\tA1\t件\t2", [("", "甲", "A1", "件", "2")]),
        (
            "1\t甲\tA1\t件\t2\t20\n2\t乙\t\t件\t1\t",
            [("1", "甲", "A1", "件", "2", "20"), ("2", "乙", "", "件", "1", "")],
        ),
        ("序号\t标称名称\n甲\tA1", [("", "甲", "A1")]),
        ("\n\n", []),
    ],
)
def test_a_spreadsheet_s_cells_find_their_columns(text: str, rows: list[tuple[str, ...]]) -> None:
    assert pasted_rows(text, COLUMNS) == rows


def test_a_list_of_five_thousand_rows_stays_quick(program: Program) -> None:
    edit = ListEdit(COLUMNS, (2, 8, 6, 3, 4, 5), ROWS, (), "清单")
    told: list[object] = []
    edit.changed.connect(told.append)
    QGuiApplication.clipboard().setText("\n".join(f"物品{n}\t型号\t件\t1\t2.5" for n in range(5000)))

    spent = time.process_time()
    edit.paste()
    edit.view.selectRow(4000)
    edit.move_rows(-1)
    edit.model.setData(edit.model.index(10, 1), "改名")
    spent = time.process_time() - spent

    assert len(edit.model.rows) == 5002
    assert edit.model.totals()[1] == ("金额", "13,520.50")
    assert spent < 2


def test_of_hundreds_of_pages_those_in_sight_are_drawn(program: Program, tmp_path: Path) -> None:
    sheet = Canvas(str(tmp_path / "long.pdf"))
    for number in range(200):
        sheet.drawString(100, 700, str(number))
        sheet.showPage()
    sheet.save()
    preview = Preview(program.worker, "zh")
    preview.resize(700, 600)
    preview.show()

    preview.ask(lambda kit: Rendered((tmp_path / "long.pdf").read_bytes(), 200))
    until(lambda: preview.count == 5)
    preview.area.verticalScrollBar().setValue(preview.area.verticalScrollBar().maximum() // 2)
    until(lambda: sum(90 < number < 110 for number in preview._drawn) > 4)

    assert 0 not in preview._drawn
    assert preview.count < 30
    preview.ask(lambda kit: Rendered(b"no pdf", 1))
    until(lambda: preview.problem.isVisible())
    assert "PDF" in preview.problem.text()
    preview.close()


def test_questions_are_asked_answered_ordered_and_taken_out(program: Program) -> None:
    edit = QuestionsEdit((("你的姓名？", ""), ("展品来源？", "自产")), ("有无进货凭证？",), "笔录")
    told: list[object] = []
    edit.changed.connect(told.append)

    edit.findChildren(QLineEdit)[0].setText("你的姓名和职务？")
    edit.add("有无进货凭证？")
    edit.shift(2, -1)
    edit.remove(0)

    assert told[0] == (("你的姓名和职务？", ""), ("展品来源？", "自产"))
    assert told[-1] == (("有无进货凭证？", ""), ("展品来源？", "自产"))


def widgets_made(edit: QuestionsEdit, work: Callable[[], None]) -> int:
    """Count the widgets that an act makes."""
    stood = set(edit.findChildren(QWidget))
    work()
    return len(set(edit.findChildren(QWidget)) - stood)


def test_a_change_among_many_questions_makes_no_more_widgets_than_it_adds(program: Program) -> None:
    edit = QuestionsEdit([(f"第 {n} 问", f"答 {n}") for n in range(40)], (), "笔录")
    a_card = len(edit.cards[0].frame.findChildren(QWidget)) + 1

    assert widgets_made(edit, lambda: edit.cards[20].said.setPlainText("改")) == 0
    assert widgets_made(edit, lambda: edit.remove(3)) == 0
    assert widgets_made(edit, lambda: edit.shift(5, 1)) == 0
    assert widgets_made(edit, edit.add) == a_card
    assert widgets_made(edit, lambda: edit.set_value((*edit.pairs, ("又问", "又答")))) == a_card

    shown = [(one.asked.text(), one.said.toPlainText()) for one in edit.cards]
    assert shown == edit.pairs
    assert shown[3:7] == [("第 4 问", "答 4"), ("第 5 问", "答 5"), ("第 7 问", "答 7"), ("第 6 问", "答 6")]
    assert shown[19] == ("第 20 问", "改")
    assert shown[39:] == [("", ""), ("又问", "又答")]


def test_the_chooser_shows_groups_only_where_they_hold_something(program: Program) -> None:
    chooser = FormChooser("zh")

    chooser.show_forms([(Form("f", "zh", "表", "9", "", False, "", False, (), (), ()), "表")])

    assert chooser.tree.topLevelItemCount() == 1
