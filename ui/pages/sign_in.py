"""Choose a role and who is on duty; why somebody cannot work is shown beside the name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.actions.duty import end_duty, officers_for, start_duty
from app.bureau import INSPECTOR, SUPERVISOR, Officer
from app.kit import Kit
from ui.page import Desk, Page
from ui.widgets import button, card, label, row


@dataclass(frozen=True, slots=True)
class SignInView:
    role: str
    names: tuple[tuple[str, str], ...]  # (officer id, what is shown)
    fit: tuple[str, ...]  # ids of those who may work


def present(role: str, officers: Sequence[tuple[Officer, str]]) -> SignInView:
    names = tuple(
        (o.id, f"{o.name}　{o.certificate}　{o.unit}" + (f"　✗ {problem}" if problem else ""))
        for o, problem in officers
    )
    return SignInView(role, names, tuple(o.id for o, problem in officers if not problem))


class SignInPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._role = INSPECTOR
        self._view: SignInView | None = None
        frame, inside = card(margin=32)
        frame.setMaximumWidth(640)
        inside.addWidget(label(self.tr("上岗登录"), "h1"))
        inside.addWidget(label(self.tr("现场检查须由两名持有效执法证的人员共同进行。"), "soft"))
        self._inspector = self._choice(self.tr("执法人员"), INSPECTOR)
        self._supervisor = self._choice(self.tr("审核人员"), SUPERVISOR)
        inside.addLayout(row(self._inspector, self._supervisor, stretch=True))
        self._first, self._second = QComboBox(), QComboBox()
        self._first.setAccessibleName(self.tr("第一名人员"))
        self._second.setAccessibleName(self.tr("第二名人员"))
        self._second_label = label(self.tr("第二名人员"), "soft")
        inside.addWidget(label(self.tr("第一名人员"), "soft"))
        inside.addWidget(self._first)
        inside.addWidget(self._second_label)
        inside.addWidget(self._second)
        inside.addWidget(button(self.tr("上岗，开始工作"), self._sign_in, primary=True))
        inside.addWidget(button(self.tr("离岗"), self._sign_out))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 2)
        middle.addStretch(1)
        holder = QWidget()
        tall = QVBoxLayout(holder)
        tall.addStretch(1)
        tall.addLayout(middle)
        tall.addStretch(2)
        self.body.addWidget(holder)

    def refresh(self) -> None:
        self._inspector.setChecked(self._role == INSPECTOR)
        self._supervisor.setChecked(self._role == SUPERVISOR)
        role = self._role
        self.ask(lambda kit: present(role, officers_for(kit, role)), self.show_view)

    def show_view(self, view: SignInView) -> None:
        if view == self._view:
            return
        self._view = view
        for box in (self._first, self._second):
            box.clear()
            for officer, shown in view.names:
                box.addItem(shown, officer)
        self._second.setCurrentIndex(1 if len(view.fit) > 1 else 0)
        pair = view.role == INSPECTOR
        self._second.setVisible(pair)
        self._second_label.setVisible(pair)

    def _choice(self, text: str, role: str) -> QPushButton:
        found = button(text, lambda: self._choose(role), name="filter")
        found.setCheckable(True)
        return found

    def _choose(self, role: str) -> None:
        self._role = role
        self.refresh()

    def _sign_in(self) -> None:
        chosen = [str(self._first.currentData())]
        if self._role == INSPECTOR:
            chosen.append(str(self._second.currentData()))
        role = self._role

        def job(kit: Kit) -> str:
            start_duty(kit, chosen, role)
            return role

        self.act(job, lambda r: self.desk.go("fair" if r == INSPECTOR else "review", ""))

    def _sign_out(self) -> None:
        self.act(end_duty, said=self.tr("已离岗。"))
