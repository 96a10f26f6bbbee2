"""Why two texts resemble each other: relations, rules and bands, each case as an officer would put it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names.answers import Band, Relation
from app.names.lexicon import Lexicon, load_lexicon
from app.names.likeness import explain

R = Relation


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("sign", "mark", "band", "rule", "relations"),
    [
        ("云朵猫", "云朵猫", Band.IDENTICAL, "5.1.1", [R.SAME] * 3),
        ("雲朵貓", "云朵猫", Band.IDENTICAL, "5.1.1", [R.VARIANT] * 3),
        ("云·朵 猫", "云朵猫及图", Band.IDENTICAL, "5.1.1", [R.VARIANT] * 3),
        ("ＣＬＯＵＤ cat", "Cloud-Cat", Band.IDENTICAL, "5.1.1", [R.VARIANT] * 8),
        ("СLОUD", "CLOUD", Band.IDENTICAL, "5.1.1", [R.VARIANT] * 5),
        ("云朵帽", "云朵猫", Band.VERY_NEAR, "5.1.4", [R.SAME, R.SAME, R.HOMOPHONE]),
        ("未来星", "末来星", Band.VERY_NEAR, "5.1.5", [R.LOOK_ALIKE, R.SAME, R.SAME]),
        ("猫云朵", "云朵猫", Band.VERY_NEAR, "5.1.2", [R.SAME, R.SAME, R.MOVED]),
        ("云朵猫科技", "云朵猫", Band.VERY_NEAR, "5.1.12", [R.SAME] * 3 + [R.GENERIC] * 2),
        ("YUNDUOMAO", "云朵猫", Band.NEAR, "5.1.17", [R.TRANSCRIPTION] * 3),
        ("云朵猫", "YUN DUO MAO", Band.NEAR, "5.1.17", [R.TRANSCRIPTION] * 3),
        ("苹果", "APPLE", Band.NEAR, "5.1.6", [R.TRANSLATION]),
        ("APPLE", "苹果", Band.NEAR, "5.1.6", [R.TRANSLATION]),
        ("三六九", "369", Band.NEAR, "5.1.6", [R.TRANSLATION]),
        ("云朵大猫", "云朵猫", Band.VERY_NEAR, "5.1.14", [R.SAME, R.SAME, R.GENERIC, R.SAME]),
        ("美亮美亮", "美亮", Band.VERY_NEAR, "5.1.3", None),
        ("扑扑诺", "扑诺", Band.VERY_NEAR, "5.1.3", None),
        ("诺朵扑", "扑朵诺", Band.VERY_NEAR, "5.1.2", None),
        ("大云朵猫", "云朵猫", Band.VERY_NEAR, "5.1.14", None),
        ("杭州云朵猫", "云朵猫", Band.VERY_NEAR, "5.1.13", None),
        ("云朵猫蛮卉面", "云朵猫", Band.NEAR, "5.1.16", None),
        ("糖都吉袜祥", "糖都吉祥", Band.VERY_NEAR, "5.1.7", None),
        ("女子运来", "好运来", Band.VERY_NEAR, "5.1.5", [R.SPLIT, R.SAME, R.SAME]),
        ("云朵猫", "云朵猫 BELORA", Band.NEAR, "5.1.15", None),
        ("YUNDUOMAO", "云朵猫 YUNDUOMAO", Band.NEAR, "5.1.17", None),
        ("MARE HOME", "MARE", Band.VERY_NEAR, "5.1.14", [R.SAME] * 4 + [R.GENERIC] * 4),
        ("THE MARE", "MARE", Band.VERY_NEAR, "5.1.11", [R.GENERIC] * 3 + [R.SAME] * 4),
        ("BELORAS", "BELORA", Band.VERY_NEAR, "5.1.11", [R.SAME] * 6 + [R.GENERIC]),
        ("BELSRU", "BELSIRU", Band.VERY_NEAR, "5.1.9", None),
        ("BELROA", "BELORA", Band.VERY_NEAR, "5.1.9", None),
        ("B3L0RA", "BELORA", Band.VERY_NEAR, "5.1.9", None),
        ("BRIGHT HOUSE", "HOUSE BRIGHT", Band.VERY_NEAR, "5.1.10", [R.MOVED] * 2),
        ("BELORA630", "BELORA", Band.VERY_NEAR, "5.1.12", None),
        ("KELORA", "BELORA", Band.NEAR, "5.1.9", None),
        ("Fa Shi Gu Shi", "发匙故事", Band.NEAR, "5.1.17", None),
        ("SHENGYAAOGUSHI", "生药故事", Band.NEAR, "5.1.17", None),
        ("CLOUDCAK", "CLOUDCAT", Band.VERY_NEAR, "5.1.9", None),
        ("海底森林", "金属螺丝", Band.REMOTE, None, None),
    ],
)
def test_a_likeness_gives_its_reasons(
    lexicon: Lexicon,
    sign: str,
    mark: str,
    band: Band | None,
    rule: str | None,
    relations: list[Relation] | None,
) -> None:
    likeness = explain(sign, mark, lexicon)

    assert band is None or likeness.band is band
    assert rule is None or rule in likeness.rules
    assert relations is None or [step.relation for step in likeness.steps] == relations


@pytest.mark.parametrize(
    ("sign", "mark", "relation"),
    [
        ("蓝", "兰", R.HOMOPHONE),
        ("兰", "南", R.NEAR_SOUND),
        ("精", "金", R.NEAR_SOUND),
        ("张", "赃", R.NEAR_SOUND),
        ("未", "末", R.LOOK_ALIKE),
        ("晴", "清", R.SOUND_AND_LOOK),
        ("山", "电", R.DIFFERENT),
    ],
)
def test_one_character_stands_to_another_by_sound_and_look(
    lexicon: Lexicon, sign: str, mark: str, relation: Relation
) -> None:
    likeness = explain(sign + "朵云", mark + "朵云", lexicon)

    assert likeness.steps[0].relation is relation


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=70), st.text(max_size=70))
def test_any_two_texts_can_be_compared(sign: str, mark: str) -> None:
    likeness = explain(sign, mark, LEXICON)

    assert likeness.band in Band
    assert explain(sign, sign, LEXICON).band is Band.IDENTICAL


LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("sign", "mark"),
    [("云朵猫", "朵云松猫"), ("猫禾云", "云朵猫"), ("猫云", "云松朵猫"), ("甲乙丙", "丙丁甲")],
)
def test_every_character_stands_in_the_alignment_once(lexicon: Lexicon, sign: str, mark: str) -> None:
    steps = explain(sign, mark, lexicon).steps

    assert sorted("".join(step.sign for step in steps)) == sorted(sign)
    assert "".join(step.mark for step in steps) == mark
