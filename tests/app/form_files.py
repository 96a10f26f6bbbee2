"""A small form file with every kind of table, and the shared parts that it uses."""

from app.forms import Form, read_form, read_parts

SHARED = """
schema = 2

[[part.party.block]]
kind = "field"
text = "当事人：{_party.name}"
en = "Party: {_party.name}"

[[part.party.field]]
name = "party.name"
label = "当事人"
label_en = "Party"
"""
GOOD = """
schema = 2
form = "f"
group = "record"
title = "笔录"
title_en = "Record"
official = "9"
source = "s"
to_be_compared = true

[[signer]]
role = "party"
label = "当事人"
label_en = "Party"

[[block]]
kind = "part"
part = "party"

[[block]]
kind = "para"
text = "种类：{kind:甲|乙}，{_note}"
en = "Kind: {kind:A|B}, {_note}"

[[block]]
kind = "para"
text = "只对甲"
en = "For A only"
when = "kind=甲"

[[block]]
kind = "list"
field = "items"

[[block]]
kind = "signs"
roles = ["party"]

[[field]]
name = "kind"
label = "种类"
label_en = "Kind"
kind = "choice"
choices = ["甲", "乙"]
choices_en = ["A", "B"]
preset = "甲"
preset_en = "A"

[[field]]
name = "note"
label = "备注"
label_en = "Note"

[[field]]
name = "items"
label = "清单"
label_en = "Items"
kind = "list"
columns = ["名称", "数量"]
columns_en = ["Name", "Quantity"]
widths = [20, 8]
"""


def read(text: str = GOOD) -> dict[str, Form]:
    """Read a form that uses the parts above."""
    return read_form(text, "f.toml", read_parts(SHARED, "shared.toml"))
