"""Every character of GB 18030-2022, implementation level 2, is shown in a document and found in it again."""

import pytest

from app.documents import render
from app.documents.pen import text_width
from app.typeset.fonts import BODY, HEADING, TITLE, FontSet, load_fonts
from tests.app.papers import PLAIN, RECORD, body_of, filled

COMPATIBLE = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
BEYOND = (  # of the table of general standard characters (2013), what lies beyond the basic plane
    "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲"
    "𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹"
    "𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤"
    "𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)
LEVEL_2 = [
    *map(chr, range(0x4E00, 0x9FF0)),
    *map(chr, range(0x3400, 0x4DB6)),
    *COMPATIBLE,
    *BEYOND,
]


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


def test_level_2_has_as_many_ideographs_as_the_standard_counts() -> None:
    assert (len(BEYOND), len(LEVEL_2), len(set(LEVEL_2))) == (196, 27_766, 27_766)


def test_every_character_of_level_2_is_shown_and_found_again(fonts: FontSet) -> None:
    half = len(LEVEL_2) // 2
    values = filled(RECORD) | {"scene": "".join(LEVEL_2[:half]), "statement": "".join(LEVEL_2[half:])}

    text = body_of(RECORD, render(RECORD, values, PLAIN, fonts))

    assert [character for character in LEVEL_2 if character not in text] == []
    assert "".join(LEVEL_2[:half]) in text
    assert "".join(LEVEL_2[half:]) in text


@pytest.mark.parametrize("role", [BODY, TITLE, HEADING])
def test_every_character_of_level_2_has_a_shape_of_one_em(role: str, fonts: FontSet) -> None:
    shapeless = [c for c in LEVEL_2 if not 0.9 < text_width(fonts, c, 1.0, role) < 1.1]

    assert shapeless == []
