"""A bad form file is refused with a sentence that names file and block."""

import pytest

from app.errors import BadInput
from app.forms import read_parts
from tests.app.form_files import GOOD, SHARED, read

NINE = "\n".join(f'[[signer]]\nrole = "r{n}"\nlabel = "甲"\nlabel_en = "A"' for n in range(9))


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        ("{_note}", "{_noet}", "第 2 块：未知字段“noet”", "block 2: unknown field 'noet'"),
        ('kind = "para"', 'kind = "parra"', "第 2 块：未知块“parra”", "block 2: unknown block 'parra'"),
        ('part = "party"', 'part = "praty"', "第 1 块：未知部分“praty”", "block 1: unknown part 'praty'"),
        ("{kind:甲|乙}", "{kind:甲|丙}", "第 2 块：“丙”不是“kind”的选项", "block 2: '丙' is no choice"),
        ('when = "kind=甲"', 'when = "kind=A"', "第 3 块：“A”不是“kind”的选项", "block 3"),
        ('when = "kind=甲"', 'when = "kinds"', "第 3 块：未知字段“kinds”", "block 3"),
        ('kind = "choice"', 'kind = "chance"', "kind：未知种类“chance”", "unknown kind 'chance'"),
        ('en = "For A only"', "", "第 3 块：text 与 en 须同时有", "block 3: text needs en"),
        ('en = "Kind: {kind:A|B}, {_note}"', 'en = "Kind: {kind:A|B}"', "字段“note”只在一种语言中", "'note'"),
        ("preset", "confidential = true\npreset", "kind：confidential 只属于 text", "confidential belongs"),
        ("widths = [20, 8]", "widths = [20, 9]", "栏宽合计 29，应为 28", "sum up to 29, not 28"),
        ("widths = [20, 8]", "widths = [28]", "每个栏目要有一个宽度", "every column needs a width"),
        ("widths = [20, 8]", "widths = [28, 0]", "每个栏目要有一个宽度", "every column needs a width"),
        ('columns_en = ["Name", "Quantity"]', "", "columns 与 columns_en 个数不同", "differ in number"),
        ('kind = "list"\ncolumns', 'kind = "text"\ncolumns', "columns 只属于 list", "columns belong"),
        ("，{_note}", "", "字段“note”只在一种语言中", "one language only"),
        ("{kind:甲|乙}", "{kind:甲|{乙}}", "第 2 块：花括号嵌套或不成对", "nested or unmatched"),
        ("{kind:甲|乙}", "{kind:甲|乙", "第 2 块：花括号嵌套或不成对", "nested or unmatched"),
        ("，{_note}", "，{_note}}", "花括号嵌套或不成对", "nested or unmatched"),
        ("schema = 2", "schema = 1", "schema 应为 2，却是 1", "schema is 1, not 2"),
        ("schema = 2", "", "schema 应为 2，却是 ?", "schema is ?, not 2"),
        ('title = "笔录"', "", "缺少“title”", "'title' is missing"),
        ('title = "笔录"', 'title = "笔录', "不是 TOML", "line 5"),
        ('title = "笔录"', 'title = " "', "标题为空", "title is empty"),
        ('label = "备注"', 'lable = "备注"', "第 2 个字段：不认识“lable”", "field 2: it has no key 'lable'"),
        ('label = "备注"', 'label = "备注"\ncolour = 3', "不认识“colour”", "no key 'colour'"),
        ('label = "备注"', "label = 5", "第 2 个字段：label 应为文本", "field 2: label expected str"),
        ('choices = ["甲", "乙"]', 'choices = "甲"', "第 1 个字段：choices 应为列表", "expected array"),
        ('choices = ["甲", "乙"]', 'choices = ["甲", "甲"]', "choices 有重复", "has one twice"),
        ('choices = ["甲", "乙"]', 'choices = ["甲", "乙；丙"]', "有不许用的符号", "must not have"),
        ('preset = "甲"', 'preset = "丁"', "预填“丁”不是选项", "'丁' is no choice"),
        ('roles = ["party"]', 'roles = ["witness"]', "没有签名人“witness”", "no signer 'witness'"),
        ('kind = "signs"\nroles = ["party"]', 'kind = "page"', "“party”没有签名处", "no place to sign"),
        ('label = "当事人"', 'label = "当事人或者其委托的现场负责人"', "签名栏名称过长", "label is too long"),
        ("[[signer]]", f"{NINE}\n[[signer]]", "签名人超过 8 个", "more than 8 signers"),
        ('group = "record"', 'group = "records"', "未知类别“records”", "unknown group"),
        ('form = "f"', 'form = "../f"', "不能作格式名", "no name for a form"),
        ('name = "note"', 'name = "kind"', "", ""),
    ],
)  # fmt: skip
def test_a_bad_form_is_refused_by_name(old: str, new: str, zh: str, en: str) -> None:
    assert old in GOOD

    with pytest.raises(BadInput) as caught:
        read(GOOD.replace(old, new, 1))

    assert "f.toml" in caught.value.zh
    assert "f.toml" in caught.value.en
    assert zh in caught.value.zh
    assert en in caught.value.en


def test_a_field_that_is_never_shown_is_refused() -> None:
    with pytest.raises(BadInput, match="“idle”没有印在任何地方"):
        read(GOOD + '[[field]]\nname = "idle"\nlabel = "闲"\nlabel_en = "Idle"\n')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "[" * 5000,
        "a = " + "[" * 40 + "]" * 40,
        "schema = 2\n" + "a." * 30 + "b = 1",
        "schema = 2",
        "block = 3\nschema = 2",
        "\ufeff" + GOOD,
        GOOD + "#" * 200_000,
        "[part]\nx = 1\n",
    ],
    ids=range(10),
)
def test_what_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"f\.toml"):
        read(text)
    with pytest.raises(BadInput, match=r"f\.toml"):
        read_parts(text + "\nform = 1", "f.toml")


def test_what_the_case_learns_or_counts_by_is_not_confidential() -> None:
    secret = GOOD.replace('name = "note"', 'name = "note"\nconfidential = true')
    of_party = SHARED.replace('name = "party.name"', 'name = "party.name"\nconfidential = true')

    assert [f.name for f in read(secret)["en"].fields if f.confidential] == ["note"]
    with pytest.raises(BadInput, match="until 所指的字段“note”保密"):
        read(secret.replace("to_be_compared = true", 'to_be_compared = true\nuntil = "note"'))
    with pytest.raises(BadInput, match=r"字段名不得以 party\. 开头"):
        read_parts(of_party, "shared.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{_party.name}", "{_party.nam}", "party 未知字段“party.nam”"),
        ('kind = "field"', 'kind = "part"\npart = "party"', "不能再套 part"),
        ('label = "当事人"', 'label = ""', "标签为空"),
    ],
)
def test_a_bad_part_is_refused_by_name(old: str, new: str, said: str) -> None:
    changed = SHARED.replace(old, new) if "{" in old else SHARED.replace(old, new, 1)
    if 'kind = "part"' in new:
        changed = changed.replace('text = "当事人：{_party.name}"\n', "").replace(
            'en = "Party: {_party.name}"\n', ""
        )

    with pytest.raises(BadInput, match=said):
        read_parts(changed, "shared.toml")
