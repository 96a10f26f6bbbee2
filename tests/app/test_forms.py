"""Form files are read whole, in both languages; what is missing follows from what is set."""

from pathlib import Path

import pytest

from app.errors import BadInput
from app.forms import GROUPS, KINDS, Form, Parts, Value, holds, load_forms, missing, read_form, shown_fields
from tests.app.form_files import GOOD, SHARED, read

FORMS = load_forms()
CHINESE = [form for (_, language), form in FORMS.items() if language == "zh"]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f"{f.form}-{f.language}")
def test_every_form_says_what_it_follows_and_that_it_was_not_compared_yet(form: Form) -> None:
    assert form.to_be_compared
    assert form.source
    assert form.group in GROUPS


@pytest.mark.parametrize("form", CHINESE, ids=lambda f: f.form)
def test_a_translation_asks_for_the_same_fields(form: Form) -> None:
    translation = FORMS[form.form, "en"]

    assert {(f.name, f.kind, f.required) for f in form.fields} == {
        (f.name, f.kind, f.required) for f in translation.fields
    }


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f"{f.form}-{f.language}")
def test_every_field_is_named_in_both_languages_and_known_in_kind(form: Form) -> None:
    assert all(f.label and f.label_en and f.kind in KINDS for f in form.fields)


@pytest.mark.parametrize("form", CHINESE, ids=lambda f: f.form)
def test_no_two_fields_of_a_form_are_called_the_same(form: Form) -> None:
    labels = [field.label for field in form.fields]

    assert len(set(labels)) == len(labels)


def test_fields_follow_the_order_in_which_they_are_read() -> None:
    names = [f.name for f in FORMS["record_of_inspection", "zh"].fields]

    wanted = [
        "began",
        "ended",
        "place",
        "officer_1",
        "party.name",
        "party.uscc",
        "attendance",
        "seen",
        "avoid",
    ]
    assert [n for n in names if n in wanted] == wanted
    assert names.index("scene") < names.index("statement") < names.index("confirmed")


def test_one_file_holds_both_languages() -> None:
    zh, en = read().values()

    assert (zh.title, en.title) == ("笔录", "Record")
    assert (zh.signers, en.signers) == ((("party", "当事人"),), (("party", "Party"),))
    assert [f.name for f in zh.fields] == ["party.name", "kind", "note", "items"]
    assert (zh.fields[1].choices, zh.fields[1].preset) == (("甲", "乙"), "甲")
    assert (en.fields[1].choices, en.fields[1].preset) == (("A", "B"), "A")
    assert (zh.fields[3].columns, en.fields[3].columns) == (("名称", "数量"), ("Name", "Quantity"))


def test_the_blocks_of_a_part_stand_where_the_form_wants_them() -> None:
    assert read()["zh"].blocks[0].text == "当事人：{_party.name}"


def test_a_form_s_own_field_takes_the_place_of_the_shared_one() -> None:
    own = '[[field]]\nname = "party.name"\nlabel = "展商"\nlabel_en = "Exhibitor"\n'

    assert read(GOOD + own)["zh"].fields[0].label == "展商"


@pytest.mark.parametrize(
    ("language", "value", "held"),
    [
        ("zh", "甲", True),
        ("en", "A", True),
        ("en", "甲", True),
        ("zh", "A", True),
        ("zh", "乙", False),
        ("en", "", False),
    ],
)
def test_a_condition_is_met_by_a_choice_in_either_language(language: str, value: str, held: bool) -> None:
    form = read()[language]

    assert holds(form, form.blocks[2].when, {"kind": value}) is held


def test_a_condition_is_met_by_one_of_several_choices() -> None:
    text = GOOD.replace('kind = "choice"', 'kind = "choices"')

    assert holds(read(text)["zh"], "kind=甲", {"kind": "乙；甲"})


def test_what_is_asked_for_in_a_block_that_is_not_set_is_not_missing() -> None:
    form = read(
        GOOD.replace('text = "只对甲"', 'text = "{only}"').replace('en = "For A only"', 'en = "{only}"')
        + '[[field]]\nname = "only"\nlabel = "只"\nlabel_en = "Only"\n'
    )["zh"]
    rest: dict[str, Value] = {"party.name": "某", "note": "无", "items": (("杯", "1"),)}

    assert [f.name for f in missing(form, {**rest, "kind": "乙"})] == []
    assert [f.name for f in missing(form, {**rest, "kind": "甲"})] == ["only"]


def test_a_list_of_blank_rows_is_missing() -> None:
    values: dict[str, Value] = {"party.name": "某", "kind": "甲", "note": "　", "items": (("", " "),)}

    assert [f.name for f in missing(read()["zh"], values)] == ["note", "items"]


def test_questions_are_preset_and_missing_until_each_is_answered() -> None:
    text = GOOD.replace('kind = "list"\nfield', 'kind = "questions"\nfield', 1)
    text = (
        text[: text.index('kind = "list"')] + 'kind = "questions"\npreset = """\n何时购进？\n多少件？\n"""\n'
    )
    form = read(text)["zh"]
    preset = form.fields[3].initial()

    assert preset == (("何时购进？", ""), ("多少件？", ""))
    rest: dict[str, Value] = {"party.name": "某", "kind": "甲", "note": "无"}
    assert missing(form, {**rest, "items": preset}) == (form.fields[3],)
    assert missing(form, {**rest, "items": (("何时购进？", "五月"), ("", ""))}) == ()


def test_a_folder_is_read_and_two_files_of_one_form_are_refused(tmp_path: Path) -> None:
    (tmp_path / "shared.toml").write_text(SHARED, "utf-8")
    (tmp_path / "f.toml").write_text(GOOD, "utf-8")
    assert set(load_forms(tmp_path)) == {("f", "zh"), ("f", "en")}

    (tmp_path / "g.toml").write_text(GOOD, "utf-8")
    with pytest.raises(BadInput, match=r"g\.toml.*已有"):
        load_forms(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(BadInput, match="UTF-8"):
        load_forms(tmp_path)


def test_a_block_tells_which_fields_it_shows() -> None:
    zh = read(GOOD)["zh"]

    assert [shown_fields(block) for block in zh.blocks] == [
        ("party.name",),
        ("kind", "note"),
        (),
        ("items",),
        (),
    ]


def test_without_shared_parts_a_form_stands_for_itself() -> None:
    text = GOOD.replace('kind = "part"\npart = "party"', 'kind = "page"')

    assert read_form(text, "f.toml", Parts({}, {}))["zh"].title == "笔录"
