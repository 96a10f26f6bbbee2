"""What people type at the desk, made fit to be kept: composed, without hidden characters, not endless."""

import re
import unicodedata

from app.errors import BadInput
from app.goods_codes import storable

LINE, TEXT = 300, 20_000  # characters
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def short_text(text: str, zh: str, en: str) -> str:
    """Return a line; line breaks become spaces.

    Raises:
        BadInput: more than 300 characters; names the field in both languages.
    """
    return _fitting(" ".join(text[: LINE * 10].split()), LINE, zh, en)


def long_text(text: str, zh: str, en: str) -> str:
    """Return a text of several lines.

    Raises:
        BadInput: more than 20,000 characters; names the field in both languages.
    """
    return _fitting(text.replace("\r\n", "\n").replace("\r", "\n"), TEXT, zh, en)


def _fitting(text: str, most: int, zh: str, en: str) -> str:
    if len(text) > most:
        raise BadInput(
            f"“{zh}”超过 {most} 字；请精简，其余另附材料。",
            f"“{en}” has more than {most} characters; shorten it and attach the rest.",
        )
    return _UNSEEN.sub("", unicodedata.normalize("NFC", storable(text).replace("\t", " "))).strip()
