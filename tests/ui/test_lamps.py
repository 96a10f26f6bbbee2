"""Lamps: each step is shown by bars, a word and a colour, and names the proof that it rests on."""

import pytest

from app.safety import Lamp, Safety
from ui.lamps import lamp_chip, lamp_words

STEPS = [
    (Safety(2, 1, 1, 0), Lamp.HERE, "bars1", "仅本机", 1),
    (Safety(2, 1, 1, 0, boxed=3), Lamp.HERE, "bars1", "本机+黑匣子", 2),
    (Safety(2, 1, 1, 1), Lamp.HERE, "bars1", "仅本机", 1),
    (Safety(2, 2, 1, 0), Lamp.HUB, "bars2", "中心已收，缺 1 个文件", 2),
    (Safety(2, 2, 1, 1), Lamp.FILES, "bars3", "照片齐", 3),
    (Safety(2, 2, 0, 0), Lamp.FILES, "bars3", "照片齐", 3),
    (Safety(2, 2, 1, 1, stamped=2), Lamp.FILES, "bars3", "照片齐", 3),
    (Safety(2, 2, 1, 1, boxed=3, stamped=3), Lamp.STAMPED, "bars4", "已盖时间戳", 5),
    (Safety(2, 1, 1, 1, stamped=3), Lamp.HERE, "bars1", "仅本机", 1),
]


@pytest.mark.parametrize(("safety", "lamp", "bars", "word", "proved"), STEPS)
def test_a_lamp_shows_the_farthest_step_that_is_proved(
    safety: Safety, lamp: Lamp, bars: str, word: str, proved: int
) -> None:
    chip = lamp_chip(safety)

    assert (safety.lamp, chip.icon, chip.word) == (lamp, bars, word)
    assert lamp_words(safety).count("●") == proved


def test_no_two_lamps_share_shape_and_word() -> None:
    chips = {(lamp_chip(safety).icon, lamp_chip(safety).word) for safety, *_ in STEPS}

    assert len(chips) == 5
