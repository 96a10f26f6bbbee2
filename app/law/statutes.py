"""What the law files state: statutes with the days on which they apply, and their provisions.

A provision is asked for by a key that never changes ("trademark.false_registered"); which statute and
article stand behind the key depends on the day. So an amendment is a change of data, not of code.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.findings import Basis

ARTICLE = re.compile(r"[1-9]\d{0,2}(?:\.[1-9]\d?)?", re.ASCII)  # "101", or "14.5" for art. 14 para. 5
_DIGITS = "零一二三四五六七八九"
_ONE = f"[{_DIGITS[1:]}]"
_ZH = re.compile(rf"第((?:{_ONE}百)?零?(?:{_ONE}?十)?{_ONE}?)条(?:第({_ONE}?十?{_ONE}?)款)?")
_UNKNOWN = {"zh": "（条次待核对）", "en": "(article to be checked)"}


@dataclass(frozen=True, slots=True)
class Statute:
    """One edition of one law. `effective_to` is its last day, None while it has no end."""

    id: str
    title: str
    title_en: str
    short: str
    short_en: str
    edition: str
    effective_from: date
    source: str  # where it was read; "K" where it is only known
    verified: bool  # whether the text was read
    effective_to: date | None = None
    verified_until: date | None = None  # later days need a look at newer texts


@dataclass(frozen=True, slots=True)
class Provision:
    """Articles of one statute under one key, with a gloss in our own words; never the official text."""

    key: str
    statute: Statute
    articles: tuple[str, ...]  # each an ARTICLE; () where the number is unknown
    zh: str
    en: str
    source: str
    verified: bool
    effective_from: date
    effective_to: date | None

    def in_force(self, on: date) -> bool:
        """Tell whether the provision applies on that day, first and last day included."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def sure(self, on: date) -> bool:
        """Tell whether the text was read, and needs no look at newer texts on that day."""
        until = self.statute.verified_until
        return self.verified and (until is None or on <= until)

    def article(self, language: str = "zh") -> str:
        """Return the articles in words: "第十四条第五款、第五十三条" or "art. 14(5), art. 53"."""
        if not self.articles:
            return _UNKNOWN[language]
        if language == "zh":
            return "、".join(map(_article_zh, self.articles))
        return ", ".join(map(_article_en, self.articles))

    def citation(self, language: str = "zh") -> str:
        """Return title and articles as a document cites them: "《中华人民共和国专利法》第六十八条"."""
        if language == "zh":
            return f"《{self.statute.title}》{self.article()}"
        year = re.search(r"\d{4}", self.statute.edition)
        edition = f" ({year[0]})" if year else ""
        return f"{self.statute.title_en}{edition}, {self.article(language)}"

    def gloss(self, language: str = "zh") -> str:
        return self.zh if language == "zh" else self.en

    def basis(self) -> Basis:
        """Return the provision as a finding records it."""
        statute = self.statute
        return Basis(statute.short, statute.edition, self.article(), self.effective_from, self.key)


def chinese_number(number: int) -> str:
    """Write 1 … 999 as articles are numbered: 一百零一, 一百一十, 十二."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def english_articles(text: str) -> str:
    """Return in English what a finding records ("第十四条第五款、第五十三条"); other words stay."""
    articles = text.replace(_UNKNOWN["zh"], _UNKNOWN["en"]).split("、")
    return ", ".join(_ZH.sub(_in_english, article) for article in articles)


def _in_english(match: re.Match[str]) -> str:
    paragraph = f".{_number(match[2])}" if match[2] else ""
    return _article_en(f"{_number(match[1])}{paragraph}")


def _number(chinese: str) -> int:
    """Return the number that `chinese_number` writes so."""
    hundreds, _, rest = chinese.rpartition("百")
    tens, ten, ones = rest.lstrip("零").rpartition("十")
    values = [_DIGITS.index(part) if part else 0 for part in (hundreds, tens, ones)]
    return values[0] * 100 + (values[1] or (1 if ten else 0)) * 10 + values[2]


def _article_zh(article: str) -> str:
    number, _, paragraph = article.partition(".")
    text = f"第{chinese_number(int(number))}条"
    return f"{text}第{chinese_number(int(paragraph))}款" if paragraph else text


def _article_en(article: str) -> str:
    number, _, paragraph = article.partition(".")
    return f"art. {number}({paragraph})" if paragraph else f"art. {number}"
