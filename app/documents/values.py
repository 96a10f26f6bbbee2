"""Values as they can be set: composed, without what cannot be seen, within their limits."""

import re
import unicodedata
from collections.abc import Mapping

from app.errors import BadInput
from app.forms import Field, Form, Value, ticked
from app.forms.form import BETWEEN

LONGEST_VALUE = 20_000  # characters
MOST_ROWS = 5000
_UNSEEN = re.compile(  # controls, soft hyphens, zero-width, bidi, variation selectors, surrogates
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef]"
)
_SPACES = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f]")


def cleaned(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values that can be set.

    Raises:
        BadInput: a value beyond its limit, or a list of too many rows.
    """
    return {name: _value(name, value) for name, value in values.items()}


def clean(name: str, text: str) -> str:
    """Return text that can be set: composed (NFC), line ends as "\\n", spaces plain, the unseen left out.

    Raises:
        BadInput: more than 20,000 characters.
    """
    if len(text) > LONGEST_VALUE:
        raise BadInput(
            f"“{name}”超过 {LONGEST_VALUE} 字；请精简或另附材料。",
            f"“{name}” has more than {LONGEST_VALUE} characters; shorten it or attach a paper.",
        )
    if text.isascii() and text.isprintable():
        return text
    lines = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text).replace("\t", "  ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _SPACES.sub(" ", lines)))


def translated(original: Form, gloss: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values for the gloss of a document: choices, presets, questions and snippets in its language."""
    found = dict(values)
    for field in gloss.fields:
        source, value = original.field(field.name), values.get(field.name)
        if source is None or value is None:
            continue
        if not isinstance(value, str):
            found[field.name] = _rows(source, field, value)
            continue
        if field.choices:
            found[field.name] = BETWEEN.join(field.choice(text) for text in ticked(value))
            continue
        pairs = zip((source.preset, *source.snippets), (field.preset, *field.snippets), strict=True)
        found[field.name] = next((new for old, new in pairs if old == value), value)
    return found


def _rows(original: Field, gloss: Field, rows: tuple[tuple[str, ...], ...]) -> Value:
    """Return rows with the preset questions in the language of the gloss; answers and lists stay."""
    if original.kind != "questions":
        return rows
    known = {ours[0]: theirs[0] for ours, theirs in zip(original.initial(), gloss.initial(), strict=False)}
    return tuple((known.get(row[0], row[0]), *row[1:]) for row in rows if row)


def _value(name: str, value: Value) -> Value:
    if isinstance(value, str):
        return clean(name, value)
    if len(value) > MOST_ROWS:
        raise BadInput(
            f"清单超过 {MOST_ROWS} 行；请分成几份清单。", f"More than {MOST_ROWS} rows; make several lists."
        )
    return tuple(tuple(clean(name, cell) for cell in row) for row in value)
