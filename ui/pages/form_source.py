"""The text of a form file: coloured, and known by the fields that it names."""

import re

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCursor
from PySide6.QtGui import QTextCharFormat as Format
from PySide6.QtWidgets import QPlainTextEdit

from app.forms import PLACE
from ui.theme import Tokens

COMMENT, HEAD, KEY = "#.*$", r"^\s*\[.*\]", r"^[\w.]+(?=\s*=)"
NAMED = r'^\s*(?:field|name)\s*=\s*"([^"]+)"'  # of a list or questions in a block; of a field itself


def field_at(text: str, position: int) -> str:
    """Return the field whose place is at a position or nearest to it on its line, "" where there is none."""
    start = text.rfind("\n", 0, position) + 1
    line = text[start:].partition("\n")[0]
    at = position - start
    found = sorted(PLACE.finditer(line), key=lambda m: max(m.start() - at, at - m.end(), 0))
    named = re.match(NAMED, line)
    return str(found[0][2]) if found else named[1] if named else ""


def place_of(text: str, name: str) -> tuple[int, int] | None:
    """Return (start, end) of where a form file first shows a field, else of where it says what it is."""
    shown = (match.span() for match in PLACE.finditer(text) if match[2] == name)
    named = (match.span(1) for match in re.finditer(NAMED, text, re.MULTILINE) if match[1] == name)
    return next(shown, None) or next(named, None)


class FormSource(QPlainTextEdit):
    """A form file being typed; `entered` tells the field at the cursor when that is another one."""

    entered = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("格式文件内容"))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._colours = Colours(self, tokens)
        font = QFont(self.font())
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(font)
        self._field = ""
        self.cursorPositionChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show a file, which nobody typed."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._field = ""

    def go_to_field(self, name: str) -> bool:
        """Choose the place of a field; False where this file has none."""
        span = place_of(self.toPlainText(), name)
        if span is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus()
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colours.dress()

    def _tell(self) -> None:
        field = field_at(self.toPlainText(), self.textCursor().position())
        if field and field != self._field:
            self.entered.emit(field)
        self._field = field


class Colours(QSyntaxHighlighter):
    """Comments, heads of tables and keys of a TOML text."""

    def __init__(self, editor: QPlainTextEdit, tokens: Tokens) -> None:
        super().__init__(editor.document())
        self._tokens = tokens
        self._mix()

    def dress(self) -> None:
        """Follow the look, where that changed."""
        if self._mixed != (self._tokens.primary, self._tokens.text, self._tokens.soft):
            self._mix()
            self.rehighlight()

    def _mix(self) -> None:
        self._mixed = (self._tokens.primary, self._tokens.text, self._tokens.soft)
        self._rules = [
            (rule, _ink(colour)) for rule, colour in zip((KEY, HEAD, COMMENT), self._mixed, strict=True)
        ]
        self._rules[1][1].setFontWeight(QFont.Weight.Bold)

    def highlightBlock(self, text: str) -> None:
        for rule, ink in self._rules:
            for found in re.finditer(rule, text):
                self.setFormat(found.start(), found.end() - found.start(), ink)


def _ink(colour: str) -> Format:
    ink = Format()
    ink.setForeground(QColor(colour))
    return ink
