"""Form files are read whole or refused with file and block."""

import pytest

from app.errors import BadInput
from app.forms import KINDS, Form, load_forms, read_form

FORMS = load_forms()
GOOD = """
schema = 1
form = "f"
language = "zh"
title = "笔录"
official = "9"
source = "s"
to_be_compared = true

[[block]]
kind = "para"
text = "当事人：{_party.name}，{kind:甲|乙}"

[[field]]
name = "party.name"
label = "当事人"
label_en = "Party"

[[field]]
name = "kind"
label = "种类"
label_en = "Kind"
kind = "choice"
choices = ["甲", "乙"]
"""


def test_three_forms_are_kept_in_both_languages() -> None:
    assert set(FORMS) == {
        (form, language)
        for form in ("record_of_inspection", "correction_order", "goods_list")
        for language in ("zh", "en")
    }


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_form_says_that_its_wording_was_not_compared_yet(form: Form) -> None:
    assert form.to_be_compared


@pytest.mark.parametrize("form", [f for (_, language), f in FORMS.items() if language == "en"], ids=str)
def test_a_translation_asks_for_the_same_fields(form: Form) -> None:
    original = FORMS[form.form, "zh"]

    assert [(f.name, f.kind, f.required) for f in form.fields] == [
        (f.name, f.kind, f.required) for f in original.fields
    ]


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_field_is_named_in_both_languages_and_known_in_kind(form: Form) -> None:
    assert all(f.label and f.label_en and f.kind in KINDS for f in form.fields)


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_field_is_printed_somewhere(form: Form) -> None:
    printed = " ".join(f"{{{b.field}}} {{{b.when}}} {b.text}" for b in form.blocks).replace("{_", "{")

    assert [
        f.name for f in form.fields if f"{{{f.name}}}" not in printed and f"{{{f.name}:" not in printed
    ] == []


def test_fields_of_the_record_follow_the_official_order() -> None:
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


def test_a_good_form_is_read() -> None:
    form = read_form(GOOD, "f.zh.toml")

    assert (form.title, [f.name for f in form.fields]) == ("笔录", ["party.name", "kind"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{_party.name}", "{_party.nam}", "party.nam"),
        ('kind = "para"', 'kind = "parra"', "parra"),
        ("{kind:甲|乙}", "{kind:甲|丙}", "kind"),
        ("{kind:甲|乙}", "{kind:甲|乙", "花括号"),
        ("schema = 1", "schema = 2", "schema"),
        ('title = "笔录"', "", "title"),
        ('title = "笔录"', 'title = "笔录', "line 5"),
        ('kind = "choice"', 'kind = "chance"', "chance"),
        ('kind = "choice"', 'kind = "list"', "columns"),
        ('name = "party.name"', "name = 5", ""),
        ("choices = [", 'choices = "', ""),
    ],
)
def test_a_bad_form_is_refused_by_name(old: str, new: str, said: str) -> None:
    assert old in GOOD

    with pytest.raises(BadInput) as caught:
        read_form(GOOD.replace(old, new, 1), "f.zh.toml")

    assert "f.zh.toml" in caught.value.zh
    assert said in caught.value.zh


@pytest.mark.parametrize(
    "text", ["", "\0", "[" * 5000, "schema = 1", "block = 3\nschema = 1", "\ufeff" + GOOD[:9]]
)
def test_what_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_form(text, "f.zh.toml")
