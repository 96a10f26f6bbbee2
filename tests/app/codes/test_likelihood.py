"""The likeliest digits: exact on what the model draws, silent on what it does not."""

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from app.codes.fitting import read_retail
from app.codes.likelihood import Best, Blur, decode, guess, model
from app.codes.retail import Layout, layouts

F = zxingcpp.BarcodeFormat


def a_text(layout: Layout, chance: np.random.Generator) -> Best:
    """Draw digits that have a right check digit."""
    while True:
        pattern = int(chance.integers(len(layout.head)))
        digits = chance.integers(0, 10, len(layout.places))
        steps = [layout.steps[pattern, i, d] for i, d in enumerate(digits)]
        good = all(layout.allowed[pattern, i, d] for i, d in enumerate(digits))
        if good and (layout.start[pattern] + sum(steps)) % 10 == 0:
            return Best(layout.text(pattern, digits), pattern, digits, 0.0, 0.0)


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
@pytest.mark.parametrize("sigma", [0.4, 1.0, 1.5])
def test_digits_come_back_from_their_own_blurred_bars(layout: Layout, sigma: float) -> None:
    chance = np.random.default_rng(3)
    for _ in range(8):
        drawn = a_text(layout, chance)
        seen = model(layout, drawn, Blur(sigma, 0.0))
        noisy = seen + chance.normal(0, 0.02, len(seen))

        best = decode(layout, noisy, Blur(sigma, 0.0))

        assert best.text == drawn.text
        assert best.rival > best.error
        assert guess(layout, noisy, Blur(sigma, 0.0)).text == drawn.text


def bars(text: str, kind: zxingcpp.BarcodeFormat, scale: int = 4) -> NDArray[np.float64]:
    picture = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale), dtype=np.float64)
    return np.pad(picture[picture.shape[0] // 4], 40, constant_values=255.0)


@pytest.mark.parametrize(
    ("text", "kind", "softness"),  # softness: of a Gaussian, in px; a module has 4
    [
        ("6901028075763", F.EAN13, 0.0),
        ("6901028075763", F.EAN13, 6.0),
        ("012345678905", F.UPCA, 0.0),
        ("012345678905", F.UPCA, 4.0),
        ("96385074", F.EAN8, 3.0),
        ("01234565", F.UPCE, 3.0),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_blurred_profile_is_read_either_way_round(
    text: str, kind: zxingcpp.BarcodeFormat, softness: float, turned: bool
) -> None:
    profile = bars(text, kind)
    if softness:
        x = np.arange(-25, 26)
        kernel = np.exp(-((x / softness) ** 2) / 2)
        profile = np.convolve(np.pad(profile, 25, mode="edge"), kernel / kernel.sum(), mode="valid")
    best = read_retail(profile[::-1].copy() if turned else profile)[0]

    assert best.text.zfill(13) == text.zfill(13)
    assert best.margin > 0.5
    assert (best.start > best.end) == turned


@pytest.mark.parametrize("kind", [F.Code128, F.Code39, F.ITF, F.Codabar, F.DataBarOmni])
def test_bars_of_other_codes_have_no_likely_retail_code(kind: zxingcpp.BarcodeFormat) -> None:
    text = {F.Codabar: "A123456789A", F.DataBarOmni: "0101234567890128"}.get(kind, "12345678901231")

    fits = read_retail(bars(text, kind))

    assert all(fit.margin < 0.4 for fit in fits if fit.symbology == "EAN-13")
