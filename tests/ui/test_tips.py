"""What other people wrote stands in tooltips as they wrote it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QTextDocument

from ui.models import Column, TableModel
from ui.pages.documents.tables import ListModel

pytestmark = pytest.mark.usefixtures("program")  # texts are laid out by an application only

NAME = "<img src='file:///dev/zero'><b>某公司</b>"


def a_table(text: str) -> QAbstractTableModel:
    model = TableModel([Column("展商", str, tip=str)])
    model.show([text])
    return model


def a_list(text: str) -> QAbstractTableModel:
    return ListModel(["展商"], [(text,)])


@pytest.mark.parametrize("table", [a_table, a_list])
def test_markup_in_a_tooltip_is_shown_and_not_obeyed(table: Callable[[str], QAbstractTableModel]) -> None:
    model = table(NAME)
    shown = QTextDocument()

    shown.setHtml(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))

    assert shown.toPlainText() == NAME


@pytest.mark.parametrize("table", [a_table, a_list])
def test_a_plain_tooltip_stays_as_it_is(table: Callable[[str], QAbstractTableModel]) -> None:
    model = table("5 < 6 & 某公司")

    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "5 < 6 & 某公司"
