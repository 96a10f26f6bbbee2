"""The shipped forms say what the official set says, in its order, and the same in English."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from app.actions.documents.laws import CITED, with_law
from app.complaints.rules import load_rules
from app.documents import render
from app.forms import Block, Form, load_forms, missing
from app.law import load_law
from app.procedure import load_procedure
from app.typeset.fonts import FontSet, load_fonts
from tests.app.papers import PLAIN, filled, pages_of, text_of

FORMS = load_forms()
CHINESE = [form for (_, language), form in FORMS.items() if language == "zh"]
ENGLISH = [form for (_, language), form in FORMS.items() if language == "en"]
LAW = load_law()
BEFORE, AFTER = date(2026, 5, 1), date(2027, 2, 1)  # on both sides of the Trademark Law of 2026
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")  # characters and punctuation
DATA = Path(__file__).parent.parent / "data" / "form_texts.toml"
TEXTS = tomllib.loads(DATA.read_text("utf-8"))
# What others write by hand on the paper later, so that it may be issued empty.
BY_HAND = {
    "identification_request": "reply.",
    "crime_transfer": "received_",
    "fair_notice": "received_at",
    "fair_answer": "received_at",
    "fair_commitment": "checked",
}


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


def by_form(form: Form) -> str:
    return form.form


def written(block: Block) -> str:
    """Return what a block holds: its kind, field and roles, and its text."""
    return " ".join((block.kind, block.field, *block.roles, block.text))


def citations(form: Form) -> set[str]:
    """Return the keys of the law that a form names anywhere."""
    texts = [b.text for b in form.blocks] + [t for f in form.fields for t in (f.preset, *f.snippets)]
    return {key for text in texts for key in CITED.findall(text)}


def test_all_forms_that_are_used_on_site_are_there() -> None:
    assert {form for form, _ in FORMS} == set(TEXTS)


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_a_form_has_the_official_number_and_title(form: Form) -> None:
    text = TEXTS[form.form]

    assert (form.official, form.title) == (text["official"], text["title"])


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_what_a_form_says_and_asks_stands_in_the_official_order(form: Form) -> None:
    text = "\n".join(map(written, form.blocks))

    at, lost = 0, []
    for words in TEXTS[form.form]["order"]:
        found = re.compile("|".join(map(re.escape, words.split("|")))).search(text, at)
        at = found.end() if found else at
        lost += [] if found else [words]
    assert lost == []


@pytest.mark.parametrize("form", ENGLISH, ids=by_form)
def test_the_gloss_is_english_throughout(form: Form) -> None:
    form = with_law(form, LAW, BEFORE)
    texts = [form.title, *(label for _, label in form.signers), *(b.text for b in form.blocks)]
    for field in form.fields:
        texts += [
            field.label_en,
            field.hint_en,
            field.preset,
            *field.choices,
            *field.columns,
            *field.snippets,
        ]

    assert [text for text in texts if HAN.search(text)] == []


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_a_hint_stands_in_both_languages(form: Form) -> None:
    assert [f.name for f in form.fields if bool(f.hint) != bool(f.hint_en)] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f"{f.form}-{f.language}")
def test_a_preset_choice_is_one_of_its_choices(form: Form) -> None:
    assert [f.name for f in form.fields if f.choices and f.preset and f.preset not in f.choices] == []


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_both_languages_ask_the_same_number_of_questions(form: Form) -> None:
    other = FORMS[form.form, "en"]

    for field in form.fields:
        same = other.field(field.name)
        assert same is not None
        assert len(field.initial()) == len(same.initial()) or field.kind != "questions"


@pytest.mark.parametrize("on", [BEFORE, AFTER], ids=str)
@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f"{f.form}-{f.language}")
def test_every_law_that_a_form_cites_is_in_force_on_both_sides_of_2027(form: Form, on: date) -> None:
    cited = with_law(form, LAW, on)

    assert [key for key in citations(form) if LAW.provision(key, on) is None] == []
    assert citations(cited) == set()


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_no_form_names_an_article_itself(form: Form) -> None:
    texts = [b.text for b in form.blocks] + [t for f in form.fields for t in (f.preset, *f.snippets)]

    assert [text for text in texts if re.search(r"第[一二三四五六七八九十百零]+条", text)] == []


def test_powers_on_site_are_cited_by_the_law_of_the_day() -> None:
    form = FORMS["coercive_decision", "zh"]

    before, after = (with_law(form, LAW, on).field("basis") for on in (BEFORE, AFTER))

    assert before is not None
    assert after is not None
    assert "《中华人民共和国商标法》第六十二条" in before.snippets
    assert "《中华人民共和国商标法》第七十六条" in after.snippets


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_a_filled_form_and_its_gloss_are_set_with_the_law_of_the_day(form: Form, fonts: FontSet) -> None:
    zh, en = (with_law(FORMS[form.form, language], LAW, BEFORE) for language in ("zh", "en"))

    text = text_of(render(zh, filled(zh), PLAIN, fonts, en).pdf)

    assert "{" not in text
    assert form.title in text
    assert "".join(en.title.split()) in text


def test_numbers_of_different_forms_have_different_words() -> None:
    words = [form.series for form in CHINESE if form.series]

    assert len(words) == len(set(words))


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_a_paper_that_is_cut_is_printed_on_one_side(form: Form) -> None:
    assert not (form.duplex and any(b.kind == "cut" for b in form.blocks))


@pytest.mark.parametrize("form", CHINESE, ids=by_form)
def test_a_form_is_complete_once_every_field_has_a_value(form: Form) -> None:
    assert missing(form, filled(form)) == ()


@pytest.mark.parametrize("form", [f for f in CHINESE if f.group == "record"], ids=by_form)
def test_a_record_takes_times_place_and_both_officers_with_their_certificates(form: Form) -> None:
    when = ("taken",) if form.form == "evidence_sheet" else ("began", "ended")
    wanted = (*when, "place", "officer_1", "certificate_1", "officer_2", "certificate_2")

    assert [name for name in wanted if name not in {f.name for f in missing(form, {})}] == []


@pytest.mark.parametrize("form", ["preservation_notice", "coercive_decision", "coercive_release"])
def test_a_measure_names_its_list(form: str) -> None:
    assert "number.goods_list" in {f.name for f in missing(FORMS[form, "zh"], {})}


@pytest.mark.parametrize(("form", "beginning"), BY_HAND.items(), ids=BY_HAND)
def test_what_is_written_by_hand_later_is_not_asked_for(form: str, beginning: str) -> None:
    fields = [f for f in FORMS[form, "zh"].fields if f.name.startswith(beginning)]

    assert fields
    assert not any(f.required for f in fields)


def test_a_fine_is_asked_for_only_where_the_penalty_is_a_fine() -> None:
    form = FORMS["summary_penalty", "zh"]

    asked = {f.name for f in missing(form, {"penalty": "罚款", "payment": "当场收缴"})}
    warned = {f.name for f in missing(form, {"penalty": "警告"})}

    assert {"fine", "collect_reason"} <= asked
    assert not warned & {"fine", "payment", "bank", "collect_reason"}


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "罚款金额：贰仟伍佰元整（¥2,500）"), ("en", "Amountofthefine:RMB2,500")]
)
def test_a_fine_is_printed_in_capitals_and_figures(language: str, said: str, fonts: FontSet) -> None:
    form = with_law(FORMS["summary_penalty", language], LAW, BEFORE)
    fined = {"penalty": "罚款", "payment": "当场收缴", "fine": "2500"}

    assert said in text_of(render(form, filled(form) | fined, PLAIN, fonts).pdf)


def test_the_gloss_counts_its_own_pages_and_asks_in_english(fonts: FontSet) -> None:
    zh, en = (with_law(FORMS["interview_record", language], LAW, BEFORE) for language in ("zh", "en"))
    asked = {f.name: tuple((q[0], "答") for q in f.initial()) for f in zh.fields if f.kind == "questions"}
    values = filled(zh) | asked | {"cause": "其他", "began": "2026年5月1日9时05分"}

    pages = pages_of(render(zh, values, PLAIN, fonts, en).pdf)

    ours = [page for page in pages if "Translation,page" not in page]
    gloss = "".join(pages[len(ours) :])
    assert [f"第{n}页共{len(ours)}页" in page for n, page in enumerate(ours, 1)] == [True] * len(ours)
    assert f"Translation,page1of{len(pages) - len(ours)}" in gloss
    assert "Time:2026-05-0109:05to" in gloss
    assert "Pleasestatewhoyouare" in gloss
    assert "请介绍你的身份" not in gloss


def test_an_interview_has_questions_for_every_cause_and_names_causes_as_the_procedure_does() -> None:
    known = {(cause.zh, cause.en) for cause in load_procedure().causes}
    form = FORMS["interview_record", "zh"]
    causes, glosses = (FORMS["interview_record", language].field("cause") for language in ("zh", "en"))
    asked = {b.when.partition("=")[2] for b in form.blocks if b.kind == "questions" and b.when}

    assert causes is not None
    assert glosses is not None
    assert asked == set(causes.choices)
    assert set(zip(causes.choices[:-1], glosses.choices[:-1], strict=True)) <= known


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_complaint_names_the_kinds_of_right_as_the_complaint_track_does(language: str) -> None:
    rules = load_rules()
    right = FORMS["fair_complaint", language].field("complaint.right")
    kinds = ("invention", "utility_model", "design", "trademark", "copyright")

    assert right is not None
    assert right.choices == tuple(rules.word(kind, language) for kind in kinds)


def test_an_anonymous_report_asks_for_no_name() -> None:
    form = FORMS["report_registration", "zh"]

    named, anonymous = ({f.name for f in missing(form, {"named": v})} for v in ("实名举报", "匿名举报"))

    assert "informant.id" in named
    assert not any(name.startswith("informant.") for name in anonymous)
