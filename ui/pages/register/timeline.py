"""The days of a right from above downwards, today among them: drawn, and read aloud as a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.rights import Right
from ui.pages.register.words import translate
from ui.theme import Tokens

STEP, TODAY = 36, "today"


@dataclass(frozen=True, slots=True)
class Moment:
    day: date
    word: str
    kind: str  # "past", TODAY, "ahead"


def present(right: Right, today: date, words: Mapping[str, str]) -> tuple[Moment, ...]:
    """Return the days that the register states of a right, in order, with today in its place."""
    stated = (
        (right.filed, translate("register", "申请")),
        (right.published, translate("register", "公布或初审公告")),
        (right.registered, translate("register", "注册或授权公告")),
        (
            right.status_date,
            translate("register", "状态：{0}").format(words.get(right.status, right.status)),
        ),
        (right.expires, translate("register", "期限届满")),
    )
    moments = [Moment(day, word, "past" if day <= today else "ahead") for day, word in stated if day]
    moments.append(Moment(today, translate("register", "今天"), TODAY))
    return tuple(sorted(moments, key=lambda m: (m.day, m.kind == TODAY)))


class Timeline(QWidget):
    """Shows the moments of one right."""

    def __init__(self, tokens: Tokens, moments: tuple[Moment, ...]) -> None:
        super().__init__()
        self._tokens, self._moments = tokens, moments
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(STEP * len(moments) + 4)
        self.setAccessibleName("；".join(f"{m.day} {m.word}" for m in moments))

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = len(self._moments) - 1
        for number, moment in enumerate(self._moments):
            middle = number * STEP + STEP / 2
            if number < last:
                ahead = self._moments[number + 1].kind == "ahead"
                style = Qt.PenStyle.DotLine if ahead else Qt.PenStyle.SolidLine
                painter.setPen(QPen(QColor(t.soft), 2, style))
                painter.drawLine(QPointF(12, middle), QPointF(12, middle + STEP))
            painter.setPen(QPen(QColor(t.primary if moment.kind == TODAY else t.soft), 2))
            painter.setBrush(QColor(t.surface if moment.kind == "ahead" else t.primary))
            if moment.kind == TODAY:
                painter.drawRect(QRectF(5, middle - 7, 14, 14))
            else:
                painter.drawEllipse(QPointF(12, middle), 6, 6)
            self._words(painter, moment, middle)

    def _words(self, painter: QPainter, moment: Moment, middle: float) -> None:
        font = QFont(self.font())
        font.setPixelSize(15)
        font.setBold(moment.kind == TODAY)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.primary if moment.kind == TODAY else self._tokens.text))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(32, middle - 14, 96, 28), left, moment.day.isoformat())
        painter.drawText(QRectF(130, middle - 14, self.width() - 130, 28), left, moment.word)
