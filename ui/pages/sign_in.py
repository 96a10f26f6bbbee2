"""Choose a role and who is on duty; why somebody cannot work is shown beside the name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.actions.duty import end_duty, officers_for, start_duty
from app.bureau import INSPECTOR, SUPERVISOR, Officer
from app.delegation import SHIFT
from app.kit import Kit
from ui.guard import Guard
from ui.page import Desk, Page
from ui.pages.lock import NewPassphraseDialog, secret_field
from ui.pages.pins import PinDialog
from ui.pages.sync.aside import what_is_gone, what_to_do
from ui.widgets import button, card, label, row, scrolled


@dataclass(frozen=True, slots=True)
class SignInView:
    role: str
    names: tuple[tuple[str, str], ...]  # (officer id, what is shown)
    fit: tuple[str, ...]  # ids of those who may work
    pinned: tuple[str, ...] = ()  # ids of those whose key on this device lies under a PIN


def present(role: str, officers: Sequence[tuple[Officer, str]], pinned: Sequence[str] = ()) -> SignInView:
    names = tuple(
        (o.id, f"{o.name}　{o.certificate}　{o.unit}" + (f"　✗ {problem}" if problem else ""))
        for o, problem in officers
    )
    return SignInView(role, names, tuple(o.id for o, problem in officers if not problem), tuple(pinned))


def _asked(kit: Kit, role: str) -> SignInView:
    officers = officers_for(kit, role)
    return present(role, officers, kit.signing.pinned([officer.id for officer, _ in officers]))


class LockCard(QFrame):
    """What protects this device's data, and the lock of its windows."""

    def __init__(self, guard: Guard, language: str) -> None:
        super().__init__()
        self._guard, self._language = guard, language
        self.setObjectName("card")
        self.setMaximumWidth(640)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(32, 16, 32, 16)
        self._state = label("", "soft")
        inside.addWidget(self._state)
        self._minutes = QComboBox()
        self._minutes.setAccessibleName(self.tr("闲置多久后锁定"))
        for minutes in sorted({5, 10, 20, 30, guard.minutes}):
            self._minutes.addItem(self.tr("闲置 {0} 分钟后锁定").format(minutes), minutes)
        self._minutes.setCurrentIndex(self._minutes.findData(guard.minutes))
        self._minutes.currentIndexChanged.connect(lambda _: guard.set_minutes(self._minutes.currentData()))
        self._now = button(self.tr("立即锁定"), guard.lock_now)
        self._change = button("", self._ask_new)
        inside.addLayout(row(self._minutes, self._now, self._change, stretch=True))
        self._show()

    def _show(self) -> None:
        needs = self._guard.lock.needs
        texts = {
            ("passphrase", "machine"): self.tr("本机数据已加密，由口令和本机密钥环共同保护。"),
            ("passphrase",): self.tr("本机数据已加密，只由口令保护：本机没有可用的密钥环。"),
        }
        self._state.setText(texts.get(needs, self.tr("没有口令，任何拿到这台电脑的人都能读取；仅供练习。")))
        self._change.setText(self.tr("更改口令…") if needs else self.tr("设置口令…"))
        self._now.setEnabled(bool(needs))
        self._minutes.setEnabled(bool(needs))

    def _ask_new(self) -> None:
        dialog = NewPassphraseDialog(self._guard.lock, self._language, self)
        dialog.finished.connect(lambda _: self._show())
        dialog.open()


def _centred(widget: QWidget) -> QHBoxLayout:
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(widget, 2)
    across.addStretch(1)
    return across


class SignInPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._role = INSPECTOR
        self._view: SignInView | None = None
        self.dialog: PinDialog | None = None
        frame, inside = card(margin=32)
        frame.setMaximumWidth(640)
        inside.addWidget(label(self.tr("上岗登录"), "h1"))
        inside.addWidget(label(self.tr("现场检查须由两名持有效执法证的人员共同进行。"), "soft"))
        vouched = self.tr("上岗 {0} 小时内有效；本机有其证书的人员上岗时，以本人密钥签名授权本机代为记录。")
        inside.addWidget(label(vouched.format(SHIFT // timedelta(hours=1)), "soft"))
        self._inspector = self._choice(self.tr("执法人员"), INSPECTOR)
        self._supervisor = self._choice(self.tr("审核人员"), SUPERVISOR)
        inside.addLayout(row(self._inspector, self._supervisor, stretch=True))
        self._add_officers(inside)
        inside.addWidget(button(self.tr("上岗，开始工作"), self._sign_in, primary=True))
        inside.addWidget(button(self.tr("离岗"), self._sign_out))
        holder = QWidget()
        tall = QVBoxLayout(holder)
        tall.addStretch(1)
        tall.addLayout(_centred(self._notice_card()))
        tall.addLayout(_centred(frame))
        if desk.guard is not None:
            tall.addLayout(_centred(LockCard(desk.guard, desk.language)))
        tall.addStretch(2)
        self.body.addWidget(scrolled(holder))

    def _add_officers(self, inside: QVBoxLayout) -> None:
        """Put in who signs in, and what each types."""
        self._first, self._second = QComboBox(), QComboBox()
        self._first.setAccessibleName(self.tr("第一名人员"))
        self._second.setAccessibleName(self.tr("第二名人员"))
        self._second_label = label(self.tr("第二名人员"), "soft")
        self.pins = (secret_field(self.tr("第一名人员的 PIN")), secret_field(self.tr("第二名人员的 PIN")))
        inside.addWidget(label(self.tr("第一名人员"), "soft"))
        first = row(self._first, button(self.tr("PIN…"), self._ask_pin))
        first.setStretch(0, 1)
        inside.addLayout(first)
        inside.addWidget(self.pins[0])
        inside.addWidget(self._second_label)
        inside.addWidget(self._second)
        inside.addWidget(self.pins[1])
        for box, field in zip((self._first, self._second), self.pins, strict=True):
            field.setPlaceholderText(field.accessibleName())
            box.currentIndexChanged.connect(lambda _: self._show_pins())

    def remember(self) -> dict[str, Any]:
        return {"role": self._role}

    def recall(self, known: Mapping[str, Any]) -> None:
        self._role = known["role"]

    def refresh(self) -> None:
        self._inspector.setChecked(self._role == INSPECTOR)
        self._supervisor.setChecked(self._role == SUPERVISOR)
        role = self._role
        self.ask(lambda kit: _asked(kit, role), self.show_view)

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
        self._show_pins()

    def _show_pins(self) -> None:
        """Ask for the PINs of those who are chosen and have one."""
        pinned = self._view.pinned if self._view else ()
        chosen = self._chosen()
        for place, field in enumerate(self.pins):
            field.clear()
            field.setVisible(place < len(chosen) and chosen[place] in pinned)

    def _chosen(self) -> list[str]:
        """Return the officers who are chosen, two for an inspection."""
        boxes = (self._first, self._second) if self._role == INSPECTOR else (self._first,)
        return [str(box.currentData()) for box in boxes]

    def _ask_pin(self) -> None:
        if self._view is None or self._first.currentData() is None:
            return
        officer, name = str(self._first.currentData()), self._first.currentText().split("　")[0]
        known = officer in self._view.pinned
        self.dialog = PinDialog(self, officer, name, known=known, changed=self.refresh)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _notice_card(self) -> QFrame:
        self._restored = label("")
        self._notice, inside = card()
        self._notice.setMaximumWidth(640)
        inside.addWidget(label(self.tr("本机的日志退回过较早的状态"), "h2"))
        inside.addWidget(self._restored)
        inside.addLayout(row(button(self.tr("去同步"), lambda: self.desk.go("sync", "")), stretch=True))
        self.desk.hub.changed.connect(self._show_restored)
        self._show_restored()
        return self._notice

    def _show_restored(self) -> None:
        state = self.desk.hub.state
        lines = (*what_is_gone(state.lost), *(what_to_do(state.restored) if state.restored else ()))
        self._restored.setText("\n".join(lines))
        unsettled = state.restored is not None and not state.restored.settled
        self._notice.setVisible(unsettled or bool(state.lost))

    def _choice(self, text: str, role: str) -> QPushButton:
        found = button(text, lambda: self._choose(role), name="filter")
        found.setCheckable(True)
        return found

    def _choose(self, role: str) -> None:
        self._role = role
        self.refresh()

    def _sign_in(self) -> None:
        chosen, role = self._chosen(), self._role
        pins = dict(zip(chosen, (field.text() for field in self.pins), strict=False))

        def job(kit: Kit) -> str:
            start_duty(kit, chosen, role, pins)
            return role

        self.act(job, lambda r: self.desk.go("fair" if r == INSPECTOR else "review", ""))

    def _sign_out(self) -> None:
        self.act(end_duty, said=self.tr("已离岗。"))
