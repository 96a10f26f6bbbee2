"""Lamps: how far a record or a file is safe, as a chip and as words that name the proof.

Bars that grow, a word and a colour say the same, so that each can be read without the others.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel

from app.safety import Lamp, Safety
from ui.widgets import chip_label, clear
from ui.words import Chip


def lamp_chip(safety: Safety) -> Chip:
    """Return the chip of the farthest step that is proved; nothing at all is no chip's matter."""
    tr = QCoreApplication.translate
    match safety.lamp:
        case Lamp.STAMPED:
            return Chip(tr("lamps", "已盖时间戳"), "bars4", "ok")
        case Lamp.FILES:
            return Chip(tr("lamps", "照片齐"), "bars3", "ok")
        case Lamp.HUB:
            left = safety.blobs - safety.blobs_safe
            return Chip(tr("lamps", "中心已收，缺 {0} 个文件").format(left), "bars2", "mild")
    if safety.mirrored:
        return Chip(tr("lamps", "本机+黑匣子"), "bars1", "doubt")
    return Chip(tr("lamps", "仅本机"), "bars1", "doubt")


def lamp_words(safety: Safety) -> str:
    """Return a line for each step with what proves it."""
    tr = QCoreApplication.translate
    whole = safety.entries + safety.blobs
    steps = (
        (
            True,
            tr("lamps", "本机：{0} 条记录、{1} 个文件已写入磁盘并签名").format(safety.entries, safety.blobs),
        ),
        (safety.mirrored, tr("lamps", "黑匣子：{0} / {1} 项已写入并读回比对").format(safety.boxed, whole)),
        (
            safety.entries_safe == safety.entries,
            tr("lamps", "中心已收：{0} / {1} 条记录有中心签名日志的包含证明").format(
                safety.entries_safe, safety.entries
            ),
        ),
        (
            safety.complete,
            tr("lamps", "照片齐：{0} / {1} 个文件由中心读回校验并有证明").format(
                safety.blobs_safe, safety.blobs
            ),
        ),
        (
            safety.lamp is Lamp.STAMPED,
            tr("lamps", "时间戳：{0} / {1} 项被可信时间戳覆盖").format(safety.stamped, whole),
        ),
    )
    return "\n".join(f"{'●' if reached else '○'} {words}" for reached, words in steps)


def show_lamps(
    places: Mapping[str, QHBoxLayout],
    safety: Mapping[str, Safety],
    before: Mapping[str, Safety],
) -> None:
    """Put a lamp for each file into its place, where it is not the one shown `before`; keys are digests."""
    for sha256, place in places.items():
        if sha256 in safety and safety[sha256] != before.get(sha256):
            clear(place)
            place.addWidget(lamp_label(safety[sha256]))
            place.addStretch(1)


def lamp_label(safety: Safety) -> QLabel:
    """Return a lamp as a widget; its tooltip names the proofs."""
    chip = lamp_chip(safety)
    bars = {"bars1": "▁", "bars2": "▁▃", "bars3": "▁▃▅", "bars4": "▁▃▅▇"}[chip.icon]
    found = chip_label(Chip(f"{bars} {chip.word}", chip.icon, chip.fill))
    words = lamp_words(safety)
    found.setToolTip(words)
    found.setAccessibleName(chip.word)
    found.setAccessibleDescription(words)
    return found
