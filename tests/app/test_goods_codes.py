"""What a code says, and what of it can be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.goods_codes import SCANNER, Fact, Said, read_scan, safe_text, same_code, say


def facts(said: Said) -> dict[str, str]:
    return {fact.code: fact.value for fact in said.facts}


@pytest.mark.parametrize(
    ("symbology", "text", "expected"),
    [
        ("EAN-13", "6901028075763", {"registered": "GS1 China", "company": "6901028"}),
        ("ITF", "16901028075760", {"carton": "1", "registered": "GS1 China"}),
        ("UPC-E", "04252614", {"gtin": "00042100005264", "registered": "GS1 US"}),
        ("EAN-13", "2000000000015", {"in_store": "200"}),
        ("EAN-13", "9780306406157", {"isbn": "9780306406157", "isbn_10": "0306406152"}),
        ("EAN-13", "9771234567003 05", {"issn": "1234-5679"}),
        ("EAN-13", "9901234567899", {"coupon": "990"}),
        ("Code128", "010690102807576310AB\x1d21X", {"ai:10:BATCH/LOT": "AB", "ai:21:SERIAL": "X"}),
        (
            "QRCode",
            "https://id.gs1.org/01/06901028075763/10/AB",
            {"link": "id.gs1.org", "company": "6901028"},
        ),
        ("QRCode", "https://gov.cn@evil.example/x", {"link": "evil.example", "link_odd": ""}),
        ("QRCode", "https://[::1", {"link": ""}),
        ("QRCode", "=cmd|' /C calc'!A0", {"formula": "="}),
        ("QRCode", "ZL2013\u202e10699744", {"hidden": "1"}),
    ],
)
def test_a_code_says_what_its_maker_wrote(symbology: str, text: str, expected: dict[str, str]) -> None:
    found = facts(say(symbology, text))

    assert found | expected == found


@pytest.mark.parametrize(
    ("symbology", "text"),
    [
        ("Code128", "971234567"),  # 97 would be an application identifier
        ("EAN-13", "6901028075764"),  # a wrong check digit
        ("Code39", "0106901028075763"),  # Code 39 carries no GS1 data
        ("Code128", "0106901028075764"),
        ("QRCode", "云朵猫"),
    ],
)
def test_other_texts_are_taken_for_nothing_else(symbology: str, text: str) -> None:
    assert say(symbology, text).facts == ()
    assert say(symbology, text).gtin == ""


def test_an_in_store_code_or_a_book_is_registered_with_nobody() -> None:
    assert "registered" not in facts(say("EAN-13", "2000000000015"))
    assert "registered" not in facts(say("EAN-13", "9780306406157"))


@pytest.mark.parametrize(
    ("sent", "symbology", "text"),
    [
        ("]E06901028075763", "EAN-13", "6901028075763"),
        ("]E496385074", "EAN-8", "96385074"),
        ("]C1\x1d0106901028075763", "Code128", "0106901028075763"),
        ("]d2010690102807576310AB\x1d21X", "DataMatrix", "010690102807576310AB\x1d21X"),
        ("]Q1云朵猫", "QRCode", "云朵猫"),
        ("6901028075763", "EAN-13", "6901028075763"),
        ("6901028075764", SCANNER, "6901028075764"),
        ("]9Z", SCANNER, "]9Z"),
        ("", SCANNER, ""),
    ],
)
def test_a_scanner_s_aim_identifier_names_the_symbology(sent: str, symbology: str, text: str) -> None:
    found = read_scan(sent)

    assert (found.symbology, found.text) == (symbology, text)


def test_one_article_is_known_in_every_shape() -> None:
    piece = say("EAN-13", "6901028075763")
    others = [
        say("ITF", "16901028075760"),
        say("DataMatrix", "010690102807576310AB"),
        say("QRCode", "https://example.com/01/06901028075763"),
        say("typed", "6901028075763"),
    ]

    assert all(same_code(piece, other) for other in others)
    assert not same_code(piece, say("EAN-13", "6921168509256"))


def test_what_is_shown_hides_nothing_and_ends() -> None:
    assert safe_text("a\x1db\u202ec\u200b\ud800\nd") == "a⟨GS⟩b⟨RLO⟩c⟨ZWSP⟩⟨U+D800⟩ d"
    assert safe_text("9" * 7000).endswith("…（7000）")
    assert len(safe_text("9" * 7000)) < 400
    assert Fact("hidden", "2") in say("QRCode", "a\u200bb\u2066").facts


@given(st.text(max_size=200), st.sampled_from(["QRCode", "EAN-13", "UPC-E", "ITF", "Code128", SCANNER, "?"]))
def test_any_text_is_answered_safely(text: str, symbology: str) -> None:
    said = say(symbology, text)

    assert said.text == text
    assert said.shown == said.shown.replace("\n", "").replace("\u202e", "")
    assert read_scan(text).text in text
