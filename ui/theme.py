"""The look: tokens for light and dark -> palette and style sheet on Fusion. Sizes in px at 100 %.

All widgets of a program paint with one `Tokens`, which is turned from light to dark: none is built anew.
"""

from dataclasses import dataclass, fields, replace

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.resources import resource


@dataclass(slots=True)
class Tokens:
    background: str
    surface: str
    line: str
    text: str
    soft: str  # secondary text
    primary: str
    on_primary: str
    chosen: str  # selected rows
    rail: str
    rail_text: str
    rail_chosen: str
    focus: str
    ok_fill: str
    ok_text: str
    doubt_fill: str
    doubt_text: str
    bad_fill: str
    bad_text: str

    def turn(self, dark: bool) -> None:
        """Become the colours of the other look, for all who paint with them."""
        for field in fields(self):
            setattr(self, field.name, getattr(DARK if dark else LIGHT, field.name))

    def fills(self) -> dict[str, tuple[str, str, str]]:
        """Return fill, ink and border of each kind of chip."""
        return {
            "none": (self.surface, self.soft, self.soft),
            "ok": (self.ok_fill, self.ok_text, self.ok_fill),
            "doubt": (self.doubt_fill, self.doubt_text, self.doubt_fill),
            "bad": (self.bad_fill, self.bad_text, self.bad_fill),
            "mild": (self.chosen, self.text, self.primary),
            "strong": (self.primary, self.on_primary, self.primary),
        }


LIGHT = Tokens(
    "#F2F5F9", "#FFFFFF", "#D5DCE5", "#14202E", "#4E5D6E", "#14509E", "#FFFFFF", "#E1ECFA", "#0F2542", "#C9D6E8",
    "#1F4A80", "#C26A00", "#D0EFE9", "#0B4F45", "#FFB52E", "#2B1B00", "#A5122E", "#FFFFFF",
)  # fmt: skip
DARK = Tokens(
    "#0E141B", "#17202A", "#2E3B49", "#EAF0F6", "#A9B7C6", "#7DB4FF", "#06172C", "#1F3550", "#0A1119", "#B4C2D2",
    "#1F3550", "#FFB454", "#12423B", "#9FE3D6", "#FFB52E", "#2B1B00", "#C9203F", "#FFFFFF",
)  # fmt: skip


def tokens(dark: bool) -> Tokens:
    """Return colours that can be turned later."""
    return replace(DARK if dark else LIGHT)


def apply_theme(application: QApplication, t: Tokens) -> None:
    """Set palette and style sheet for the whole program.

    The old sheet is taken off first: Qt takes a sheet off and puts one on in a quarter of the time that it
    needs to put one in the place of another.
    """
    application.setStyleSheet("")
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.background,
        QPalette.ColorRole.Base: t.surface,
        QPalette.ColorRole.AlternateBase: t.background,
        QPalette.ColorRole.WindowText: t.text,
        QPalette.ColorRole.Text: t.text,
        QPalette.ColorRole.ButtonText: t.text,
        QPalette.ColorRole.Button: t.surface,
        QPalette.ColorRole.PlaceholderText: t.soft,
        QPalette.ColorRole.Highlight: t.primary,
        QPalette.ColorRole.HighlightedText: t.on_primary,
        QPalette.ColorRole.ToolTipBase: t.surface,
        QPalette.ColorRole.ToolTipText: t.text,
        QPalette.ColorRole.Link: t.primary,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    application.setStyleSheet(_sheet(t))


def _sheet(t: Tokens) -> str:
    arrow, arrow_up, tick = (resource("icons", f"{name}.svg").as_posix() for name in ("down", "up", "tick"))
    chips = (CHIPS.format(kind=kind, back=b, ink=i, line=e, t=t) for kind, (b, i, e) in t.fills().items())
    return SHEET.format(t=t, arrow=arrow, arrow_up=arrow_up, tick=tick) + "".join(chips)


CHIPS = """
QLabel#chip-{kind} {{ background: {back}; color: {ink}; border: 1px solid {line}; border-radius: 14px; padding: 4px 12px; font-weight: 700; font-size: 14px; }}
QLabel#band-{kind} {{ background: {back}; color: {ink}; border: 1px solid {line}; border-radius: 8px; padding: 6px 12px; font-weight: 700; }}
QToolButton#chip-{kind} {{ background: {back}; color: {ink}; border: 1px solid {line}; border-radius: 16px; padding: 4px 12px; font-weight: 700; font-size: 14px; }}
QToolButton#chip-{kind}:focus {{ border: 2px solid {t.focus}; }}
"""


SHEET = """
* {{ font-size: 15px; }}
QWidget#rail {{ background: {t.rail}; }}
QToolButton#place {{ color: {t.rail_text}; background: transparent; border: 0; border-radius: 8px; padding: 2px; font-size: 13px; }}
QToolButton#place:checked {{ background: {t.rail_chosen}; color: white; font-weight: 700; }}
QToolButton#place:focus {{ border: 2px solid {t.focus}; }}
QWidget#bar {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
QFrame#card {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 12px; }}
QLabel#h1 {{ font-size: 24px; font-weight: 700; }}
QLabel#h2 {{ font-size: 17px; font-weight: 700; }}
QLabel#soft {{ color: {t.soft}; font-size: 13px; }}
QLabel#big {{ font-size: 34px; font-weight: 700; }}
QLabel#pill {{ background: {t.chosen}; color: {t.text}; border-radius: 16px; padding: 6px 14px; font-size: 14px; }}
QLabel#pill-amber {{ background: {t.doubt_fill}; color: {t.doubt_text}; border-radius: 16px; padding: 6px 14px; font-size: 14px; font-weight: 700; }}
QLabel#flash-ok {{ background: {t.ok_fill}; color: {t.ok_text}; border-radius: 8px; padding: 10px 16px; min-height: 28px; font-weight: 700; font-size: 18px; }}
QLabel#flash-doubt {{ background: {t.doubt_fill}; color: {t.doubt_text}; border-radius: 8px; padding: 10px 16px; min-height: 28px; font-weight: 700; font-size: 18px; }}
QLabel#rule-doubt {{ background: {t.doubt_fill}; color: {t.doubt_text}; border-radius: 8px; padding: 8px 12px; }}
QLabel#rule-bad {{ background: {t.bad_fill}; color: {t.bad_text}; border-radius: 8px; padding: 8px 12px; }}
QLabel#flash-bad {{ background: {t.bad_fill}; color: {t.bad_text}; border-radius: 8px; padding: 10px 16px; min-height: 28px; font-weight: 700; font-size: 18px; }}
QPushButton {{ min-height: 42px; padding: 0 16px; border: 2px solid {t.soft}; border-radius: 8px; background: {t.surface}; color: {t.text}; }}
QPushButton:hover {{ background: {t.chosen}; }}
QPushButton:focus {{ border-color: {t.focus}; }}
QPushButton:disabled {{ color: {t.soft}; border-color: {t.line}; }}
QPushButton#primary {{ min-height: 52px; background: {t.primary}; color: {t.on_primary}; border: 2px solid {t.primary}; font-weight: 700; font-size: 17px; }}
QPushButton#primary:focus {{ border-color: {t.focus}; }}
QPushButton#primary:disabled {{ background: {t.line}; color: {t.soft}; border-color: {t.line}; }}
QPushButton#filter {{ border-radius: 22px; border: 1px solid {t.soft}; font-weight: 600; }}
QPushButton#filter:checked {{ background: {t.primary}; color: {t.on_primary}; border-color: {t.primary}; font-weight: 600; }}
QLineEdit, QComboBox, QPlainTextEdit, QDateEdit, QSpinBox {{ min-height: 42px; border: 1px solid {t.soft}; border-radius: 8px; padding: 0 10px; background: {t.surface}; color: {t.text}; }}
QPlainTextEdit {{ padding: 8px 10px; }}
QLineEdit#search {{ min-height: 54px; font-size: 20px; border: 2px solid {t.primary}; padding: 0 16px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus {{ border: 2px solid {t.focus}; }}
QComboBox::drop-down {{ border: 0; width: 30px; }}
QComboBox::down-arrow, QSpinBox::down-arrow {{ image: url({arrow}); width: 18px; height: 18px; }}
QSpinBox QLineEdit {{ border: 0; min-height: 0; background: transparent; }}
QSpinBox::up-arrow {{ image: url({arrow_up}); width: 18px; height: 18px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: 0; background: transparent; width: 34px; height: 20px; }}
QComboBox QAbstractItemView::item {{ min-height: 40px; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: 20px; height: 20px; border: 2px solid {t.soft}; border-radius: 5px; background: {t.surface}; }}
QCheckBox::indicator:checked {{ background: {t.rail_chosen}; border-color: {t.soft}; image: url({tick}); }}
QCheckBox:focus {{ color: {t.focus}; }}
QRadioButton::indicator, QCheckBox::indicator {{ width: 18px; height: 18px; border: 2px solid {t.soft}; background: {t.surface}; }}
QRadioButton::indicator {{ border-radius: 11px; }}
QCheckBox::indicator {{ border-radius: 5px; }}
QRadioButton::indicator:checked, QCheckBox::indicator:checked {{ background: {t.primary}; border-color: {t.primary}; }}
QRadioButton:focus, QCheckBox:focus {{ color: {t.focus}; }}
QTabWidget::pane {{ border: 1px solid {t.line}; border-radius: 8px; background: {t.surface}; }}
QTabBar::tab {{ padding: 10px 18px; min-height: 24px; color: {t.soft}; background: transparent; border: 0; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom: 3px solid {t.primary}; font-weight: 700; }}
QTabBar::tab:focus {{ color: {t.focus}; }}
QTableView {{ background: {t.surface}; border: 0; gridline-color: {t.line}; selection-background-color: {t.chosen}; selection-color: {t.text}; }}
QTableView::item {{ padding: 4px 8px; border-bottom: 1px solid {t.line}; }}
QHeaderView::section {{ background: {t.surface}; color: {t.soft}; border: 0; border-bottom: 1px solid {t.line}; padding: 8px; font-size: 13px; }}
QListView {{ background: {t.surface}; border: 0; }}
QDialog {{ background: {t.background}; }}
QScrollArea {{ border: 0; background: transparent; }}
QWidget#plain {{ background: transparent; }}
QScrollBar:vertical {{ width: 12px; background: transparent; }}
QScrollBar::handle:vertical {{ background: {t.soft}; border-radius: 6px; min-height: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QProgressBar {{ border: 0; border-radius: 6px; background: {t.line}; min-height: 12px; max-height: 12px; text-align: center; }}
QProgressBar::chunk {{ background: {t.primary}; border-radius: 6px; }}
QToolTip {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.line}; }}
"""
