"""Codes of findings to words, in one language; the words are data in resources/findings.

A finding is worded as an indication; the closing sentence stands under every list of them.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import BadInput, StorageFault
from app.findings import Basis, Finding
from app.law.statutes import english_articles
from app.resources import resource

SECTIONS = ("severity", "title", "reason", "missing", "fact", "value", "act")
CODED = frozenset(
    {"kind", "status", "licence", "plausible", "online", "circulated_before"}
)  # facts with codes
LONGEST = 1_000_000  # characters of one file


@dataclass(frozen=True, slots=True)
class Wording:
    language: str
    closing: str
    words: dict[str, dict[str, str]]  # section -> code -> words
    numbers: dict[str, str]  # reasons of number readers, with {expected} and {arithmetic}
    laws: dict[str, str] = field(default_factory=dict)  # short name of a law -> its name in this language

    def title(self, finding: Finding) -> str:
        """Return what a finding is about, in a few words: of its code, or of the code's beginning."""
        code = finding.code
        while code:
            if code in self.words["title"]:
                return self.words["title"][code]
            code = code.rpartition(".")[0]
        return finding.code

    def severity(self, severity: str) -> str:
        return self.words["severity"].get(severity, severity)

    def reasons(self, finding: Finding) -> tuple[str, ...]:
        """Return the reasons as sentences, in order."""
        facts = dict(finding.facts)
        return tuple(self._reason(code, facts) for code in finding.reasons)

    def missing(self, finding: Finding) -> tuple[str, ...]:
        """Return what the officer should still establish."""
        return tuple(self.words["missing"].get(code, code) for code in finding.missing)

    def acts(self, finding: Finding) -> tuple[str, ...]:
        return tuple(self.words["act"].get(code, code) for code in finding.acts)

    def facts(self, finding: Finding) -> tuple[tuple[str, str], ...]:
        """Return the facts used: (label, value) in words; names and numbers stay as they are."""
        return tuple(
            (
                self.words["fact"].get(name, name),
                self.words["value"].get(value, value) if name in CODED else value,
            )
            for name, value in finding.facts
        )

    def bases(self, finding: Finding) -> tuple[str, ...]:
        """Return the legal bases as they are cited: 《专利法》（2020修正）第六十八条."""
        return tuple(map(self.citation, finding.bases))

    def sentence(self, finding: Finding) -> str:
        """Return a finding in one line: severity, title, subject and first reason."""
        severity, title = self.severity(finding.severity), self.title(finding)
        first = next(iter(self.reasons(finding)), "")
        if self.language == "zh":
            return f"【{severity}】{title}（{finding.subject}）{'：' if first else ''}{first}"
        return f"[{severity}] {title} ({finding.subject}){': ' if first else ''}{first}"

    def statement(self, finding: Finding) -> str:
        """Return `sentence` with the words that it is an indication and no verdict."""
        return f"{self.sentence(finding)}{'。' if self.language == 'zh' else '. '}{self.closing}"

    def citation(self, basis: Basis) -> str:
        """Return a legal basis as it is cited."""
        if self.language == "zh":
            return f"《{basis.law}》（{basis.edition}）{basis.article}"
        return (
            f"{self.laws.get(basis.law, basis.law)} ({basis.edition[:4]}), {english_articles(basis.article)}"
        )

    def _reason(self, code: str, facts: dict[str, str]) -> str:
        number = code.removeprefix("number.")
        if number != code and number in self.numbers:
            text = self.numbers[number]
            for name in ("expected", "arithmetic"):
                text = text.replace("{" + name + "}", facts.get(name, "—"))
            return text
        return self.words["reason"].get(code, code)


def load_wording(language: str) -> Wording:
    """Read the words of one language ("zh", "en").

    Raises:
        BadInput: a file is malformed or lacks a section.
        StorageFault: a file is missing or cannot be read.
    """
    return read_wording(
        language,
        _text(resource("findings", f"{language}.toml")),
        _text(resource("findings", f"numbers.{language}.toml")),
    )


def read_wording(language: str, text: str, numbers: str) -> Wording:
    """Read words given as TOML texts. Raises BadInput as `load_wording`."""
    try:
        if max(len(text), len(numbers)) > LONGEST:
            raise ValueError("too long")
        data = tomllib.loads(text)
        words = {section: {str(k): str(v) for k, v in data[section].items()} for section in SECTIONS}
        laws = {str(k): str(v) for k, v in data.get("law", {}).items()}
        reasons = {str(k): str(v) for k, v in tomllib.loads(numbers).items()}
        return Wording(language, str(data["closing"]), words, reasons, laws)
    except (ValueError, KeyError, AttributeError, RecursionError) as error:  # TOML errors are ValueErrors
        raise BadInput(
            f"提示用语文件有误（{error}）；请重新安装本程序。",
            f"The wording file is malformed ({error}); install the program again.",
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageFault(
            f"提示用语文件 {path.name} 无法读取；请重新安装程序，已有记录不受影响。",
            f"The wording file {path.name} cannot be read; install the program again, records are safe.",
        ) from error
