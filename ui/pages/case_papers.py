"""The documents and reviews of a stand's file."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.case import Case, Document
from app.law import CHINA
from ui.widgets import card, clear, label


def clock(at_ms: int) -> str:
    """Return a clock reading as it is shown: China Standard Time, to the minute."""
    return f"{datetime.fromtimestamp(at_ms / 1000, CHINA):%m-%d %H:%M}" if at_ms else ""


def show_papers(papers: QVBoxLayout, case: Case) -> dict[str, QHBoxLayout]:
    """Show what was issued and what supervisors said; returns where each paper's lamp goes, by its digest."""
    clear(papers)
    lamps: dict[str, QHBoxLayout] = {}
    for document in case.documents:
        frame, inside = card(margin=12)
        number = document.bound or document.number
        inside.addWidget(label(f"{document.title}　{number}", "h2"))
        inside.addWidget(label("　".join((*_states(document), f"SHA-256 {document.pdf[:16]}")), "soft"))
        lamps[document.pdf] = QHBoxLayout()
        inside.addLayout(lamps[document.pdf])
        papers.addWidget(frame)
    for review in case.reviews:
        frame, inside = card(margin=12)
        approved = QCoreApplication.translate("CasePage", "审核通过")
        returned = QCoreApplication.translate("CasePage", "审核退回")
        inside.addWidget(label(approved if review.outcome == "approved" else returned, "h2"))
        inside.addWidget(label("\n".join((review.comment, *(f"· {p}" for p in review.points)))))
        papers.addWidget(frame)
    if not case.documents and not case.reviews:
        papers.addWidget(label(QCoreApplication.translate("CasePage", "还没有文书。"), "soft"))
    papers.addStretch(1)
    return lamps


def _states(document: Document) -> Iterator[str]:
    """Yield when a document was issued, what it corrects, whether it was served, why it no longer holds."""
    yield clock(document.source.at_ms)
    if document.replaces:
        text = QCoreApplication.translate("CasePage", "更正 {0}：{1}")
        yield text.format(document.replaces, document.reason)
    if document.served:
        yield QCoreApplication.translate("CasePage", "已送达 {0}").format(document.served[-1].recipient)
    if document.void:
        yield QCoreApplication.translate("CasePage", "已作废：{0}").format(document.void)
    if document.withdrawn:
        yield QCoreApplication.translate("CasePage", "已撤回：{0}").format(document.withdrawn)
