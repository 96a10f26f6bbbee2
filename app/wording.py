"""Codes of findings to words, in one language; the words are data in resources/findings.

A finding is worded as an indication; the closing sentence stands under every list of them.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadInput
from app.findings import Finding
from app.resources import resource

SECTIONS = ("severity", "title", "reason", "missing", "fact", "value", "act")


@dataclass(frozen=True, slots=True)
class Wording:
    language: str
    closing: str
    words: dict[str, dict[str, str]]  # section -> code -> words
    numbers: dict[str, str]  # reasons of number readers, with {expected} and {arithmetic}

    def title(self, finding: Finding) -> str:
        """Return what a finding is about, in a few words."""
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
        """Return the facts used: (label, value) in words."""
        return tuple(
            (self.words["fact"].get(name, name), self.words["value"].get(value, value))
            for name, value in finding.facts
        )

    def bases(self, finding: Finding) -> tuple[str, ...]:
        """Return the legal bases as they are cited: 《专利法》（2020修正）第六十八条."""
        return tuple(f"《{b.law}》（{b.edition}）{b.article}" for b in finding.bases)

    def sentence(self, finding: Finding) -> str:
        """Return a finding in one line: severity, title, subject and first reason."""
        reasons = self.reasons(finding)
        first = f"：{reasons[0]}" if reasons else ""
        return f"【{self.severity(finding.severity)}】{self.title(finding)}（{finding.subject}）{first}"

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
    """
    return read_wording(
        language,
        Path(resource("findings", f"{language}.toml")).read_text("utf-8"),
        Path(resource("findings", f"numbers.{language}.toml")).read_text("utf-8"),
    )


def read_wording(language: str, text: str, numbers: str) -> Wording:
    """Read words given as TOML texts. Raises BadInput as `load_wording`."""
    try:
        data = tomllib.loads(text)
        words = {section: {str(k): str(v) for k, v in data[section].items()} for section in SECTIONS}
        return Wording(
            language, str(data["closing"]), words, {k: str(v) for k, v in tomllib.loads(numbers).items()}
        )
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, RecursionError) as error:
        raise BadInput(
            f"提示用语文件有误（{error}）；请重新安装本程序。",
            f"The wording file is malformed ({error}); install the program again.",
        ) from error
